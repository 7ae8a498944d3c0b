import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { cheapHash } from '../../../auth/cheapHash.ts'
import { fieldsOf, pick } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram } from '../../../testClients.ts'

const target = 'https://example.com/secret'
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

type Terms = {
  password?: string; visitLimit?: number; redirect?: number; expiresAt?: string
  forwardQuery?: boolean
}

async function openWithLink(t: test.TestContext, { password, ...terms }: Terms) {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'abc', ...terms })
  const hash = password === undefined ? null : cheapHash(password)
  await site.database.run(sql`update links set password_hash = ${hash}`)
  const counts = async () => {
    const { clicks, bots } = fieldsOf((await program.send('GET', '/api/links/abc')).json())
    return [clicks, bots]
  }
  return { site, program, counts }
}

function press(site: TestApp, password = '', from = '203.0.113.1') {
  const body = new URLSearchParams({ password }).toString()
  return site.request('POST', '/abc', { headers: formHeaders, body, remoteAddress: from })
}

test('a look at a locked link shows a button and counts nothing', async (t) => {
  const locks: Terms[] = [
    { password: 'open sesame' }, { visitLimit: 1 }, { visitLimit: 1, password: 'x' },
  ]
  for (const link of locks) {
    const { site, counts } = await openWithLink(t, link)
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { status, headers, text } = await site.request(method, '/abc')
      assert.equal(status, 200)
      assert.equal(headers['location'], undefined)
      assert.deepEqual([headers['cache-control'], headers['x-robots-tag']], ['no-store', 'noindex'])
      assert.match(text, /<form method="post" action="\/abc"/)
      assert.equal(/type="password"/.test(text), 'password' in link)
      assert.doesNotMatch(text + JSON.stringify(headers), /example\.com/)
    }
    assert.doesNotMatch((await site.request('GET', '/abc+')).text, /example\.com/)
    assert.deepEqual(await counts(), [0, 0])
  }
})

test('a link that is made with a password asks for it', async (t) => {
  const site = openTestApp(t)
  const link = { target, slug: 'abc', password: 'open sesame' }
  await openProgram(site).send('POST', '/api/links', link)
  assert.equal((await press(site, 'open')).status, 403)
  assert.equal((await press(site, 'open sesame')).status, 303)
})

test('the right password leads on by a GET, which leaves it behind', async (t) => {
  const { site, counts } = await openWithLink(t, { password: 'open sesame', redirect: 307 })
  const browser = openBrowser(site)
  await browser.get('/abc')
  const reply = await browser.submit('/abc', { password: 'open sesame' })
  assert.deepEqual([reply.status, reply.headers['location'], reply.text], [303, target, ''])
  assert.equal(reply.headers['cache-control'], 'private, no-store')
  assert.deepEqual(await counts(), [1, 0])
  assert.equal((await browser.get('/abc')).status, 200, 'the next visit asks again')
})

test('the page with the button keeps the query of a visit', async (t) => {
  const rows: [forwardQuery: boolean, action: string, location: string][] = [
    [true, '/abc?a=1&amp;b=%22', `${target}?a=1&b=%22`],
    [false, '/abc', target],
  ]
  for (const [forwardQuery, action, location] of rows) {
    const { site } = await openWithLink(t, { password: 'open sesame', forwardQuery })
    const send = (password: string, path: string) => site.request('POST', path, {
      headers: formHeaders, body: new URLSearchParams({ password }).toString(),
    })
    const pages = [await site.request('GET', '/abc?a=1&b=%22'), await send('x', '/abc?a=1&b=%22')]
    for (const { text } of pages) assert.ok(text.includes(`action="${action}"`), text)
    const reply = await send('open sesame', action.replace('&amp;', '&'))
    assert.deepEqual([reply.status, reply.headers['location']], [303, location])
  }
})

test('a wrong password leads nowhere', async (t) => {
  const { site, counts } = await openWithLink(t, { password: 'open sesame' })
  for (const password of ['', 'Open Sesame', 'open sesame ', 'x'.repeat(1_025), '€'.repeat(400)]) {
    const { status, headers, text } = await press(site, password)
    assert.equal(status, 403, password)
    assert.equal(headers['location'], undefined)
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(text, /role="alert">This is not the password\./)
    assert.doesNotMatch(text, /example\.com/)
  }
  assert.equal((await site.request('POST', '/abc', { headers: formHeaders })).status, 403)
  assert.deepEqual(await counts(), [0, 0])
})

test('guesses are limited for each client, and then the right password waits too', async (t) => {
  const { site, counts } = await openWithLink(t, { password: 'open sesame' })
  for (let guess = 0; guess < 10; guess += 1) {
    assert.equal((await press(site, `guess ${guess}`)).status, 403)
  }
  const refused = await press(site, 'open sesame')
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '600'])
  assert.equal((await press(site, 'open sesame', '203.0.113.2')).status, 303, 'another client')
  site.clock.now += 10 * minuteMs
  assert.equal((await press(site, 'open sesame')).status, 303)
  assert.deepEqual(await counts(), [2, 0])
})

test('guesses sent all at once are limited too', async (t) => {
  const { site } = await openWithLink(t, { password: 'open sesame' })
  const guesses = Array.from({ length: 25 }, (_, guess) => press(site, `${guess}`))
  const replies = await Promise.all(guesses)
  const statuses = replies.map(({ status }) => status).toSorted()
  assert.deepEqual(statuses, [...Array<number>(10).fill(403), ...Array<number>(15).fill(429)])
})

test('one client that guesses locks out nobody else', async (t) => {
  const { site } = await openWithLink(t, { password: 'open sesame' })
  for (let guess = 0; guess < 15; guess += 1) await press(site, `${guess}`, '203.0.113.9')
  for (let client = 0; client < 30; client += 1) {
    assert.equal((await press(site, 'open sesame', `198.51.100.${client}`)).status, 303)
  }
  assert.equal((await press(site, 'open sesame', '203.0.113.9')).status, 429)
})

test("the right password isn't a guess: many people can use one at the same address", async (t) => {
  const { site } = await openWithLink(t, { password: 'open sesame' })
  for (let visit = 0; visit < 25; visit += 1) {
    assert.equal((await press(site, 'open sesame')).status, 303)
  }
  for (let guess = 0; guess < 10; guess += 1) await press(site, `${guess}`)
  assert.equal((await press(site, 'open sesame')).status, 429)
})

test('guesses from many places at one link have a high limit as a whole', async (t) => {
  const { site } = await openWithLink(t, { password: 'open sesame' })
  const statuses: number[] = []
  for (let group = 0; group < 34; group += 1) {
    // Each group is small enough to be hashed at once.
    statuses.push(...(await Promise.all(Array.from({ length: 30 }, (_, number) =>
      press(site, 'guess', `198.51.${group}.${number}`)))).map(({ status }) => status))
  }
  assert.equal(statuses.filter((status) => status === 403).length, 1_000)
  assert.equal(statuses.filter((status) => status === 429).length, 20)
  site.clock.now += hourMs
  assert.equal((await press(site, 'open sesame')).status, 303)
})

test('a password is taken as it was typed', async (t) => {
  const rows: [password: string, others: string[]][] = [
    ['hunter2 ', ['hunter2', ' hunter2', 'hunter2  ']],
    [' hunter2', ['hunter2', 'hunter2 ']],
    ['\thunter2\t', ['hunter2']],
    ['a  b', ['a b', 'ab']],
    ['Hunter2', ['hunter2', 'HUNTER2']],
    ['hunter2\u00a0', ['hunter2', 'hunter2 ']],
  ]
  for (const [password, others] of rows) {
    const site = openTestApp(t)
    const browser = openBrowser(site)
    const made = await browser.post('/links', { target, slug: 'abc', password })
    assert.equal(made.status, 303, password)
    for (const other of others) assert.equal((await press(site, other)).status, 403, other)
    assert.equal((await press(site, password)).status, 303, JSON.stringify(password))
    // The same when it is changed.
    await browser.get('/links/abc')
    const changed = await browser.submit('/links/abc', { password: `${password}2 ` })
    assert.equal(changed.status, 303)
    assert.equal((await press(site, `${password}2`)).status, 403)
    assert.equal((await press(site, `${password}2 `)).status, 303)
  }
})

test('a password of nothing but spaces is refused with a sentence', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.post('/links', { target, slug: 'abc' })
  const message = 'A password needs at least one character that is not a space'
  const blanks = [' ', '   ', '\t', '\u00a0\u3000', '\u200b\u2060', '\u3164', '\u2800', '\0']
  for (const password of blanks) {
    await browser.get('/')
    const form = await browser.submit('/links', { target, password })
    assert.equal(form.status, 422, JSON.stringify(password))
    assert.ok(form.text.includes(`${message}.`))
    const api = await browser.send('POST', '/api/links', { target, password })
    assert.deepEqual(pick(api.json(), 'errors'), [{ field: 'password', message }])
    await browser.get('/links/abc')
    assert.equal((await browser.submit('/links/abc', { password })).status, 422)
    const patch = await browser.send('PATCH', '/api/links/abc', { password })
    assert.equal(patch.status, 422)
  }
  assert.equal((await site.request('GET', '/abc')).status, 302)
})

test('a password with a line break is refused, because nobody could type it', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links', { target, slug: 'abc' })
  for (const password of ['secret\n', 'secret\r\n', 'two\nlines', '\rsecret']) {
    const made = await program.send('POST', '/api/links', { target, password })
    const changed = await program.send('PATCH', '/api/links/abc', { password })
    for (const reply of [made, changed]) {
      assert.equal(reply.status, 422, JSON.stringify(password))
      assert.match(String(pick(reply.json(), 'errors', 0, 'message')), /^Remove the line break/)
    }
  }
})

test('too many hashes at once get a 503, and soon work again', async (t) => {
  const { site } = await openWithLink(t, { password: 'open sesame' })
  const replies = await Promise.all(Array.from({ length: 45 }, (_, number) =>
    press(site, 'open sesame', `198.51.100.${number}`)))
  const busy = replies.filter(({ status }) => status === 503)
  assert.equal(replies.filter(({ status }) => status === 303).length, 36)
  assert.equal(busy.length, 9)
  for (const { headers } of busy) assert.equal(headers['retry-after'], '2')
})

test('a one-time link works once, by pressing its button', async (t) => {
  const { site, counts } = await openWithLink(t, { visitLimit: 1 })
  const browser = openBrowser(site)
  assert.match((await browser.get('/abc')).text, /This link works once/)
  const reply = await browser.submit('/abc')
  assert.deepEqual([reply.status, reply.headers['location']], [303, target])
  assert.deepEqual(await counts(), [1, 0])
  const again = await browser.submit('/abc').catch(() => browser.post('/abc', {}))
  assert.equal(again.status, 410)
  assert.match(again.text, /used up/)
  assert.equal((await browser.get('/abc')).status, 410)
})

test('of many who press at once, one gets through', async (t) => {
  const { site, counts } = await openWithLink(t, { visitLimit: 1 })
  const replies = await Promise.all(Array.from({ length: 50 }, () => press(site)))
  const leading = replies.filter(({ headers }) => headers['location'] !== undefined)
  assert.equal(leading.length, 1)
  assert.equal(replies.filter(({ status }) => status === 410).length, 49)
  assert.deepEqual(await counts(), [1, 0])
})

test('any client that presses the button uses the link, whatever it calls itself', async (t) => {
  const rows: Record<string, string>[] = [
    { 'user-agent': 'Twitterbot/1.0' },
    { 'user-agent': 'WhatsApp/2.23' },
    { 'sec-purpose': 'prefetch' },
    { 'purpose': 'prefetch' },
  ]
  for (const headers of rows) {
    const { site } = await openWithLink(t, { visitLimit: 1 })
    const init = { headers: { ...formHeaders, ...headers }, body: '' }
    const ask = () => site.request('POST', '/abc', init)
    assert.equal((await ask()).status, 303)
    assert.equal((await ask()).status, 410, JSON.stringify(headers))
  }
})

test('a browser goes on with GET after the button, and a program keeps its method', async (t) => {
  const rows: [body: string, contentType: string, status: number][] = [
    ['pressed=yes', 'application/x-www-form-urlencoded', 303],
    ['', 'application/x-www-form-urlencoded', 307],
    ['a=1', 'application/x-www-form-urlencoded', 307],
    ['a=123456%zz', 'application/x-www-form-urlencoded', 307],
    [`a=${'x'.repeat(200)}&pressed=yes`, 'application/x-www-form-urlencoded', 307],
    ['{"pressed":"yes"}', 'application/json', 307],
  ]
  const { site, counts } = await openWithLink(t, { visitLimit: 9, redirect: 307 })
  const page = await site.request('GET', '/abc', { headers: { 'user-agent': 'curl/8.11.0' } })
  assert.match(page.text, /<input type="hidden" name="pressed" value="yes">/)
  for (const [body, contentType, status] of rows) {
    const headers = { 'content-type': contentType, 'content-length': String(body.length) }
    const reply = await site.request('POST', '/abc', { headers, body })
    assert.deepEqual([reply.status, reply.headers['location']], [status, target], body)
  }
  assert.deepEqual(await counts(), [rows.length, 1])
})

test('a wrong password does not use up a one-time link', async (t) => {
  const { site } = await openWithLink(t, { visitLimit: 1, password: 'x' })
  assert.equal((await press(site, 'y')).status, 403)
  assert.equal((await press(site, 'x')).status, 303)
  assert.equal((await press(site, 'x')).status, 410)
})

test('an ended link asks for no password', async (t) => {
  const expiresAt = new Date(startTime + hourMs).toISOString()
  const { site, program } = await openWithLink(t, { password: 'x', expiresAt })
  site.clock.now += hourMs
  assert.equal((await site.request('GET', '/abc')).status, 410)
  assert.equal((await press(site, 'x')).status, 410)
  await program.send('PATCH', '/api/links/abc', { expiresAt: null, disabled: 'off' })
  assert.equal((await press(site, 'x')).status, 410)
})

test('the page with the button may lead to another site, and to nothing else', async (t) => {
  const { site } = await openWithLink(t, { visitLimit: 1 })
  const { headers } = await site.request('GET', '/abc')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /form-action 'self' http: https:;/)
  assert.match(policy, /^default-src 'self'; object-src 'none'; base-uri 'none';/)
  assert.match(policy, /frame-ancestors 'none'/)
})

test('another site cannot press the button', async (t) => {
  const { site } = await openWithLink(t, { visitLimit: 1 })
  const browser = openBrowser(site)
  const crossSite = { 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }
  assert.equal((await browser.post('/abc', {}, crossSite)).status, 403)
  assert.equal((await browser.post('/abc', {})).status, 303)
})
