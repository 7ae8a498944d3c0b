import assert from 'node:assert/strict'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { Database } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { deriveKey, SecretError } from '../../src/services/secret.ts'
import { checkSecret, forgetSecret } from '../../src/services/secretFingerprint.ts'
import { schema, writeFreshDatabase } from '../freshDatabase.ts'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'

const first = new Uint8Array(32).fill(1)
const second = new Uint8Array(32).fill(2)

/** Opens one database as two servers do. */
function openTwice(t: TestContext): [Database, Database] {
  const folder = makeFolder()
  const path = join(folder, 'test.db')
  writeFreshDatabase(path)
  const both: [Database, Database] = [openSqlite({ path, schema }), openSqlite({ path, schema })]
  t.after(async () => {
    for (const database of both) await database.close()
    removeFolder(folder)
  })
  return both
}

test('a database belongs to the first secret that it is used with', async (t) => {
  const [one, other] = openTwice(t)
  await checkSecret(one, first)
  await checkSecret(other, first)
  await checkSecret(one, first)
  for (const database of [one, other]) {
    await assert.rejects(checkSecret(database, second), (error) => error instanceof SecretError
      && /different secret .* the same SECRET, .* secret\.key .* new-secret"/.test(error.message))
  }
  await checkSecret(other, first)
})

test('of two servers that start together with two secrets, one is refused', async (t) => {
  const [one, other] = openTwice(t)
  const results = await Promise.allSettled([checkSecret(one, first), checkSecret(other, second)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('of two servers that start together with one secret, both go on', async (t) => {
  const both = openTwice(t)
  await Promise.all(both.map((database) => checkSecret(database, first)))
})

test('once the old secret is forgotten, the next server decides', async (t) => {
  const [one, other] = openTwice(t)
  await checkSecret(one, first)
  await one.run(forgetSecret())
  await checkSecret(other, second)
  await assert.rejects(checkSecret(one, first), SecretError)
})

test('a server that knows its secret can start while nothing can be stored', async (t) => {
  const [database] = openTwice(t)
  await checkSecret(database, first)
  await checkSecret(readingOnly(database), first)
})

test('what is stored is neither the secret nor a key that is made of it', async (t) => {
  const [database] = openTwice(t)
  await checkSecret(database, first)
  const stored = await database.one(sql<{ text: string }>`
    select lower(hex(fingerprint)) as text from secret_fingerprint`)
  assert.match(stored?.text ?? '', /^[0-9a-f]{64}$/)
  const purposes = ['fingerprint', 'access tokens', 'devices', 'refresh tokens', 'signing keys']
  const keys = [first, ...purposes.map((purpose) => deriveKey(first, purpose))]
  for (const key of keys) assert.notEqual(stored?.text, Buffer.from(key).toString('hex'))
})

/** The same database, on a disk that is full. */
function readingOnly(database: Database): Database {
  const refuse = () => Promise.reject(new Error('The disk is full'))
  return {
    one: (statement, options) => database.one(statement, options),
    all: (statement) => database.all(statement),
    run: refuse,
    batch: refuse,
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
  }
}
