import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { writeFreshDatabase } from '../freshDatabase.ts'
import { Program } from '../program.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const commands = [
  'src/tools/users.ts --help', 'src/tools/database.ts check', 'src/course/main.ts list',
  'src/course/main.ts --help',
]
const hasFull = existsSync('/dev/full') ? {} : { skip: 'there is no /dev/full' }

for (const command of commands) {
  test(`a full disk is a failure, and named once: ${command}`, hasFull, (t) => {
    const DATA = temporaryFolder(t)
    writeFreshDatabase(join(DATA, 'groundwork.db'))
    for (const [target, status, says] of [
      ['/dev/null', 0, /^$/], ['/dev/full', 1, /^Can't write the output: ENOSPC.*\n$/],
    ] as const) {
      const script = `exec "$0" ${command} > ${target}`
      const ended = spawnSync('/bin/sh', ['-c', script, process.execPath], {
        env: { ...process.env, DATA }, encoding: 'utf8', cwd: join(import.meta.dirname, '../..'),
      })
      assert.match(ended.stderr, says)
      assert.equal(ended.status, status, ended.stderr)
    }
  })
}

test('a reader that goes away has read enough', async (t) => {
  const program = new Program(t, ['src/course/main.ts', 'list'], {})
  program.child.stdout?.destroy()
  assert.deepEqual([await program.ended(), program.errors], [0, ''])
})
