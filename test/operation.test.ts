// The server as a process that meets what happens to servers: a full disk, a locked or deleted
// database, a log that nobody reads any more, files that everyone can read.

import assert from 'node:assert/strict'
import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { startServer } from './program.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const skip = process.platform === 'win32'

test('what the server makes is private, and what others can read is warned of', { skip }, async (t) => {
  const old = process.umask(0o022)
  t.after(() => process.umask(old))
  const DATA = join(temporaryFolder(t), 'new', 'data')
  const first = startServer(t, { DATA })
  await first.port()
  const names = readdirSync(DATA).sort()
  assert.deepEqual(names,
    ['groundwork.db', 'groundwork.db-shm', 'groundwork.db-wal', 'secret.key'])
  const modes = ['.', ...names].map((name) => statSync(join(DATA, name)).mode & 0o777)
  assert.deepEqual(modes, [0o700, 0o600, 0o600, 0o600, 0o600])
  assert.doesNotMatch(first.output, /other users/)
  first.child.kill('SIGTERM')
  await first.ended()
  chmodSync(join(DATA, 'groundwork.db'), 0o644)
  for (const options of [[], ['--workers', '2']]) {
    const second = startServer(t, { DATA }, options)
    await second.port()
    const warnings = second.output.match(/.*"level":"warn".*/g) ?? []
    assert.match(warnings[0] ?? '', /groundwork\.db","mode":"644","command":"chmod 600 .*\.db"/)
    second.child.kill('SIGTERM')
    await second.ended()
  }
})
