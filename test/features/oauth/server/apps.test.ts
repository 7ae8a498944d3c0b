import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import {
  matchesRedirectUri, redirectUriMistake,
} from '../../../../src/features/oauth/server/redirectUri.ts'
import { pick } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, unescapeHtml } from '../../../testClients.ts'
import { addUser, openSignedIn, readAudit } from '../../users/accounts.ts'
import {
  addApplication, askTokens, callback, formTokenIn, getCode, getTokens, tradeIn,
} from '../relyingParty.ts'

const page = '/account/apps'

test('an address to come back to is https, or http on the loopback, and written plainly', () => {
  const rows: [address: string, mistake: RegExp | undefined][] = [
    ['https://app.example/callback', undefined], ['https://app.example/', undefined],
    ['https://app.example:8443/a?b=c', undefined], ['http://127.0.0.1/cb', undefined],
    ['http://127.0.0.1:8000/cb', undefined], ['http://[::1]:9/cb', undefined],
    ['http://localhost:3000/cb', undefined], ['https://xn--bcher-kva.example/', undefined],
    ['https://app.example', /Write it as https:\/\/app\.example\/$/],
    ['https://APP.example/', /Write it as/], ['https://app.example:443/', /Write it as/],
    ['https://app.example/a/../b', /Write it as/],
    ['https://bücher.example/', /Write it as https:\/\/xn--/],
    ['http://app.example/', /Write https/], ['http://127.0.0.1.evil.example/', /Write https/],
    ['http://localhost.evil.example/', /Write https/], ['http://192.168.0.1/', /Write https/],
    ['http://0.0.0.0/', /Write https/], ['ftp://app.example/', /Write https/],
    ['javascript:alert(1)', /Write https/], ['myapp://callback', /Write https/],
    ['https://user@app.example/', /user/], ['https://:pw@app.example/', /user/],
    ['https://app.example/#', /fragment/], ['https://app.example/#x', /fragment/],
    ['https://*.example/', /\*/], ['app.example', /isn't a complete URL/],
    ['', /isn't a complete URL/],
    [`https://app.example/${'x'.repeat(500)}`, /at most 500/],
  ]
  for (const [address, mistake] of rows) {
    for (const isPublic of [true, false]) {
      const found = redirectUriMistake(address, isPublic)
      if (mistake === undefined) assert.equal(found, undefined, address)
      else assert.match(found ?? '', mistake, address)
    }
  }
})

test('the scheme of an app is a domain name in reverse, for public applications', () => {
  const rows: [address: string, mistake: RegExp | undefined][] = [
    ['com.example.app:/cb', undefined], ['com.example.my-app:/oauth/cb?x=1', undefined],
    ['com.example:/', undefined], ['org.example.app2:/a:b', undefined],
    ['COM.example.app:/cb', /Write it as com\.example\.app:\/cb/],
    ['com.example.app:/a/../b', /Write it as/],
    ['com.example.app:/cb#x', /fragment/],
    ['com.example.app://cb', /Write https/], ['com.example.app:cb', /Write https/],
    ['com.example.app:', /Write https/], ['com.:/cb', /Write https/],
    ['com..example:/cb', /Write https/], ['myapp:/cb', /Write https/],
    ['javascript:/cb', /Write https/], ['data:/text/html,x', /Write https/],
    ['com.example.app:/ü', /Write it as/], ['com.example.app://evil.example/cb', /Write https/],
  ]
  for (const [address, mistake] of rows) {
    const found = redirectUriMistake(address, true)
    if (mistake === undefined) {
      assert.equal(found, undefined, address)
      assert.match(redirectUriMistake(address, false) ?? '', /tick the box/)
    } else {
      assert.match(found ?? '', mistake, address)
    }
  }
})

test('only the port of a loopback address may differ', () => {
  const rows: [registered: string, given: string, matches: boolean][] = [
    [callback, callback, true], [callback, `${callback}/`, false],
    [callback, `${callback}?`, false],
    ['com.example.app:/cb', 'com.example.app:/cb', true],
    ['com.example.app:/cb', 'com.example.app:/cb?x', false],
    ['com.example.app:/cb', 'COM.example.app:/cb', false],
    ['com.example.app:/cb', 'com.example.app:1/cb', false],
    ['https://app.example/', 'https://app.example:8443/', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb', true],
    ['http://127.0.0.1:1/cb', 'http://127.0.0.1:2/cb', true],
    ['http://[::1]/cb', 'http://[::1]:5000/cb', true],
    ['http://localhost/cb', 'http://localhost:5000/cb', true],
    ['http://localhost/cb', 'http://127.0.0.1:5000/cb', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb?x', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/CB', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:65536/cb', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:/cb', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb\n', false],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000@evil.example/cb', false],
  ]
  for (const [registered, given, matches] of rows) {
    assert.equal(matchesRedirectUri(registered, given), matches, `${registered} ${given}`)
  }
})

test('an application is registered, and its secret is shown once', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.get(page)
  const redirectUris = `${callback}\r\n\r\nhttp://127.0.0.1/cb `
  const fields = { name: 'My <i>reader</i>', redirectUris }
  const made = await browser.submit(page, fields)
  assert.equal(made.status, 201, made.text)
  assert.doesNotMatch(made.text, /<i>/)
  assert.equal(made.headers['cache-control'], 'no-store')
  const id = /gwc_[\w-]{22}/.exec(made.text)?.[0] ?? ''
  const secret = /gwx_[\w-]{43}/.exec(made.text)?.[0] ?? ''
  const list = await browser.get(page)
  assert.ok(list.text.includes(id))
  assert.ok(!list.text.includes(secret))
  const stored = await site.database.one(sql`select * from oauth_clients where id = ${id}`)
  assert.ok(!JSON.stringify(stored).includes(secret))
  const application = { id, secret, redirectUri: callback }
  const reply = await getTokens(site, browser, application)
  assert.equal(reply.status, 200)
})

test('a public application gets no secret', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  await browser.get(page)
  const made = await browser.submit(page, { name: 'Page', redirectUris: callback, isPublic: 'yes' })
  assert.equal(made.status, 201)
  assert.doesNotMatch(made.text, /gwx_/)
})

test('what is wrong with an application is beside its field', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const rows: [fields: Record<string, string>, mistake: RegExp][] = [
    [{ name: ' ' }, /This cannot be empty/], [{ name: 'x'.repeat(101) }, /at most 100/],
    [{ name: 'a\u202Eb' }, /invisible/], [{ name: 'a\u0000b' }, /invisible/],
    [{ name: '\u3164\u2800' }, /invisible/], [{ name: 'a\u2028b' }, /invisible/],
    [{ redirectUris: '' }, /at least one/], [{ redirectUris: ' \n ' }, /at least one/],
    [{ redirectUris: `${callback}\n`.repeat(11) }, /at most 10/],
    [{ redirectUris: `${callback}\nhttp://evil.example/` }, /Write https/],
    [{ redirectUris: 'com.example.app:/cb' }, /tick the box/],
  ]
  for (const [fields, mistake] of rows) {
    await browser.get(page)
    const reply = await browser.submit(page, { name: 'Reader', redirectUris: callback, ...fields })
    assert.equal(reply.status, 422, JSON.stringify(fields))
    assert.match(unescapeHtml(reply.text), mistake)
    assert.match(reply.text, /aria-invalid="true"/)
  }
})

test('a user can have only so many applications', async (t) => {
  const site = openTestApp(t)
  const owner = await addUser(site)
  const browser = await openSignedIn(site, owner)
  for (let count = 0; count < 20; count += 1) await addApplication(site, { owner })
  await browser.get(page)
  const reply = await browser.submit(page, { name: 'One more', redirectUris: callback })
  assert.deepEqual([reply.status, /delete one/.test(reply.text)], [422, true])
})

test('a user can register only so many applications in a day', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  const register = async () => {
    await browser.get(page)
    return browser.submit(page, { name: 'One more', redirectUris: callback })
  }
  for (let count = 0; count < 20; count += 1) assert.equal((await register()).status, 201)
  const refused = await register()
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '86400'])
  assert.match(refused.text, /You can register 20 applications a day/)
  assert.match(refused.text, /value="One more"/, 'what was typed is still there')
})

test('a deleted application is gone, and so is all that it was given', async (t) => {
  const site = openTestApp(t)
  const owner = await addUser(site, { email: 'owner@example.org' })
  const application = await addApplication(site, { owner })
  const browser = await openSignedIn(site, await addUser(site))
  const developer = await openSignedIn(site, owner)
  const reply = await getTokens(site, browser, application)
  const path = `${page}/clients/${application.id}/delete`
  const formToken = formTokenIn(await browser.get(page))
  assert.equal((await browser.post(path, { formToken })).status, 404, 'of somebody else')
  assert.equal((await developer.post(path, {})).status, 403, 'without a form token')
  await developer.get(page)
  assert.equal((await developer.submit(path)).status, 303)
  const authorization = `Bearer ${pick(reply.json(), 'access_token')}`
  const headers = { authorization }
  assert.equal((await site.request('GET', '/oauth/userinfo', { headers })).status, 401)
  assert.match((await browser.get(page)).text, /signed in to an application with this account yet/)
})

test('what was allowed is listed, and can be taken back', async (t) => {
  const site = openTestApp(t)
  const application = await addApplication(site, { name: 'Reader & Co' })
  const user = await addUser(site)
  const browser = await openSignedIn(site, user)
  const stranger = await openSignedIn(site, await addUser(site, { email: 'bob@example.org' }))
  const code = await getCode(browser, application, { scope: 'openid links:read' })
  const reply = await askTokens(site, application, tradeIn(application, code))
  const unused = await getCode(browser, application, { scope: 'openid links:read' })
  const families = await browser.get('/api/sessions')
  assert.match(families.text, /"Reader & Co"/, 'the list of sign-ins names it')
  const list = unescapeHtml((await browser.get(page)).text)
  assert.match(list, /Reader & Co/)
  assert.match(list, /See your links and their clicks/)
  const path = `${page}/allowed/${application.id}/revoke`
  const formToken = formTokenIn(await stranger.get(page))
  assert.equal((await stranger.post(path, { formToken })).status, 404)
  assert.equal((await browser.post(path, {})).status, 403)
  await browser.get(page)
  assert.equal((await browser.submit(path)).status, 303)
  const headers = { authorization: `Bearer ${pick(reply.json(), 'access_token')}` }
  assert.equal((await site.request('GET', '/oauth/userinfo', { headers })).status, 401)
  assert.equal((await askTokens(site, application, tradeIn(application, unused))).status, 400)
  const again = await browser.get(page)
  assert.doesNotMatch(again.text, /Reader/)
  const actions = (await readAudit(site)).map(({ action }) => action)
  assert.deepEqual(actions, ['application-allowed', 'application-revoked'])
})

test('the page is for who is signed in', async (t) => {
  const site = openTestApp(t)
  const stranger = openBrowser(site)
  for (const [method, path] of [['get', page], ['post', page], ['post', `${page}/allowed/x/revoke`],
    ['post', '/oauth/consent'], ['post', '/oauth/password']] as const) {
    const reply = method === 'get' ? await stranger.get(path) : await stranger.post(path, {})
    assert.equal(reply.status, 303, path)
    assert.match(String(reply.headers['location']), /^\/login\?/, path)
  }
  const browser = await openSignedIn(site, await addUser(site))
  assert.doesNotMatch((await browser.get(page)).text, /Sign in with/, 'no provider is set up')
  assert.equal((await browser.get('/login/with')).status, 404)
})
