import assert from 'node:assert/strict'
import test from 'node:test'
import { openTestApp } from '../testApp.ts'

test('a server is alive and ready until it stops or its database is gone', async (t) => {
  const state = { isStopping: false }
  const site = openTestApp(t, { isStopping: () => state.isStopping })
  const expect = async (ready: number, word: string) => {
    const rows: [path: string, status: number, word: string][] = [
      ['/healthz', 200, 'alive'], ['/readyz', ready, word],
    ]
    for (const [path, status, body] of rows) {
      const reply = await site.request('GET', path)
      assert.deepEqual([reply.status, reply.json()], [status, { status: body }])
      assert.equal(reply.headers['cache-control'], 'no-store')
    }
  }
  await expect(200, 'ready')
  state.isStopping = true
  await expect(503, 'stopping')
  state.isStopping = false
  await site.database.close()
  await expect(503, 'database unavailable')
})
