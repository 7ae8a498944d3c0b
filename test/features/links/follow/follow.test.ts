import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs } from '../../../../src/basics/clock.ts'
import { fieldsOf, pick, pickEach } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp, type TestAppOptions } from '../../../testApp.ts'
import { browserAccept, openBrowser, openProgram } from '../../../testClients.ts'

const target = 'https://example.com/a'

async function openWithLink(t: test.TestContext, link: object = {}, options: TestAppOptions = {}) {
  const site = openTestApp(t, options)
  const program = openProgram(site)
  const made = await program.send('POST', '/api/links', { target, slug: 'abc', ...link })
  assert.equal(made.status, 201, made.text)
  const read = async () => fieldsOf((await program.send('GET', '/api/links/abc')).json())
  const counts = async () => {
    const { clicks, bots } = await read()
    return [clicks, bots]
  }
  return { site, program, read, counts }
}

test('a redirect has these headers and no others', async (t) => {
  const { site } = await openWithLink(t)
  const { status, headers, text } = await site.request('GET', '/abc')
  const { 'x-request-id': id, ...others } = headers
  assert.equal(typeof id, 'string')
  assert.equal(status, 302)
  assert.equal(text, '')
  assert.deepEqual(others, {
    'location': target,
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  })
})

test('over TLS a redirect says so too', async (t) => {
  const { site } = await openWithLink(t, {}, { publicOrigin: 'https://go.example' })
  const { headers } = await site.request('GET', '/abc')
  assert.match(String(headers['strict-transport-security']), /^max-age=31536000/)
})

test('a link is found however it is written', async (t) => {
  const { site, counts } = await openWithLink(t, { slug: 'abc' })
  for (const path of ['/abc', '/ABC', '/aBc', '/%61bc', '/abc?a=1', '/%20abc%0A']) {
    const reply = await site.request('GET', path)
    assert.deepEqual([reply.status, reply.headers['location']], [302, target], path)
  }
  assert.deepEqual(await counts(), [6, 0])
  const slash = await site.request('GET', '/abc/')
  assert.deepEqual([slash.status, slash.headers['location']], [308, '/abc'])
})

test('a link may keep the method, and then it takes what programs send', async (t) => {
  const { site, counts } = await openWithLink(t, { redirect: 307 })
  assert.equal((await site.request('GET', '/abc')).status, 307)
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/csv']) {
    const headers = { 'content-type': type }
    const reply = await site.request('POST', '/abc', { headers, body: '{}' })
    assert.deepEqual([reply.status, reply.headers['location']], [307, target], type)
  }
  assert.deepEqual(await counts(), [4, 0])
})

test('a POST to any other open link goes on as a GET', async (t) => {
  const { site, counts } = await openWithLink(t)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await site.request('POST', '/abc', { headers, body: 'password=old' })
  assert.deepEqual([reply.status, reply.headers['location']], [303, target])
  assert.deepEqual(await counts(), [1, 0])
})

test('the query is handed on where the link asks for it', async (t) => {
  const { site, program } = await openWithLink(t, { target: 'https://example.com/a?x=1' })
  const follow = async () => (await site.request('GET', '/abc?utm=b&x=%C3%BC')).headers['location']
  assert.equal(await follow(), 'https://example.com/a?x=1')
  await program.send('PATCH', '/api/links/abc', { forwardQuery: true })
  assert.equal(await follow(), 'https://example.com/a?x=1&utm=b&x=%C3%BC')
})

test('people and others are counted apart', async (t) => {
  const { site, counts } = await openWithLink(t)
  type Row = [method: string, headers: Record<string, string>, counted: [number, number]]
  const rows: Row[] = [
    ['GET', {}, [1, 0]],
    ['GET', { 'user-agent': '' }, [1, 1]],
    ['GET', { 'user-agent': 'curl/8.11.0' }, [1, 2]],
    ['GET', { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0' }, [2, 2]],
    ['GET', { 'user-agent': 'Slackbot-LinkExpanding 1.0' }, [2, 3]],
    ['HEAD', { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0' }, [2, 4]],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }, [2, 5]],
    ['GET', {}, [3, 5]],
  ]
  for (const [method, headers, counted] of rows) {
    const reply = await site.request(method, '/abc', { headers })
    assert.deepEqual([reply.status, reply.headers['location']], [302, target])
    assert.deepEqual(await counts(), counted)
  }
})

test("looking where a link leads isn't a visit", async (t) => {
  const { site, counts } = await openWithLink(t, { target: 'https://\u0430pple.com/login?a=<b>' })
  for (const path of ['/abc+', '/ABC+', '/abc%2B']) {
    const { status, headers, text } = await site.request('GET', path)
    assert.equal(status, 200)
    assert.deepEqual([headers['cache-control'], headers['x-robots-tag']], ['no-store', 'noindex'])
    assert.match(text, /\u0430pple\.com \(xn--pple-43d\.com\)/)
    assert.match(text, /https:\/\/xn--pple-43d\.com\/login\?a=%3Cb%3E/)
  }
  assert.deepEqual(await counts(), [0, 0])
  assert.equal((await site.request('GET', '/none+')).status, 404)
})

test('a link ends at the very millisecond', async (t) => {
  const expiresAt = new Date(startTime + hourMs).toISOString()
  const { site, read } = await openWithLink(t, { expiresAt })
  const rows: [now: number, status: number, state: string][] = [
    [startTime + hourMs - 1, 302, 'open'],
    [startTime + hourMs, 410, 'expired'],
    [startTime + hourMs + 1, 410, 'expired'],
    [startTime + hourMs - 1, 302, 'open'],
  ]
  for (const [now, status, state] of rows) {
    site.clock.now = now
    assert.equal((await site.request('GET', '/abc')).status, status)
    assert.equal((await read())['state'], state)
  }
  assert.equal((await read())['clicks'], 2)
})

test('a visit limit is never exceeded, however many come at once', async (t) => {
  const { site, read, counts } = await openWithLink(t, { visitLimit: 7 })
  const replies = await Promise.all(Array.from({ length: 50 }, () => site.request('GET', '/abc')))
  assert.equal(replies.filter(({ status }) => status === 302).length, 7)
  assert.equal(replies.filter(({ status }) => status === 410).length, 43)
  assert.deepEqual([await counts(), (await read())['state']], [[7, 0], 'used-up'])
})

test('with a visit limit, only people are led on; others get a button', async (t) => {
  const { site, counts } = await openWithLink(t, { visitLimit: 2 })
  const others: [method: string, headers: Record<string, string>][] = [
    ['GET', { 'user-agent': 'Twitterbot/1.0' }],
    ['GET', { 'user-agent': 'curl/8.11.0' }],
    ['GET', { 'user-agent': '' }],
    ['GET', { 'sec-purpose': 'prefetch' }],
    ['HEAD', {}],
  ]
  for (const [method, headers] of others) {
    const reply = await site.request(method, '/abc', { headers })
    assert.deepEqual([reply.status, reply.headers['location']], [200, undefined], method)
    assert.equal(reply.headers['cache-control'], 'no-store')
    assert.match(reply.text, /works a limited number of times[^]*<form method="post"/)
    assert.doesNotMatch(reply.text, /example\.com/)
  }
  assert.deepEqual(await counts(), [0, 5])
  const preview = await site.request('GET', '/abc+')
  assert.match(preview.text, /works a limited number of times, so only people who use it/)
  assert.doesNotMatch(preview.text, /example\.com/)
  assert.equal((await site.request('GET', '/abc')).status, 302)
  assert.deepEqual(await counts(), [1, 5])
})

test('pressing the button uses a visit up, whatever client presses it', async (t) => {
  const { site, counts } = await openWithLink(t, { visitLimit: 2 })
  const headers = {
    'user-agent': 'curl/8.11.0', 'content-type': 'application/x-www-form-urlencoded',
  }
  const press = () => site.request('POST', '/abc', { headers, body: '' })
  for (const status of [303, 303, 410, 410]) assert.equal((await press()).status, status)
  assert.equal((await site.request('GET', '/abc', { headers })).status, 410)
  assert.deepEqual(await counts(), [2, 0])
})

test('every method is kept by a link that keeps it, and by no other', async (t) => {
  const { site, program } = await openWithLink(t, { redirect: 307 })
  await program.send('POST', '/api/links', { target, slug: 'plain' })
  const all = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'
  const few = 'GET, HEAD, OPTIONS, POST'
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'HEAD']) {
    const init = { headers: { 'content-type': 'application/json' }, body: '{}' }
    const reply = await site.request(method, '/abc?a=1', init)
    assert.deepEqual([reply.status, reply.headers['location']], [307, target], method)
    assert.equal(reply.headers['cache-control'], 'private, no-store')
    const isOther = ['PUT', 'PATCH', 'DELETE'].includes(method)
    for (const path of ['/plain', '/none', '/login', '/healthz', '/x.y']) {
      const { status, headers } = await site.request(method, path, init)
      if (isOther) assert.deepEqual([status, headers['allow']], [405, few], `${method} ${path}`)
      else assert.notEqual(status, 307, path)
    }
  }
  const rows = [['/abc', all], ['/plain', few], ['/none', few], ['/login', few]] as const
  for (const [path, allow] of rows) {
    const { status, headers } = await site.request('OPTIONS', path)
    assert.deepEqual([status, headers['allow']], [204, allow], path)
  }
})

test('a method that is kept uses up visits, and passes no lock', async (t) => {
  const { site, program, counts } = await openWithLink(t, { redirect: 307, visitLimit: 2 })
  const put = () => site.request('PUT', '/abc', { headers: { 'user-agent': 'curl/8.11.0' } })
  for (const status of [307, 307, 410]) assert.equal((await put()).status, status)
  assert.deepEqual(await counts(), [2, 0])
  await program.send('PATCH', '/api/links/abc', { visitLimit: null, password: 'open sesame' })
  const reply = await put()
  assert.deepEqual([reply.status, reply.headers['location']], [403, undefined])
  assert.equal(pick(reply.json(), 'code'), 'locked')
})

test('an address with punctuation behind it leads to the link that was meant', async (t) => {
  const { site, program } = await openWithLink(t, { slug: 'abc-def' })
  await program.send('POST', '/api/links', { target, slug: 'locked', visitLimit: 1 })
  await program.send('POST', '/api/links', { target, slug: 'ended' })
  await program.send('PATCH', '/api/links/ended', { disabled: 'x' })
  const meant = [
    'abc-def.', 'abc-def,', 'abc-def)', 'abc-def).', '(abc-def)', 'abc-def;', 'abc-def:',
    'abc-def!', 'abc-def?', 'ABC-DEF.', 'abc-def"', "abc-def'", '<abc-def>', 'abc-def]',
    'abc-def}', 'abc-def*',
    'abc-def**', '_abc-def_', 'abc-def-', 'abc-def…', 'abc-def。', 'abc-def，', 'abc-def）',
    'abc-def»', 'abc-def’', 'abc-def”', 'abc-def\u200b', 'abc\u00ad-def', '\ufeffabc-def.',
    'abc\u2011def', 'abc–def', 'ａｂｃ－ｄｅｆ', 'abc-def.Then', 'abc-def&quot;', 'abc-def,https:',
    'abc-def .', 'abc-def`', 'abc-def|', 'abc-def\\', 'abc-def^', 'abc-def~', 'abc-def.+',
    `abc-def&fbclid=${'x'.repeat(90)}`, `abc-def${'を見て'.repeat(50)}`,
  ]
  for (const name of meant) {
    const path = `/${encodeURIComponent(name)}`
    const page = await site.request('GET', path, { headers: { accept: browserAccept } })
    assert.equal(page.status, 404, name)
    assert.match(page.text, /Did you mean\s*<a class="slug" href="\/abc-def">\/abc-def<\/a>/, name)
    const problem = (await site.request('GET', path)).json()
    assert.equal(pick(problem, 'suggestion'), 'http://localhost:3000/abc-def', name)
    assert.match(String(pick(problem, 'detail')), /: did you mean \/abc-def\?$/)
  }
  const others = ['none.', 'ended.', 'abc-deg.', 'x-abc-def', 'abc.def', 'abc-def'.repeat(99)]
  for (const name of others) {
    const problem = (await site.request('GET', `/${encodeURIComponent(name)}`)).json()
    assert.deepEqual(pickEach(problem, ['status', 'suggestion']), [404, undefined], name)
  }
  assert.match((await site.request('GET', '/locked.')).text, /did you mean \/locked\?/)
})

test('a link that was switched off leads nowhere and says why', async (t) => {
  const { site, program, counts } = await openWithLink(t)
  await program.send('PATCH', '/api/links/abc', { disabled: 'It was <b>spam</b>' })
  const page = await openBrowser(site).get('/abc')
  assert.equal(page.status, 410)
  const why = '<span dir="auto">It was &lt;b&gt;spam&lt;/b&gt;</span>.'
  assert.ok(page.text.includes(`Its owner has switched it off: ${why}`), page.text)
  assert.doesNotMatch(page.text, /example\.com/)
  assert.deepEqual(await counts(), [0, 0])
  await program.send('PATCH', '/api/links/abc', { disabled: null })
  assert.equal((await site.request('GET', '/abc')).status, 302)
})

test('no cache keeps a 404 or a 410', async (t) => {
  const { site, program } = await openWithLink(t)
  await program.send('POST', '/api/links', { target, slug: 'off' })
  await program.send('PATCH', '/api/links/off', { disabled: 'x' })
  const rows: [path: string, status: number, code: string][] = [
    ['/none', 404, 'not-found'],
    ['/x', 404, 'not-found'],
    ['/no.dots', 404, 'not-found'],
    ['/s%C3%BC%C3%9F', 404, 'not-found'],
    ['/none+', 404, 'not-found'],
    ['/+', 404, 'not-found'],
    ['/off', 410, 'disabled'],
  ]
  for (const [path, status, code] of rows) {
    await checkRefusal(site, path, { status, code })
  }
})

type Refusal = { status: number; code: string }

async function checkRefusal(site: TestApp, path: string, { status, code }: Refusal) {
  for (const accept of ['*/*', 'application/json', 'application/problem+json, text/html;q=0.5']) {
    const reply = await site.request('GET', path, { headers: { accept } })
    assert.equal(reply.status, status, path)
    assert.equal(reply.headers['content-type'], 'application/problem+json')
    assert.deepEqual(pickEach(reply.json(), ['status', 'code']), [status, code], path)
    assert.equal(reply.headers['cache-control'], 'no-store')
    assert.equal(reply.headers['x-robots-tag'], 'noindex')
  }
  const page = await site.request('GET', path, { headers: { accept: browserAccept } })
  assert.equal(page.status, status, path)
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.equal(page.headers['x-robots-tag'], 'noindex')
}

test('the page of an unknown link offers to make it, where that is possible', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  assert.match((await browser.get('/Free-Name')).text, /name="slug"[^>]*\svalue="free-name"/)
  const made = await browser.submit('/links', { target })
  assert.deepEqual([made.status, made.headers['location']], [303, '/?made=free-name'])
  for (const path of ['/x', '/no.dots', '/-abc']) {
    assert.doesNotMatch((await browser.get(path)).text, /action="\/links"/, path)
  }
})

test('a browser that shows JSON finds the icon', async (t) => {
  const { app } = openTestApp(t)
  const { status, headers } = await app.request('GET', '/favicon.ico')
  assert.equal(status, 302)
  const icon = await app.request('GET', String(headers['location']))
  assert.deepEqual([icon.status, icon.headers['content-type']], [200, 'image/svg+xml'])
})

test('links are not listed for robots', async (t) => {
  const { text } = await openTestApp(t).request('GET', '/robots.txt')
  assert.match(text, /^User-agent: \*\nDisallow: \/links\/\nDisallow: \/api\/\n$/)
})
