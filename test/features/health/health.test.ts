import assert from 'node:assert/strict'
import { renameSync } from 'node:fs'
import test from 'node:test'
import { DatabaseSync } from 'node:sqlite'
import { readVersion } from '../../../src/basics/version.ts'
import { sql } from '../../../src/database/sql.ts'
import { pick } from '../../pick.ts'
import { fileOnly } from '../../openDatabase.ts'
import { openTestApp, type TestApp } from '../../testApp.ts'

const ready = { status: 'ready', writes: true }
const readyToRead = { status: 'ready', writes: false }

async function expectReady(site: TestApp, status: number, body: object): Promise<void> {
  const rows: [path: string, status: number, body: object][] = [
    ['/healthz', 200, { status: 'alive', version: readVersion() }], ['/readyz', status, body],
  ]
  for (const [path, expected, content] of rows) {
    const reply = await site.request('GET', path)
    assert.deepEqual([reply.status, reply.json()], [expected, content])
    assert.equal(reply.headers['cache-control'], 'no-store')
  }
}

test('a server is alive and ready until it stops or its database is gone', async (t) => {
  const state = { isStopping: false }
  const site = openTestApp(t, { isStopping: () => state.isStopping })
  await expectReady(site, 200, ready)
  state.isStopping = true
  await expectReady(site, 503, { status: 'stopping' })
  state.isStopping = false
  await site.database.close()
  await expectReady(site, 503, { status: 'database unavailable' })
})

const withLock = fileOnly('its lock')

test('a server that can only read says so, and tries again later', withLock, async (t) => {
  const site = openTestApp(t, { busyTimeoutMs: 20 })
  const other = new DatabaseSync(site.opened.path)
  t.after(() => other.close())
  other.exec('begin immediate')
  await expectReady(site, 200, readyToRead)
  other.exec('rollback')
  const rows: [afterMs: number, body: object][] = [
    [0, readyToRead], [4_999, readyToRead], [1, ready], [4_999, ready],
  ]
  for (const [afterMs, body] of rows) {
    site.clock.now += afterMs
    await expectReady(site, 200, body)
  }
  other.exec('begin immediate')
  // A clock that is set back must not keep the last result forever.
  site.clock.now -= 24 * 60 * 60 * 1_000
  await expectReady(site, 200, readyToRead)
  other.exec('rollback')
})

const soon = { ...withLock, timeout: 30_000 }

test('a probe that waits for a lock is not waited for', soon, async (t) => {
  const site = openTestApp(t, { busyTimeoutMs: 3_600_000 })
  const other = new DatabaseSync(site.opened.path)
  t.after(() => other.close())
  other.exec('begin immediate')
  await expectReady(site, 200, readyToRead)
  other.exec('rollback')
})

test('a probe leaves nothing behind', async (t) => {
  const site = openTestApp(t)
  await expectReady(site, 200, ready)
  assert.deepEqual(await site.database.all(sql`select * from write_probes`), [])
})

test('a database file that is gone is told, and logged once', fileOnly('its name'), async (t) => {
  const site = openTestApp(t)
  const replaced = () => site.logged()
    .filter((line) => /deleted or replaced/.test(String(pick(line, 'event')))).length
  await expectReady(site, 200, ready)
  const { path } = site.opened
  renameSync(path, `${path}.away`)
  for (let look = 0; look < 3; look += 1) {
    await expectReady(site, 503, { status: 'database replaced' })
  }
  assert.equal(replaced(), 1)
  renameSync(`${path}.away`, path)
  await expectReady(site, 200, ready)
  assert.equal(replaced(), 1)
})
