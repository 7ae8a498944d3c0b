import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { fieldsOf, pick, pickList } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openBrowser, openProgram, readForm } from '../../../testClients.ts'

const target = 'https://example.com/long/address'

test('the start page has a form that works without scripts', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const first = await browser.get('/')
  assert.equal(first.status, 200)
  assert.equal(first.headers['cache-control'], 'private, no-store')
  assert.equal(first.headers['set-cookie'], undefined, 'a visit alone leaves no cookie')
  assert.doesNotMatch(first.text, /Links made in this browser/)
  const sent = await browser.submit('/links', { target: 'example.com/long/address', slug: 'Mine' })
  assert.deepEqual([sent.status, sent.headers['location'], sent.text], [303, '/?made=mine', ''])
  assert.equal(sent.headers['cache-control'], 'private, no-store')
  const made = await browser.get('/?made=mine')
  assert.match(made.text, /<a href="http:\/\/localhost:3000\/mine">localhost:3000\/mine<\/a>/)
  assert.match(made.text, /data-copy="http:\/\/localhost:3000\/mine"/)
  assert.match(made.text, /<img src="\/links\/mine\/qr\.svg"/)
  assert.match(made.text, /href="https:\/\/example\.com\/long\/address"/)
  assert.match(made.text, /href="\/" id="another"/)
  assert.equal((await site.request('GET', '/mine')).headers['location'], target)
})

test('labels are plain words, and typed text has the direction of its language', async (t) => {
  const browser = openBrowser(openTestApp(t))
  await browser.send('POST', '/api/links', { target, slug: 'abc' })
  const { text } = await browser.get('/')
  for (const jargon of [/\(UTC\)/, /status 307/, /keep the method/i]) {
    assert.doesNotMatch(text, jargon)
  }
  for (const name of ['search', 'note']) {
    assert.match(text, new RegExp(`<input id="${name}"[^>]*\\sdir="auto"`), name)
  }
})

test('every field of the form is read', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.get('/')
  const sent = await browser.submit('/links', {
    target, slug: 'full', expiresAt: '2026-02-28T18:30', visitLimit: ' 5 ', password: 'open sesame',
    note: 'For Ann', forwardQuery: 'yes', redirect: '307',
  })
  assert.equal(sent.status, 303)
  const { createdAt, updatedAt, ...link } = fieldsOf((await browser.get('/api/links/full')).json())
  assert.equal(createdAt, updatedAt)
  assert.deepEqual(link, {
    slug: 'full', shortUrl: 'http://localhost:3000/full', target, note: 'For Ann', state: 'locked',
    expiresAt: '2026-02-28T18:30:00.000Z', visitLimit: 5, hasPassword: true, redirect: 307,
    forwardQuery: true, disabled: null, isBlocked: false, clicks: 0, bots: 0,
    importedClicks: 0, version: 1,
  })
})

test('times and numbers are read as people write them', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const rows: [fields: Record<string, string>, field: string, value: unknown][] = [
    [{ expiresAt: '2026-03-29T02:30' }, 'expiresAt', '2026-03-29T02:30:00.000Z'],
    [{ expiresAt: '2026-03-29T02:30:15' }, 'expiresAt', '2026-03-29T02:30:15.000Z'],
    [{ expiresAt: '2026-03-29 02:30Z' }, 'expiresAt', '2026-03-29T02:30:00.000Z'],
    [{ expiresAt: ' 2026-03-29T02:30z ' }, 'expiresAt', '2026-03-29T02:30:00.000Z'],
    [{ expiresAt: '2026-03-29T02:30+02:00' }, 'expiresAt', '2026-03-29T00:30:00.000Z'],
    [{ expiresAt: '2026-03-29T02:30-05:30' }, 'expiresAt', '2026-03-29T08:00:00.000Z'],
    [{ visitLimit: '1,000' }, 'visitLimit', 1_000],
    [{ visitLimit: '1 000 000' }, 'visitLimit', 1_000_000],
    [{ visitLimit: '12\u00a0000' }, 'visitLimit', 12_000],
    [{ visitLimit: '0005' }, 'visitLimit', 5],
  ]
  for (const [index, [fields, field, value]] of rows.entries()) {
    await browser.get('/')
    const sent = await browser.submit('/links', { target, slug: `row-${index}x`, ...fields })
    assert.equal(sent.status, 303, JSON.stringify(fields))
    const link = (await browser.get(`/api/links/row-${index}x`)).json()
    assert.equal(pick(link, field), value, JSON.stringify(fields))
  }
  for (const visitLimit of ['1,00', '1,0000', ',100', '1.000', '1,5', '1e3', '+5', '-1', '٣']) {
    await browser.get('/')
    assert.equal((await browser.submit('/links', { target, visitLimit })).status, 422, visitLimit)
  }
})

test('a form that is sent again after going back gives the link that it made', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const form = { target, slug: 'same', note: 'For Ann', visitLimit: '5', forwardQuery: 'yes' }
  const send = async (more: Record<string, string> = {}) => {
    await browser.get('/')
    return browser.submit('/links', { ...form, ...more })
  }
  for (let time = 0; time < 2; time += 1) {
    const sent = await send()
    assert.deepEqual([sent.status, sent.headers['location']], [303, '/?made=same'])
  }
  const others = [
    { target: `${target}/other` }, { note: '' }, { visitLimit: '6' }, { forwardQuery: '' },
    { password: 'open sesame' }, { expiresAt: '2027-01-01T00:00' }, { redirect: '307' },
  ]
  for (const other of others) assert.equal((await send(other)).status, 409, JSON.stringify(other))
  const stranger = openBrowser(site)
  await stranger.get('/')
  assert.equal((await stranger.submit('/links', form)).status, 409)
  assert.equal((await site.database.all(sql`select 1 from links`)).length, 1)
})

test('a form that is refused comes back with what was typed, beside what is wrong', async (t) => {
  const browser = openBrowser(openTestApp(t))
  const rows: [fields: Record<string, string>, status: number, wrong: string, message: RegExp][] = [
    [{ target: '' }, 422, 'target', /Paste the URL/],
    [{ target: 'two words' }, 422, 'target', /has a space or a line break in it/],
    [{ target: 'javascript:alert(1)' }, 422, 'target', /Only http and https/],
    [{ target, slug: 'a b' }, 422, 'slug', /Use letters from a to z/],
    [{ target, expiresAt: '2026-01-01T00:00' }, 422, 'expiresAt', /This time has passed/],
    [{ target, expiresAt: 'soon' }, 422, 'expiresAt', /Write a time like/],
    [{ target, visitLimit: 'many' }, 422, 'visitLimit', /Write a whole number/],
    [{ target, visitLimit: '0' }, 422, 'visitLimit', /Write a whole number/],
    [{ target, note: 'x'.repeat(501) }, 422, 'note', /at most 500 characters/],
    [{ target, slug: 'taken' }, 409, 'slug', /The name .* is taken/],
  ]
  await browser.get('/')
  await browser.submit('/links', { target, slug: 'taken' })
  for (const [fields, status, wrong, message] of rows) {
    await browser.get('/')
    const reply = await browser.submit('/links', { note: 'kept', ...fields })
    assert.equal(reply.status, status, wrong)
    const shown = readForm(reply.text, '/links')
    for (const [name, value] of Object.entries({ note: 'kept', ...fields })) {
      assert.equal(shown[name], value, name)
    }
    const error = new RegExp(`id="${wrong}-error" role="alert">([^<]*)<`).exec(reply.text)
    assert.match(error?.[1] ?? '', message)
    assert.match(reply.text, new RegExp(`name="${wrong}"[^>]*aria-invalid="true"`))
    assert.equal(reply.text.match(/aria-invalid="true"/g)?.length, 1)
  }
})

test('all that is wrong with a form is shown at once, and typing goes on in the first field',
  async (t) => {
    const browser = openBrowser(openTestApp(t))
    const rows: [fields: Record<string, string>, wrong: string[]][] = [
      [{ target: 'x', slug: 'a b', expiresAt: 'soon', visitLimit: 'many' },
        ['target', 'slug', 'expiresAt', 'visitLimit']],
      [{ target, slug: 'PayPal', note: 'x'.repeat(501) }, ['slug', 'note']],
      [{ target, expiresAt: '2026-01-01T00:00', visitLimit: '0', password: ' ' },
        ['expiresAt', 'visitLimit', 'password']],
      [{ target: 'javascript:alert(1)', note: 'x'.repeat(501) }, ['target', 'note']],
    ]
    for (const [fields, wrong] of rows) {
      await browser.get('/')
      const { text } = await browser.submit('/links', fields)
      assert.deepEqual(wrongIn(text), wrong)
      assert.deepEqual([...text.matchAll(/name="(\w+)"[^>]*autofocus/g)].map(([, name]) => name),
        wrong.slice(0, 1))
    }
  })

function wrongIn(text: string): unknown[] {
  return [...text.matchAll(/name="(\w+)"[^>]*aria-invalid="true"/g)].map(([, name]) => name)
}

test('a password is never sent back, and asked for again where the form was refused', async (t) => {
  const browser = openBrowser(openTestApp(t))
  await browser.get('/')
  const password = 'open sesame'
  const reply = await browser.submit('/links', { target: 'x', password })
  assert.equal(reply.status, 422)
  assert.doesNotMatch(reply.text, /open sesame/)
  assert.deepEqual(wrongIn(reply.text), ['target', 'password'])
  assert.match(reply.text, /id="password-error" role="alert">Type the password again/)
  const again = await browser.submit('/links', { target: 'x' })
  assert.deepEqual(wrongIn(again.text), ['target'])
  await browser.submit('/links', { target, slug: 'open' })
  await browser.get('/links/open')
  const settings = await browser.submit('/links/open', { visitLimit: 'x', password })
  assert.deepEqual(wrongIn(settings.text), ['visitLimit', 'password'])
})

test('the list has the links of this browser, newest first, with their clicks', async (t) => {
  const site = openTestApp(t)
  const [browser, other] = [openBrowser(site), openBrowser(site)]
  for (const slug of ['first', 'second']) {
    await browser.post('/links', { target, slug, formToken: await tokenOf(browser) })
    site.clock.now += minuteMs
  }
  await other.post('/links', { target, slug: 'theirs' })
  await site.request('GET', '/first')
  await site.request('GET', '/first', { headers: { 'user-agent': 'Twitterbot' } })
  const { text } = await browser.get('/')
  assert.deepEqual(slugsIn(text), ['second', 'first'])
  assert.match(text, /1 click<\/a>\s<span class="quiet">1 bot</)
  assert.match(text, /aria-label="1 click in the last 30 days"/)
  assert.match(text, /<polyline points="/)
  assert.doesNotMatch(text, /theirs/)
  assert.match((await other.get('/')).text, /theirs/)
})

async function tokenOf(browser: ReturnType<typeof openBrowser>): Promise<string> {
  const { text } = await browser.get('/')
  return readForm(text, '/links')['formToken'] ?? ''
}

test('the list is searched, and turned page by page', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.send('POST', '/api/links', { target, slug: 'needle', note: 'x&y' })
  const links = Array.from({ length: 44 }, (_, number) => ({ target, slug: `hay-${number}` }))
  await browser.send('POST', '/api/links/bulk', links)
  const found = await browser.get('/?search=needle')
  assert.deepEqual(slugsIn(found.text), ['needle'])
  assert.match(found.text, /name="search"[^>]* value="needle"/)
  assert.deepEqual(slugsIn((await browser.get('/?search=x%26y')).text), ['needle'])
  const nothing = await browser.get('/?search=%3Cb%3E')
  assert.match(nothing.text, /None of your links has “<span dir="auto">&lt;b&gt;<\/span>” in it/)
  const sorted = await browser.get('/?search=needle&sort=slug')
  assert.match(sorted.text, /Only links with “<span dir="auto">needle<\/span>” in them are shown\./)
  assert.match(sorted.text, /are shown\.\s<a href="\/\?sort=slug#list-title">Show all/)
  assert.doesNotMatch((await browser.get('/')).text, /Show all links/)
  const seen: unknown[] = []
  for (let path: string | undefined = '/'; path !== undefined;) {
    assert.ok(seen.length < 10, 'there is an end')
    const { text } = await browser.get(path)
    seen.push(slugsIn(text).length)
    path = moreIn(text)
  }
  assert.deepEqual(seen, [20, 20, 5])
  assert.equal(slugsIn((await browser.get('/?cursor=nonsense')).text).length, 20)
  const narrowed = await browser.get('/?search=hay')
  assert.match(moreIn(narrowed.text) ?? '', /^\/\?search=hay&cursor=[\w-]+$/)
})

test('the list is sorted as asked, with the search and the order on every page', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const links = Array.from({ length: 44 }, (_, number) => ({ target, slug: `hay-${10 + number}` }))
  await browser.send('POST', '/api/links/bulk', [...links, { target, slug: 'needle' }])
  for (const slug of ['hay-30', 'needle', 'hay-30']) await site.request('GET', `/${slug}`)
  const rows: [path: string, current: string, first: string[]][] = [
    ['/', 'Newest first', ['needle', 'hay-53']],
    ['/?sort=-createdAt', 'Newest first', ['needle', 'hay-53']],
    ['/?sort=-clicks', 'Most clicks', ['hay-30', 'needle', 'hay-53']],
    ['/?sort=slug', 'By name', ['hay-10', 'hay-11']],
    ['/?sort=nonsense', 'Newest first', ['needle']],
    ['/?search=hay&sort=-clicks', 'Most clicks', ['hay-30', 'hay-53']],
  ]
  for (const [path, current, first] of rows) {
    const { text } = await browser.get(path)
    assert.deepEqual(slugsIn(text).slice(0, first.length), first, path)
    const marked = [...text.matchAll(/aria-current="true">([^<]+)</g)].map(([, name]) => name)
    assert.deepEqual(marked, [current], path)
  }
  const seen: string[] = []
  for (let path: string | undefined = '/?search=hay&sort=slug'; path !== undefined;) {
    const { text } = await browser.get(path)
    assert.match(text, /name="search"[^>]* value="hay"/)
    assert.equal(readForm(text, '/#list-title')['sort'], 'slug')
    assert.match(text, /href="\/\?search=hay&amp;sort=-clicks#list-title"/)
    const first = /href="([^"]+)">First page</.exec(text)?.[1]
    assert.equal(first, seen.length > 0 ? '/?search=hay&amp;sort=slug#list-title' : undefined)
    seen.push(...slugsIn(text))
    path = moreIn(text)
  }
  assert.deepEqual(seen, links.map(({ slug }) => slug))
  assert.equal(slugsIn((await browser.get('/?sort=slug&cursor=WzUsMV0')).text)[0], 'hay-10')
})

test('each row has its short link, a button that copies it, QR code and settings', async (t) => {
  const browser = openBrowser(openTestApp(t))
  await browser.send('POST', '/api/links', { target, slug: 'abc' })
  const { text } = await browser.get('/')
  const url = 'http://localhost:3000/abc'
  assert.ok(text.includes(`<a id="link-abc" href="${url}">localhost:3000/abc</a>`))
  assert.match(text, new RegExp(`data-copy="${url}"\\saria-describedby="link-abc" hidden>Copy<`))
  const page = await browser.get('/links/abc')
  assert.ok(text.includes('href="/links/abc">0 clicks<'))
  const rows: [id: string, label: string][] = [
    ['qr', ' aria-label="QR code of /abc">QR code<'],
    ['settings-title', ' aria-label="Edit /abc">Edit<'],
  ]
  for (const [id, label] of rows) {
    assert.ok(text.includes(`href="/links/abc#${id}"${label}`), id)
    assert.ok(page.text.includes(`id="${id}"`), id)
  }
})

function slugsIn(text: string): string[] {
  return [...text.matchAll(/<a id="link-([\w-]+)"/g)].map(([, slug = '']) => slug)
}

function moreIn(text: string): string | undefined {
  const path = /<a class="button" href="([^"]+)#list-title">More links/.exec(text)?.[1]
  return path?.replaceAll('&amp;', '&')
}

test('a program and a browser can share links by the same token', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'abc' })
  const browser = openBrowser(site)
  browser.cookies.set('links', program.key ?? '')
  assert.match((await browser.get('/')).text, /\/links\/abc/)
  const listed = await program.send('GET', '/api/links')
  assert.equal(pick(pickList(listed.json(), 'links')[0], 'slug'), 'abc')
})

test('a program may send the form with its edit key, and gets no cookie for it', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links', { target })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await program.send('POST', '/links', `target=${target}&slug=abc`, headers)
  assert.deepEqual([reply.status, reply.headers['set-cookie']], [303, undefined])
  assert.equal((await program.send('GET', '/api/links/abc')).status, 200)
})

test('somebody else does not see what was made', async (t) => {
  const site = openTestApp(t)
  await openProgram(site).send('POST', '/api/links', { target, slug: 'abc' })
  for (const path of ['/?made=abc', '/?made=none', '/?made=']) {
    const { status, text } = await openBrowser(site).get(path)
    assert.equal(status, 200)
    assert.doesNotMatch(text, /example\.com\/long|Your short link is ready/)
  }
})

test('/links alone leads to the start page', async (t) => {
  const reply = await openTestApp(t).request('GET', '/links')
  assert.deepEqual([reply.status, reply.headers['location']], [303, '/'])
})
