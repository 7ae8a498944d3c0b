import assert from 'node:assert/strict'
import test from 'node:test'
import { pick } from '../pick.ts'
import { openTestApp } from '../testApp.ts'

test('a proxy that no setting tells of is warned of once', async (t) => {
  const headers = { 'x-forwarded-for': '192.0.2.1' }
  for (const mayHaveProxy of [true, false]) {
    const site = openTestApp(t, { publicOrigin: 'https://go.example', mayHaveProxy })
    const warnings = () => site.logged().filter((line) => pick(line, 'level') === 'warn')
    assert.equal((await site.request('GET', '/hello')).status, 200)
    assert.deepEqual(warnings(), [])
    for (let request = 0; request < 3; request += 1) {
      assert.equal((await site.request('GET', '/hello', { headers })).status, 200)
    }
    assert.equal(warnings().length, mayHaveProxy ? 1 : 0)
    if (mayHaveProxy) assert.match(String(pick(warnings()[0], 'event')), /^TRUSTED_HOPS is not set/)
  }
})
