// A run of tests that are chosen by name ends, even in files where no test has such a name.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const projectFolder = join(import.meta.dirname, '../..')
const limitMs = 60_000
// One for each way to open a browser.
const files = ['accessibility', 'course', 'oauth']

for (const name of files) {
  test(`${name}.test.ts ends when no test has the name that is asked for`, () => {
    const words = ['--test-name-pattern', 'nothing is called this', `test/browser/${name}.test.ts`]
    const { NODE_TEST_CONTEXT: _, NODE_V8_COVERAGE: __, ...env } = process.env
    const { status, error, stdout } = spawnSync(process.execPath, words, {
      cwd: projectFolder, env, encoding: 'utf8', timeout: limitMs, killSignal: 'SIGKILL',
    })
    assert.ifError(error)
    assert.equal(status, 0, stdout)
  })
}
