// Another application may reach either server in each step of a sign-in.

import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs, secondMs } from '../../src/basics/clock.ts'
import { verifyIdToken } from '../../src/features/oauth/client/idToken.ts'
import { readKeySet } from '../../src/features/oauth/jwk.ts'
import { read } from '../features/admin/people.ts'
import { addApplication, askTokens, getCode, tradeIn } from '../features/oauth/relyingParty.ts'
import { addUser, openSignedIn } from '../features/users/accounts.ts'
import { pick, pickEach } from '../pick.ts'
import type { TestApp } from '../testApp.ts'
import { openServers } from './openServers.ts'

const skewsMs = [-3 * secondMs, 0, 3 * secondMs]

async function openWithCode(t: test.TestContext, aheadMs = 0) {
  const servers = openServers(t, { aheadMs })
  const [one] = servers
  const application = await addApplication(one)
  const browser = await openSignedIn(one, await addUser(one))
  const code = await getCode(browser, application)
  const redeem = (site: TestApp) => askTokens(site, application, tradeIn(application, code))
  return { servers, application, redeem }
}

test('a code of one server is redeemed at the other, and both publish the key', async (t) => {
  for (const aheadMs of skewsMs) {
    const { servers: [one, other], application, redeem } = await openWithCode(t, aheadMs)
    const reply = await redeem(other)
    assert.equal(reply.status, 200, reply.text)
    for (const site of [one, other]) {
      const keys = readKeySet((await site.request('GET', '/oauth/jwks.json')).json())
      const token = String(pick(reply.json(), 'id_token'))
      const issuer = site.publicOrigin
      const expected = { issuer, clientId: application.id, nonce: 'nonce-1' }
      verifyIdToken(keys, token, { ...expected, now: site.clock.now / secondMs })
      const bearer = { authorization: `Bearer ${String(pick(reply.json(), 'access_token'))}` }
      const userinfo = await site.request('GET', '/oauth/userinfo', { headers: bearer })
      assert.equal(userinfo.status, 200, `${aheadMs} ms ahead`)
    }
  }
})

test('of two who redeem one code, one at each server, one gets tokens', async (t) => {
  const { servers: [one, other], redeem } = await openWithCode(t)
  const both = await Promise.all([redeem(one), redeem(other)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400])
})

test('a second use at the other server ends what the first one was given', async (t) => {
  const { servers: [one, other], redeem } = await openWithCode(t)
  const [token] = pickEach((await redeem(one)).json(), ['access_token'])
  assert.equal((await redeem(other)).status, 400)
  const headers = { authorization: `Bearer ${String(token)}` }
  assert.equal((await one.request('GET', '/oauth/userinfo', { headers })).status, 401)
})

test('both sign with one key, and with one new key when it is time for it', async (t) => {
  for (const aheadMs of skewsMs) {
    const { servers, redeem } = await openWithCode(t, aheadMs)
    const [one] = servers
    await redeem(one)
    const kids = async (site: TestApp) =>
      readKeySet((await site.request('GET', '/oauth/jwks.json')).json()).map(({ kid }) => kid)
    // The first key is new, then it's replaced at one of them, then at both.
    for (const laterMs of [0, 90 * dayMs - secondMs, 2 * secondMs]) {
      one.clock.now += laterMs
      await Promise.all(servers.map(kids))
      const [here, there] = await Promise.all(servers.map(kids))
      assert.deepEqual(here, there, `${aheadMs} ms ahead`)
    }
    assert.equal((await read(one, 'select 1 from signing_keys')).length, 2)
  }
})
