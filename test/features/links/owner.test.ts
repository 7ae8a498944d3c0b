import assert from 'node:assert/strict'
import test from 'node:test'
import {
  checkForm, formTokenOf, makeOwner, type Owner,
} from '../../../src/features/links/owner.ts'
import { isRefusal, Refusal } from '../../../src/features/site/refusal.ts'
import { pick } from '../../pick.ts'
import { openTestApp } from '../../testApp.ts'
import {
  openBrowser, openProgram, readForm, type Browser, type Fields,
} from '../../testClients.ts'

const target = 'https://example.com/'

async function openWithLink(t: test.TestContext, publicOrigin = 'http://localhost:3000') {
  const site = openTestApp(t, { publicOrigin })
  const browser = openBrowser(site)
  await browser.post('/links', { target, slug: 'abc' })
  const read = async () => (await browser.get('/api/links/abc')).json()
  return { site, browser, read }
}

async function tokenOf(browser: Browser): Promise<string> {
  return readForm((await browser.get('/links/abc')).text, '/links/abc')['formToken'] ?? ''
}

const forms: [path: string, fields: Fields][] = [
  ['/links', { target, slug: 'def' }],
  ['/links/abc', { target: 'https://evil.example/', version: '1' }],
  ['/links/abc/disable', { reason: 'x' }],
  ['/links/abc/enable', {}],
  ['/links/abc/delete', { sure: 'yes' }],
]

test('a form without a token of its own session changes nothing', async (t) => {
  const { site, browser, read } = await openWithLink(t)
  const stranger = openBrowser(site)
  await stranger.post('/links', { target })
  const foreign = readForm((await stranger.get('/')).text, '/links')['formToken'] ?? ''
  const own = await tokenOf(browser)
  const [salt = '', mac = ''] = own.split('.')
  const wrong = [undefined, '', '.', 'x', salt, `${salt}.`, `.${mac}`, mac, foreign, `x${own}`,
    `${foreign.split('.')[0]}.${mac}`, `${own}x`, own.slice(0, -1), `${salt}.${mac.toLowerCase()}`]
  for (const token of wrong) {
    for (const [path, fields] of forms) {
      const sent = token === undefined ? fields : { ...fields, formToken: token }
      const reply = await browser.post(path, sent)
      assert.equal(reply.status, 403, `${path} ${token}`)
      assert.equal(reply.headers['set-cookie'], undefined)
    }
  }
  assert.deepEqual([pick(await read(), 'version'), pick(await read(), 'target')], [1, target])
  assert.equal((await browser.get('/def')).status, 404)
})

test('a form with its token works, and more than once', async (t) => {
  const { browser, read } = await openWithLink(t)
  const token = await tokenOf(browser)
  for (const note of ['a', 'b']) {
    const version = String(pick(await read(), 'version'))
    const reply = await browser.post('/links/abc', { target, note, version, formToken: token })
    assert.equal(reply.status, 303)
  }
  assert.equal(pick(await read(), 'note'), 'b')
})

test('settings from another session come back as typed, with a token', async (t) => {
  const { browser } = await openWithLink(t)
  const typed = { target: 'https://example.org/', note: 'typed', version: '1', formToken: 'x' }
  const refused = await browser.post('/links/abc', typed)
  assert.deepEqual(
    [refused.status, refused.headers['cache-control']], [403, 'private, no-store'])
  assert.match(refused.text, /role="alert">This form is from another session/)
  const { target, note } = readForm(refused.text, '/links/abc')
  assert.deepEqual([target, note], [typed.target, typed.note])
  assert.equal((await browser.submit('/links/abc')).status, 303)
})

test('a page from before the first link comes back as typed, with a token', async (t) => {
  const browser = openBrowser(openTestApp(t))
  const { text: otherTab } = await browser.get('/')
  await browser.submit('/links', { target })
  const typed = { ...readForm(otherTab, '/links'), target: 'https://example.org/', note: 'typed' }
  const reply = await browser.post('/links', typed)
  assert.equal(reply.status, 403)
  assert.match(reply.text, /role="alert">This form is from another session/)
  const { formToken: token, ...shown } = readForm(reply.text, '/links')
  assert.ok(token)
  assert.deepEqual([shown['target'], shown['note']], ['https://example.org/', 'typed'])
  assert.equal((await browser.submit('/links')).status, 303)
})

test('a token is another one each time, and none is right for somebody else', () => {
  const [ann, bob] = [1, 2].map((byte): Owner =>
    ({ ...makeOwner((size) => new Uint8Array(size).fill(byte)), from: 'cookie' }))
  assert.ok(ann && bob)
  const formWith = (formToken: string) => new URLSearchParams({ formToken })
  const tokens = [formTokenOf(ann) ?? '', formTokenOf(ann) ?? '']
  assert.notEqual(tokens[0], tokens[1])
  for (const token of tokens) {
    checkForm(ann, formWith(token))
    assert.throws(() => checkForm(bob, formWith(token)), (error) =>
      isRefusal(error, 'old-form'))
  }
  assert.throws(() => checkForm(ann, new URLSearchParams()), Refusal)
})

test('another site cannot send a form, not even with a token', async (t) => {
  const { browser, read } = await openWithLink(t)
  const token = await tokenOf(browser)
  const evil = 'https://evil.example'
  const attacks: Fields[] = [
    { 'sec-fetch-site': 'cross-site', 'origin': evil },
    { 'sec-fetch-site': 'same-site', 'origin': 'http://localhost:8080' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': '', 'origin': evil },
  ]
  for (const headers of attacks) {
    for (const [path, fields] of [...forms, ['/links/abc/report', { reason: 'spam' }] as const]) {
      const reply = await browser.post(path, { ...fields, formToken: token }, headers)
      assert.deepEqual([reply.status, reply.headers['set-cookie']], [403, undefined], path)
    }
  }
  assert.equal(pick(await read(), 'version'), 1)
})

test('another site cannot use the API with a cookie', async (t) => {
  const { site, browser } = await openWithLink(t)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const method of ['POST', 'PATCH', 'DELETE']) {
    const path = method === 'POST' ? '/api/links' : '/api/links/abc'
    const places = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]
    for (const from of places) {
      const headers = { cookie, 'content-type': 'application/json', ...from }
      const reply = await site.request(method, path, { headers, body: JSON.stringify({ target }) })
      assert.equal(reply.status, 403, `${method} ${JSON.stringify(from)}`)
    }
  }
})

test('nothing changes on GET or HEAD', async (t) => {
  const { browser, read } = await openWithLink(t)
  const token = await tokenOf(browser)
  for (const path of ['/links/abc/disable', '/links/abc/enable', '/links/abc/delete']) {
    assert.equal((await browser.get(`${path}?formToken=${token}&sure=yes`)).status, 405)
  }
  await browser.get(`/links/abc?formToken=${token}&note=x`)
  assert.equal(pick(await read(), 'version'), 1)
})

test('the cookie has the attributes that keep it safe', async (t) => {
  const rows: [origin: string, line: RegExp][] = [
    ['http://localhost:3000',
      /^links=gwe_[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/],
    ['https://go.example',
      /^__Host-links=gwe_[\w-]{43}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/],
  ]
  for (const [publicOrigin, line] of rows) {
    const site = openTestApp(t, { publicOrigin })
    const browser = openBrowser(site)
    for (const reply of [
      await browser.post('/links', { target }),
      await openBrowser(site).send('POST', '/api/links', { target }),
      await openBrowser(site).send('POST', '/api/links/bulk', [{ target }]),
    ]) {
      assert.match(String(reply.headers['set-cookie']), line)
      assert.equal(reply.headers['cache-control']?.includes('no-store'), true)
    }
    assert.match((await browser.get('/')).text, /Links made in this browser/)
  }
})

test('over TLS a cookie without the prefix counts for nothing', async (t) => {
  const site = openTestApp(t, { publicOrigin: 'https://go.example' })
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'abc' })
  const rows = [['__Host-links', 200], ['links', 404], ['__host-links', 404]] as const
  for (const [name, status] of rows) {
    const headers = { cookie: `${name}=${program.key}` }
    assert.equal((await site.request('GET', '/links/abc', { headers })).status, status, name)
  }
})

test('a cookie that cannot be ours is passed over', async (t) => {
  const site = openTestApp(t)
  for (const value of ['', 'x', 'gwe_short', `gwe_${'A'.repeat(44)}`, `gwx_${'A'.repeat(43)}`]) {
    const headers = { 'cookie': `links=${value}`, 'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded' }
    const reply = await site.request('POST', '/links', { headers, body: `target=${target}` })
    assert.equal(reply.status, 303, value)
    assert.doesNotMatch(String(reply.headers['set-cookie']), new RegExp(`=${value};`))
  }
})

test('tokens are in hidden fields and the cookie, and nowhere else', async (t) => {
  const { site, browser } = await openWithLink(t)
  const secret = browser.cookies.get('links') ?? 'none'
  assert.match(secret, /^gwe_/)
  const pages = ['/', '/?made=abc', '/links/abc', '/abc+', '/none', '/links/none', '/hello/page']
  for (const path of pages) {
    const { text, headers } = await browser.get(path)
    assert.ok(!text.includes(secret), path)
    assert.ok(!JSON.stringify(headers).includes(secret), path)
    const forms = [...text.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)]
    for (const [, tag = '', content = ''] of forms) {
      const isPublic = /action="\/(?:abc\+?|links\/abc\/report|)"|role="search"/.test(tag)
      if (isPublic) assert.doesNotMatch(content, /formToken/, `${path} ${tag}`)
    }
    const outside = text.replaceAll(/<input type="hidden" name="formToken" value="[\w.-]+">/g, '')
    assert.doesNotMatch(outside, /formToken/, path)
  }
  assert.doesNotMatch(JSON.stringify(site.logged()), /gwe_|formToken/)
})

test('an unknown link can be made from its page by a browser that has links already', async (t) => {
  const { browser } = await openWithLink(t)
  await browser.get('/free-name')
  const reply = await browser.submit('/links', { target })
  assert.deepEqual([reply.status, reply.headers['location']], [303, '/?made=free-name'])
})
