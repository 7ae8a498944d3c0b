import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { deriveKey, loadSecret } from '../../src/services/secret.ts'
import { startProcess } from '../otherProcess.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

test('the first start makes a secret, the next ones read it', (t) => {
  const folder = temporaryFolder(t)
  const secret = loadSecret(folder)
  assert.equal(secret.length, 32)
  assert.ok(new Set(secret).size > 8, 'it is not all zeros')
  assert.deepEqual(readdirSync(folder), ['secret.key'])
  assert.deepEqual(loadSecret(folder), secret)
  assert.deepEqual(readFileSync(join(folder, 'secret.key')), Buffer.from(secret))
})

test('every installation has another one', (t) => {
  assert.notDeepEqual(loadSecret(temporaryFolder(t)), loadSecret(temporaryFolder(t)))
})

test('nobody else on the machine can read it', { skip: process.platform === 'win32' }, (t) => {
  const folder = temporaryFolder(t)
  loadSecret(folder)
  assert.equal(statSync(join(folder, 'secret.key')).mode & 0o777, 0o600)
})

test('a file of another length is refused, and not written over', (t) => {
  for (const length of [1, 31, 33, 64]) {
    const folder = temporaryFolder(t)
    const path = join(folder, 'secret.key')
    writeFileSync(path, 'x'.repeat(length))
    assert.throws(() => loadSecret(folder), {
      message: `${path} should contain 32 bytes: restore your backup of it. If you have none, `
        + 'delete it, run "npm run database -- new-secret", and the next start generates a new one',
    })
    assert.equal(readFileSync(path, 'utf8').length, length)
  }
})

test('a folder in its place is refused: Docker makes one for a missing file', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'secret.key'))
  assert.throws(() => loadSecret(folder), /secret\.key should contain 32 bytes: /)
})

test('in production no secret is made up, and one that is there counts', (t) => {
  const folder = temporaryFolder(t)
  assert.throws(() => loadSecret(folder, { isProduction: true }), /SECRET is missing, .*\.key/)
  assert.deepEqual(readdirSync(folder), [])
  const secret = loadSecret(folder)
  assert.deepEqual(loadSecret(folder, { isProduction: true }), secret)
})

test('a folder that is not there is an error', (t) => {
  assert.throws(() => loadSecret(join(temporaryFolder(t), 'none')), { code: 'ENOENT' })
})

test('several processes that start at once agree on one secret', async (t) => {
  const home = temporaryFolder(t)
  const module = new URL('secretProcess.ts', import.meta.url)
  const processes = Array.from({ length: 4 }, () => startProcess(t, module))
  for (let round = 0; round < 300; round += 1) {
    const folder = join(home, String(round))
    mkdirSync(folder)
    const answers = await Promise.all(processes.map(({ ask }) => ask({ folder })))
    const secret = readFileSync(join(folder, 'secret.key')).toString('hex')
    assert.deepEqual(answers, [{ secret }, { secret }, { secret }, { secret }], `round ${round}`)
  }
})

test('each purpose has a key of its own, which is what RFC 5869 derives', () => {
  const secret = new Uint8Array(32).fill(7)
  const rows = ['access tokens', 'devices', 'refresh tokens'].map((purpose) => {
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest()
    const expanded = createHmac('sha256', extracted).update(`groundwork ${purpose}\x01`).digest()
    assert.deepEqual(Buffer.from(deriveKey(secret, purpose)), expanded, purpose)
    return expanded.toString('hex')
  })
  assert.equal(new Set(rows).size, 3)
  const other = deriveKey(new Uint8Array(32).fill(8), 'devices')
  assert.notDeepEqual(other, deriveKey(secret, 'devices'))
})
