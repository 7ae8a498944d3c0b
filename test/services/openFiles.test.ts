import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { createLog } from '../../src/basics/log.ts'
import { findOpenFiles, warnOfOpenFiles } from '../../src/services/openFiles.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const skip = process.platform === 'win32'

test('each file that others have rights to is named with its command', { skip }, (t) => {
  const folder = join(temporaryFolder(t), "Ada's data")
  mkdirSync(join(folder, 'outbox'), { recursive: true })
  const rows: [name: string, mode: number, isOpen: boolean][] = [
    ['groundwork.db', 0o644, true],
    ['groundwork.db-shm', 0o660, true],
    ['groundwork.db-wal', 0o604, true],
    ['outbox', 0o700, false],
    ['secret.key', 0o600, false],
    ['writable', 0o602, true],
    ['outbox/a.eml', 0o640, true],
    ['outbox/b.eml', 0o400, false],
  ]
  for (const [name, mode] of rows) {
    const path = join(folder, name)
    if (name !== 'outbox') writeFileSync(path, '')
    chmodSync(path, mode)
  }
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
  chmodSync(folder, 0o755)
  const shown = (path: string) => path.replaceAll("'", "'\\''")
  const expected = rows.filter(([, , isOpen]) => isOpen).map(([name, mode]) => {
    const path = join(folder, name)
    return { path, mode: mode.toString(8), command: `chmod 600 '${shown(path)}'` }
  })
  const whole = { path: folder, mode: '755', command: `chmod 700 '${shown(folder)}'` }
  assert.deepEqual(findOpenFiles(folder), [whole, ...expected])
})

test('a private folder, and one that is not there, has nothing to warn of', { skip }, (t) => {
  const folder = temporaryFolder(t)
  assert.deepEqual(findOpenFiles(folder), [])
  assert.deepEqual(findOpenFiles(join(folder, 'none')), [])
})

test('each warning is one line of the log, and there are at most 20', { skip }, (t) => {
  const folder = temporaryFolder(t)
  for (let index = 0; index < 30; index += 1) {
    writeFileSync(join(folder, `${index}.eml`), '')
    chmodSync(join(folder, `${index}.eml`), 0o644)
  }
  let lines = ''
  const log = createLog({ format: 'json', write: (text) => (lines += text) })
  warnOfOpenFiles(folder, log)
  log.flush()
  assert.equal(lines.match(/"level":"warn".*"mode":"644","command":"chmod 600 \//g)?.length, 20)
})
