import assert from 'node:assert/strict'
import test from 'node:test'
import { dayMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { SigningKeys } from '../../../../src/features/oauth/server/signingKeys.ts'
import { readSignedClaims } from '../../../../src/features/oauth/signedClaims.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openBrowser } from '../../../testClients.ts'
import { addUser, email, openSignedIn, password } from '../../users/accounts.ts'
import {
  addApplication, answerOf, getCode, getTokens, leadsTo, wishes,
} from '../relyingParty.ts'

test('with an id_token_hint, only the user in that token gets a code', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const other = await addApplication(site, { redirectUris: ['https://other.example/callback'] })
  const ada = await openSignedIn(site, await addUser(site))
  const bob = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  const idToken = async (browser: typeof ada, of = application) =>
    String(pick((await getTokens(site, browser, of)).json(), 'id_token'))
  const adas = await idToken(ada)
  const bobs = await idToken(bob)
  const foreign = await idToken(ada, other)
  const { aud, sub } = readSignedClaims(await keysOf(site).publicKeys(), adas)
  const moved = await keysOf(site).sign({ iss: 'https://before.example', aud, sub })
  const accessToken = String(pick((await getTokens(site, ada, application)).json(), 'access_token'))
  const [head, , signature] = adas.split('.')
  const [, claims] = bobs.split('.')
  // It still names the user long after it has expired, and its key signs nothing any more.
  site.clock.now += dayMs
  await site.database.run(sql`update signing_keys set created_at = created_at - ${200 * dayMs}`)
  await keysOf(site).clean()
  assert.equal((await keysOf(site).publicKeys()).length, 1)
  assert.equal((await keysOf(site).pastKeys()).length, 2)
  const rows: [hint: string, error: string | null][] = [
    [adas, null], ['', null], [bobs, 'login_required'],
    [foreign, 'login_required'], [accessToken, 'login_required'], [moved, 'login_required'],
    [`${head}.${claims}.${signature}`, 'login_required'], [`${adas}.`, 'login_required'],
    [adas.slice(0, -2), 'login_required'], ['x', 'login_required'], ['..', 'login_required'],
    ['x'.repeat(9_000), 'login_required'],
  ]
  for (const [hint, error] of rows) {
    for (const prompt of [null, 'none']) {
      const reply = await ada.get(wishes(application, { id_token_hint: hint, prompt }))
      const says = `${prompt} ${hint.slice(0, 300)}`
      assert.equal(answerOf(reply, 'error'), error, says)
      assert.equal(answerOf(reply, 'code') === null, error !== null, says)
    }
  }
  const page = await bob.get(wishes(other, { id_token_hint: foreign }))
  assert.equal(page.status, 403, 'bob has not allowed the other one')
  assert.match(page.text, /wants you to sign in again, or with another account/)
})

test('a stranger with an id_token_hint signs in first, and then has to be that user', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site)
  const ada = await openSignedIn(site, await addUser(site))
  const bob = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  await getCode(bob, application)
  const hint = String(pick((await getTokens(site, ada, application)).json(), 'id_token'))
  const question = wishes(application, { id_token_hint: hint })
  for (const [address, error] of [[email, null], ['bob@example.org', 'login_required']] as const) {
    const stranger = openBrowser(site)
    const { pathname, search } = leadsTo(await stranger.get(question))
    assert.equal(pathname, '/login')
    await stranger.get(`${pathname}${search}`)
    const signedIn = await stranger.submit('/login', { email: address, password })
    const back = await stranger.get(String(signedIn.headers['location']))
    assert.equal(answerOf(back, 'error'), error, address)
    assert.equal(answerOf(back, 'code') === null, error !== null, address)
  }
})

// The keys that the app signs with.
function keysOf({ clock, database, options: { secret } }: TestApp): SigningKeys {
  return new SigningKeys({ clock: () => clock.now, database, secret })
}
