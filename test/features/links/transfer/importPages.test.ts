import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { openTestApp, type TestApp, type TestReply } from '../../../testApp.ts'
import { browserAccept, openBrowser, readForm, type Browser } from '../../../testClients.ts'

const target = 'https://example.com/'

type Upload = { file?: string; text?: string; formToken?: string }

/** Sends the form of `/links/import` as a browser does. */
async function upload(site: TestApp, browser: Browser, parts: Upload): Promise<TestReply> {
  const boundary = '----WebKitFormBoundaryabc123'
  const part = (name: string, content: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`
  const body = [
    part('formToken', parts.formToken ?? ''),
    part('file', parts.file ?? '', '; filename="links.csv"\r\nContent-Type: text/csv'),
    part('text', parts.text ?? ''),
    `--${boundary}--\r\n`,
  ].join('')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await site.request('POST', '/links/import', {
    headers: {
      accept: browserAccept, origin: site.publicOrigin, 'sec-fetch-site': 'same-origin',
      ...(cookie && { cookie }), 'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body,
  })
  const set = String(reply.headers['set-cookie'] ?? '')
  if (set !== '') browser.cookies.set('links', set.slice('links='.length, set.indexOf(';')))
  return reply
}

async function untilDone(browser: Browser, path: string): Promise<TestReply> {
  while (true) {
    const page = await browser.get(path)
    if (!page.text.includes('Import running')) return page
    assert.match(page.text, /<progress/)
    assert.ok(page.text.includes(`<a href="${path}">Refresh</a>`))
    assert.equal(page.headers['refresh'], undefined, 'it would move the focus every time')
  }
}

test('a file is checked, shown, started and watched without a script', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  assert.match((await browser.get('/')).text, /href="\/links\/import"/)
  const page = await browser.get('/links/import')
  assert.match(page.text, /enctype="multipart\/form-data"/)
  const file = 'source,target,hits,colour\n/one/,https://example.com/1,120,red\n' +
    '/ONE/,https://example.com/2,0,\n/x-/,https://example.com/3,0,\n'
  const sent = await upload(site, browser, { file })
  assert.equal(sent.status, 303)
  const path = String(sent.headers['location'])
  const checked = await browser.get(path)
  assert.match(checked.text, /Import ready to start/)
  assert.match(checked.text, /From YOURLS/)
  assert.match(checked.text, /src="\/assets\/links\.js/, "times are in the visitor's zone")
  assert.match(checked.text, /Columns that aren't imported: colour/)
  assert.match(checked.text, /Import 1 link</)
  assert.match(checked.text, /<th scope="row">2<\/th>\s*<td>ONE<\/td><td>.*has the same name here/)
  assert.match(checked.text, /Use letters from a to z/)
  assert.deepEqual(await site.database.all(sql`select 1 from links`), [])
  const started = await browser.submit(`${path}/start`)
  assert.deepEqual([started.status, started.headers['location']], [303, path])
  const done = await untilDone(browser, path)
  assert.match(done.text, /Import done/)
  const detail = await browser.get('/links/one')
  assert.match(detail.text, /Before it moved here: 120 clicks\./)
  assert.match((await browser.get('/links/import')).text, /Your last import/)
})

test('names that a spreadsheet would change are shown before the links are made', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const rows: [text: string, names: string | undefined][] = [
    [`slug,target\n007,${target}\nplain,${target}\n1e5,${target}\n`, '007, 1e5'],
    [`slug,target\nplain,${target}\n`, undefined],
    // JSON doesn't come from a spreadsheet.
    [`[{"slug":"007","target":"${target}"}]`, undefined],
  ]
  for (const [text, names] of rows) {
    const { formToken = '' } = readForm((await browser.get('/links/import')).text, '/links/import')
    const sent = await upload(site, browser, { text, formToken })
    const page = (await browser.get(String(sent.headers['location']))).text
    const [, shown] = /Check that they're the names that you want: ([^<]*)\./.exec(page) ?? []
    assert.equal(shown, names, text)
  }
})

test('text can be pasted instead, as CSV or as JSON', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const texts = [
    `slug,target\nabc,${target}`,
    ` \n[{"target":"${target}","slug":"abc"}]`,
    `{"links":[{"target":"${target}"}]}`,
  ]
  for (const text of texts) {
    const { formToken = '' } = readForm((await browser.get('/links/import')).text, '/links/import')
    const sent = await upload(site, browser, { text, formToken })
    assert.equal(sent.status, 303, sent.text)
    const page = await browser.get(String(sent.headers['location']))
    assert.match(page.text, /Import 1 link</)
  }
})

test('a file without a usable row says so, and what each message is about', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const sent = await upload(site, browser, { text: 'slug,target\na-,not a URL\n' })
  const page = (await browser.get(String(sent.headers['location']))).text
  assert.match(page, /<h1>Import not possible<\/h1>/)
  assert.match(page, /<h2>Can&#39;t be imported<\/h2>/)
  assert.match(page, /target: [^<]*\. name: Use letters from a to z/)
  assert.doesNotMatch(page, /\/start"/)
  assert.match((await browser.get('/links/import')).text, />not possible<\/a>/)
})

const escapeText = (text: string) =>
  text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

test('what cannot be imported comes back with the form', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const rows: [parts: Upload, status: number, message: RegExp][] = [
    [{}, 422, /Choose a file that isn&#39;t empty, or paste its text/],
    [{ text: 'slug\na' }, 422, /must name a column &quot;target&quot;/],
    [{ text: '[]' }, 422, /There are no rows to read/],
    [{ text: 'target\n"x' }, 422, /never closed/],
    [{ text: '{"a":1}' }, 422, /Send a list of links/],
    [{ text: ' \r\n', file: ' ' }, 422, /Choose a file that isn&#39;t empty/],
    [{ text: '[{"slug":' }, 422, /Cannot read the JSON/],
    [{ text: '[{"slug":"a","slug":"b"}]' }, 422, /a name twice/],
    [{ text: `[${'['.repeat(100)}` }, 422, /Cannot read the JSON/],
    [{ text: '\n</textarea><script>' }, 422, /must name a column/],
    [{ file: 'PK\x03\x04' }, 422, /an Excel file or a ZIP archive/],
    [{ text: `target\n${target}`, file: `target\n${target}` }, 422, /not both/],
  ]
  for (const [parts, status, message] of rows) {
    const reply = await upload(site, browser, parts)
    assert.equal(reply.status, status, reply.text)
    assert.match(reply.text, message)
    assert.match(reply.text, /<form method="post" action="\/links\/import"/)
    const text = `spellcheck="false">\n${escapeText(parts.text ?? '')}</textarea>`
    assert.ok(reply.text.includes(text), parts.text ?? 'no text')
  }
})

test("another site can't start an import, and other people can't see it", async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const first = await upload(site, browser, { text: `target\n${target}` })
  const path = String(first.headers['location'])
  const forged = await upload(site, browser, { text: `target\n${target}`, formToken: 'x' })
  assert.equal(forged.status, 403)
  assert.equal((await browser.post(`${path}/start`, { formToken: 'x' })).status, 403)
  const stranger = openBrowser(site)
  assert.equal((await stranger.get(path)).status, 404)
  assert.equal((await stranger.post(`${path}/start`, {})).status, 404)
  const cancelled = await browser.get(path).then(() => browser.submit(`${path}/cancel`))
  assert.equal(cancelled.status, 303)
  assert.match((await browser.get(path)).text, /Import cancelled/)
})

test('what came from a file is text, and nothing else', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const evil = '<img src=x onerror=alert(1)>'
  const text = JSON.stringify([
    { address: evil, target, visit_count: 1, [evil]: 'x' },
    { address: 'a"b', target: evil, visit_count: 1 },
  ])
  const sent = await upload(site, browser, { text })
  const page = await browser.get(String(sent.headers['location']))
  assert.doesNotMatch(page.text, /<img/)
  assert.match(page.text, /&lt;img src=x/)
})
