import assert from 'node:assert/strict'
import test from 'node:test'
import { hourMs } from '../../../../src/basics/clock.ts'
import { fieldsOf, pick, pickEach } from '../../../pick.ts'
import { openTestApp, startTime } from '../../../testApp.ts'
import { openBrowser, openProgram, readForm } from '../../../testClients.ts'

const target = 'https://example.com/a'

async function openWithLink(t: test.TestContext, link: object = {}) {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.send('POST', '/api/links', { target, slug: 'abc', ...link })
  const read = async () => (await browser.get('/api/links/abc')).json()
  return { site, browser, read }
}

test('the page of a link shows its numbers and its settings', async (t) => {
  const expiresAt = new Date(startTime + hourMs).toISOString()
  const { site, browser } = await openWithLink(t, { note: 'For Ann', expiresAt, visitLimit: 5 })
  const headers = { 'user-agent': 'Firefox', 'referer': 'https://news.example/' }
  await site.request('GET', '/abc', { headers })
  await site.request('GET', '/abc', { headers: { 'user-agent': 'Twitterbot' } })
  const { status, headers: replied, text } = await browser.get('/links/ABC')
  assert.equal(status, 200)
  assert.equal(replied['cache-control'], 'private, no-store')
  assert.match(text, /<dt>Clicks<\/dt><dd>1<\/dd>/)
  assert.match(text, /<dt>Visitors<\/dt><dd>1<\/dd>/)
  assert.match(text, /<dt>Bots and previews<\/dt><dd>1<\/dd>/)
  assert.match(text, /<title>2026-01-31: 1 person, 1 bot<\/title>/)
  assert.match(text, /<title>01-31 11:00: 1 person, 1 bot<\/title>/)
  assert.match(text, /<span class="name">news\.example<\/span> <span class="number">1<\/span>/)
  assert.equal(text.match(/<title>2026-/g)?.length, 30)
  const { formToken, version, ...fields } = readForm(text, '/links/abc')
  assert.ok(formToken)
  assert.equal(version, '1')
  assert.deepEqual(fields, {
    target, note: 'For Ann', expiresAt: '2026-01-31T12:30', visitLimit: '5', password: '',
  })
})

test('sources are shown once there are clicks', async (t) => {
  const { site, browser } = await openWithLink(t, {})
  const headings = async () =>
    [...(await browser.get('/links/abc')).text.matchAll(/<h3>(\w+)<\/h3>/g)].map(([, name]) => name)
  assert.match((await browser.get('/links/abc')).text, /No clicks yet\./)
  assert.deepEqual(await headings(), [])
  await site.request('GET', '/abc')
  assert.deepEqual(await headings(), ['Referrers', 'Browsers', 'Devices'])
})

test('saving the form as it is changes nothing but the version', async (t) => {
  const expiresAt = '2026-03-01T10:20:30.400Z'
  const link = { expiresAt, note: 'n', redirect: 307, forwardQuery: true }
  const { browser, read } = await openWithLink(t, link)
  const before = await read()
  await browser.get('/links/abc')
  const saved = await browser.submit('/links/abc')
  assert.deepEqual([saved.status, saved.headers['location']], [303, '/links/abc?saved'])
  assert.match((await browser.get('/links/abc?saved')).text, /role="status">Saved\./)
  assert.deepEqual(await read(), { ...fieldsOf(before), version: 2 })
})

test('the form changes what it shows', async (t) => {
  const link = { note: 'n', visitLimit: 5, forwardQuery: true }
  const { site, browser, read } = await openWithLink(t, link)
  site.clock.now += hourMs
  await browser.get('/links/abc')
  await browser.post('/links/abc', {
    ...readForm((await browser.get('/links/abc')).text, '/links/abc'),
    target: 'example.org/b', note: '', visitLimit: '', expiresAt: '2026-05-01T00:00',
    redirect: '307', forwardQuery: '', password: 'open sesame',
  })
  const shown = pickEach(await read(), [
    'target', 'note', 'visitLimit', 'expiresAt', 'redirect', 'forwardQuery', 'hasPassword',
    'version',
  ])
  assert.deepEqual(shown,
    ['https://example.org/b', '', null, '2026-05-01T00:00:00.000Z', 307, false, true, 2])
})

test('a password stays until another one is typed or it is taken away', async (t) => {
  const { site, browser, read } = await openWithLink(t, { password: 'one' })
  const rows: [fields: Record<string, string>, password: string | undefined][] = [
    [{}, 'one'],
    [{ password: 'two' }, 'two'],
    [{ note: 'x' }, 'two'],
    [{ noPassword: 'yes' }, undefined],
  ]
  await browser.get('/links/abc')
  const both = await browser.submit('/links/abc', { password: 'two', noPassword: 'yes' })
  assert.equal(both.status, 422)
  assert.match(both.text, /id="password-error" role="alert">Type a new password or remove it, not/)
  for (const [fields, password] of rows) {
    await browser.get('/links/abc')
    assert.equal((await browser.submit('/links/abc', fields)).status, 303)
    assert.equal(pick(await read(), 'hasPassword'), password !== undefined)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = { headers, body: `password=${password}` }
    if (password !== undefined) assert.equal((await site.request('POST', '/abc', init)).status, 303)
  }
  assert.equal((await site.request('GET', '/abc')).status, 302)
})

test('what is wrong is shown beside the field, and nothing is stored', async (t) => {
  const { browser, read } = await openWithLink(t)
  await browser.get('/links/abc')
  const rows: [field: string, value: string, message: RegExp][] = [
    ['target', 'data:text/html,x', /Only http and https/],
    ['visitLimit', 'x', /Write a whole number/],
    ['expiresAt', '2020-01-01T00:00', /This time has passed/],
    ['note', 'x'.repeat(501), /Use at most 500 characters/],
  ]
  for (const [field, value, message] of rows) {
    const reply = await browser.submit('/links/abc', { [field]: value })
    assert.equal(reply.status, 422, field)
    const error = new RegExp(`id="${field}-error" role="alert">([^<]*)`).exec(reply.text)
    assert.match(error?.[1] ?? '', message)
    assert.doesNotMatch(reply.text, /Saved\./)
    assert.equal(readForm(reply.text, '/links/abc')[field], value)
    assert.equal(pick(await read(), 'version'), 1)
    await browser.get('/links/abc')
  }
})

test('all that is wrong with a change is named at once, on the page and in the API', async (t) => {
  const { browser } = await openWithLink(t)
  await browser.get('/links/abc')
  const { text } = await browser.submit('/links/abc', {
    target: 'ftp://example.com', expiresAt: '2020-01-01T00:00', visitLimit: 'x',
  })
  const wrong = [...text.matchAll(/name="(\w+)"[^>]*aria-invalid="true"/g)].map(([, name]) => name)
  assert.deepEqual(wrong, ['target', 'expiresAt', 'visitLimit'])
  const reply = await browser.send('PATCH', '/api/links/abc', {
    note: 1, target: 'ftp://example.com', visitLimit: 'x',
  })
  const errors = pick(reply.json(), 'errors')
  assert.ok(Array.isArray(errors))
  assert.deepEqual(errors.map((error) => pick(error, 'field')), ['target', 'visitLimit', 'note'])
})

test('with two open tabs, the second is told that the first was faster', async (t) => {
  const { browser, read } = await openWithLink(t)
  await browser.get('/links/abc')
  const stale = readForm((await browser.get('/links/abc')).text, '/links/abc')
  await browser.submit('/links/abc', { note: 'first' })
  const reply = await browser.post('/links/abc', { ...stale, note: 'second' })
  assert.equal(reply.status, 412)
  assert.match(reply.text, /This link was changed in the meantime/)
  assert.equal(readForm(reply.text, '/links/abc')['note'], 'second', 'what was typed is not lost')
  assert.equal(pick(await read(), 'note'), 'first')
})

test('a link is switched off with a reason, and on again', async (t) => {
  const { site, browser, read } = await openWithLink(t)
  await browser.get('/links/abc')
  const off = await browser.submit('/links/abc/disable', { reason: ' Moved ' })
  assert.deepEqual([off.status, off.headers['location']], [303, '/links/abc?saved'])
  assert.deepEqual(pickEach(await read(), ['disabled', 'state']), ['Moved', 'disabled'])
  assert.equal((await site.request('GET', '/abc')).status, 410)
  const { text } = await browser.get('/links/abc')
  assert.match(text, /Visitors read: “<span dir="auto">Moved<\/span>”\./)
  await browser.submit('/links/abc/enable')
  assert.equal((await site.request('GET', '/abc')).status, 302)
  const rows: [reason: string, stored: string][] = [
    ['', 'No longer needed'], [' \t', 'No longer needed'], ['\u200b\u2060', 'No longer needed'],
    ['a\0b', 'a b'],
    ['x'.repeat(201), 'x'.repeat(200)],
  ]
  for (const [reason, stored] of rows) {
    await browser.get('/links/abc')
    await browser.submit('/links/abc/disable', { reason })
    assert.equal(pick(await read(), 'disabled'), stored)
    await browser.get('/links/abc')
    await browser.submit('/links/abc/enable')
  }
})

test('a link is deleted only when the box is ticked', async (t) => {
  const { site, browser } = await openWithLink(t)
  await browser.get('/links/abc')
  assert.equal((await browser.submit('/links/abc/delete')).status, 422)
  assert.equal((await browser.get('/links/abc')).status, 200)
  const reply = await browser.submit('/links/abc/delete', { sure: 'yes' })
  assert.deepEqual([reply.status, reply.headers['location']], [303, '/'])
  assert.equal((await browser.get('/links/abc')).status, 404)
  assert.equal((await site.request('GET', '/abc')).status, 404)
})

test('the numbers are exported as CSV, a line for each day of a year', async (t) => {
  const { site, browser } = await openWithLink(t)
  await site.request('GET', '/abc')
  const { status, headers, text } = await browser.get('/links/abc/export')
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8')
  assert.equal(headers['cache-control'], 'private, no-store')
  const lines = text.split('\r\n')
  assert.equal(lines.length, 368)
  assert.deepEqual([lines[0], lines[366]], ['day,people,visitors,bots', '2026-01-31,1,1,0'])
})

test('the QR code of any address is a picture', async (t) => {
  const { site } = await openWithLink(t)
  const rows: [path: string, status: number, type: string, start: RegExp][] = [
    ['/links/abc/qr.svg', 200, 'image/svg+xml', /^<svg /],
    ['/links/ABC/qr.png', 200, 'image/png', /PNG/],
    ['/links/never-made/qr.svg', 200, 'image/svg+xml', /^<svg /],
    ['/links/-/qr.svg', 404, 'application/problem+json', /No link can have this name/],
    ['/links/no.dots/qr.png', 404, 'application/problem+json', /No link can have this name/],
  ]
  for (const [path, status, type, start] of rows) {
    const reply = await site.request('GET', path)
    assert.deepEqual([reply.status, reply.headers['content-type']], [status, type], path)
    assert.match(reply.text, start)
    if (status === 200) assert.equal(reply.headers['cache-control'], 'public, max-age=86400')
  }
  const lower = await site.request('GET', '/links/abc/qr.svg')
  assert.equal((await site.request('GET', '/links/ABC/qr.svg')).text, lower.text)
  assert.notEqual((await site.request('GET', '/links/abd/qr.svg')).text, lower.text)
})

test("the pages of somebody else's link are not there", async (t) => {
  const { site, read } = await openWithLink(t)
  const other = openBrowser(site)
  await other.send('POST', '/api/links', { target, slug: 'theirs' })
  const token = readForm((await other.get('/')).text, '/links')['formToken'] ?? ''
  const nobody = openBrowser(site)
  for (const browser of [other, nobody]) {
    for (const path of ['/links/abc', '/links/abc/export', '/links/none']) {
      const reply = await browser.get(path)
      assert.equal(reply.status, 404, path)
      assert.doesNotMatch(reply.text, /example\.com/)
    }
    for (const path of ['', '/disable', '/enable', '/delete']) {
      const fields = { formToken: token, target: 'https://evil.example', sure: 'yes', reason: 'x' }
      assert.equal((await browser.post(`/links/abc${path}`, fields)).status, 404, path)
    }
  }
  assert.equal(pick(await read(), 'version'), 1)
})

test('a report is stored, and tells nobody whose link it is', async (t) => {
  const { site } = await openWithLink(t)
  const program = openProgram(site)
  const report = (fields: Record<string, string>, slug = 'abc') =>
    openBrowser(site).post(`/links/${slug}/report`, fields)
  const rows: [fields: Record<string, string>, stored: [reason: string, details: string]][] = [
    [{ reason: 'phishing', details: ' It asks for money ' }, ['phishing', 'It asks for money']],
    [{ reason: 'nonsense', details: '' }, ['other', '']],
    [{}, ['other', '']],
    [{ reason: 'spam', details: 'x'.repeat(2_000) }, ['spam', 'x'.repeat(1_000)]],
  ]
  for (const [fields] of rows) {
    const reply = await report(fields)
    assert.equal(reply.status, 200)
    assert.match(reply.text, /Your report about \/abc was stored/)
  }
  const stored = await site.database.all<{ reason: string; details: string }>({
    text: 'select reason, details from reports order by id', values: [],
  })
  const reports = stored.map(({ reason, details }) => [reason, details])
  assert.deepEqual(reports, rows.map(([, row]) => row))
  assert.equal((await report({ reason: 'spam' }, 'none')).status, 404)
  assert.equal(program.key, undefined)
})
