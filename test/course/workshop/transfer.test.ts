import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { openProgress } from '../../../src/course/workshop/progress.ts'
import { exportWork, importWork } from '../../../src/course/workshop/transfer.ts'
import { temporaryFolder } from './testLessons.ts'

const clock = () => Date.UTC(2026, 10, 21, 8, 30)

test('work that is exported and imported is there on the other machine', (context) => {
  const [here, there] = [temporaryFolder(context), temporaryFolder(context)]
  mkdirSync(join(here, '01-methods/public'), { recursive: true })
  writeFileSync(join(here, '01-methods/exercise.ts'), 'mine ✓')
  writeFileSync(join(here, '01-methods/public/page.html'), '<p>')
  openProgress(here, clock).changeLesson('methods', { passedAt: 'x' })
  const text = exportWork(here, clock)
  assert.deepEqual(importWork(there, text, clock), { files: 2, backups: [] })
  assert.equal(readFileSync(join(there, '01-methods/exercise.ts'), 'utf8'), 'mine ✓')
  assert.equal(openProgress(there, clock).read().lessons['methods']?.passedAt, 'x')
  assert.deepEqual(importWork(there, text, clock), { files: 0, backups: [] })
})

test('an import keeps a file with another text', (context) => {
  const [here, there] = [temporaryFolder(context), temporaryFolder(context)]
  for (const [folder, text] of [[here, 'new'], [there, 'old']] as const) {
    mkdirSync(join(folder, '01-methods'))
    writeFileSync(join(folder, '01-methods/exercise.ts'), text)
  }
  const { files, backups } = importWork(there, exportWork(here, clock), clock)
  assert.equal(files, 1)
  assert.deepEqual(backups, [join(there, '01-methods/exercise.ts.backup-2026-11-21-083000')])
  assert.equal(readFileSync(backups[0] ?? '', 'utf8'), 'old')
  assert.equal(readFileSync(join(there, '01-methods/exercise.ts'), 'utf8'), 'new')
})

test('an import that is none, or reaches outside, is refused', (context) => {
  const folder = temporaryFolder(context)
  const withFile = (path: string): string =>
    JSON.stringify({ groundwork: 1, progress: { lessons: {} }, files: { [path]: 'x' } })
  const rows: [text: string, reason: RegExp][] = [
    ['no', /wasn't made by/],
    ['{"groundwork":2,"files":{}}', /wasn't made by/],
    ['{"groundwork":1,"progress":{},"files":{"a/b":1}}', /The text of a\/b is missing/],
    ['{"groundwork":1,"files":{}}', /wasn't made by/],
    ['{"groundwork":1,"progress":{"lessons":[]},"files":{}}', /Can't read the progress/],
    ...[
      '../x/a.ts', 'a/../../b.ts', '/etc/passwd', 'a\\..\\b/c', 'C:/a.ts', 'progress.json', 'a//b',
      './a', 'a/.git/config', 'a/.envrc', '.vscode/tasks.json',
    ]
      .map((path): [string, RegExp] => [withFile(path), /Can't write to/]),
  ]
  for (const [text, reason] of rows) {
    assert.throws(() => importWork(folder, text, clock), reason, text)
  }
})
