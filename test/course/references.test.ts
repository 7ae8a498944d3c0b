// Type-checks the programs of project lessons. A reference has only the files that its lesson adds
// or changes, so each program is put together first.
// Lesson: testing (appendix)

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { loadLessons } from '../../src/course/lessons/lesson.ts'
import { readReference, readStart } from '../../src/course/lessons/project.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const root = join(import.meta.dirname, '../..')

test('the programs of project lessons have no type errors', (t) => {
  const folder = temporaryFolder(t)
  for (const lesson of loadLessons()) {
    if (lesson.project === undefined) continue
    const { earlier } = lesson.project
    // A later lesson begins as the one before it ends.
    const start = earlier.length === 0 ? readStart(lesson.project) : []
    for (const [name, files] of Object.entries({ start, end: readReference(lesson) })) {
      for (const [path, text] of files) {
        const file = join(folder, lesson.folderName, name, path)
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, text)
      }
    }
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: join(root, 'tsconfig.json'), include: ['.'], exclude: ['node_modules'],
  }))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [compiler, '--noEmit'], {
    cwd: folder, encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
})
