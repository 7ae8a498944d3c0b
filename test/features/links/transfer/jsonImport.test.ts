import assert from 'node:assert/strict'
import test from 'node:test'
import { pick, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

const one = '{"slug":"one","target":"https://example.com/"}'
const two = '{"target":"https://example.com/","slug":"two"}'
const page = (link: string) => `{"links":[${link}],"next":null}`

function importFile(site: TestApp, body: string | Uint8Array, contentType = 'application/json') {
  return site.request('POST', '/api/links/import?dryRun=true', {
    headers: { 'content-type': contentType }, body,
  })
}

test('JSON is read as programs write it', async (t) => {
  const site = openTestApp(t)
  const rows: Record<string, [body: string | Uint8Array, contentType?: string]> = {
    'a list': [`[${one},${two}]`],
    'a byte order mark': [`\uFEFF[${one},${two}]`],
    'UTF-16, as PowerShell writes it': [Buffer.from(`\uFEFF[${one},${two}]`, 'utf16le')],
    'UTF-16BE': [Buffer.from(`\uFEFF[${one},${two}]`, 'utf16le').swap16()],
    'JSON Lines': [`${one}\n${two}\n`],
    'JSON Lines with CRLF and an empty line': [`${one}\r\n\r\n${two}`],
    'JSON Lines with nothing between them': [one + two],
    'a type of JSON Lines': [`${one}\n${two}\n`, 'application/jsonl'],
    'another one': [`${one}\n${two}\n`, 'application/x-ndjson; charset=utf-8'],
    'pages one after the other': [page(one) + page(two)],
    'lists one after the other': [`[${one}]\n[${two}]`],
  }
  for (const [name, [body, contentType]] of Object.entries(rows)) {
    const reply = await importFile(site, body, contentType)
    assert.equal(reply.status, 200, `${name}: ${reply.text}`)
    assert.equal(pick(reply.json(), 'valid'), 2, `${name}: ${reply.text}`)
  }
})

test('JSON that cannot be read is refused as a whole', async (t) => {
  const site = openTestApp(t)
  const rows: [body: string, status: number, detail: RegExp][] = [
    ['{"slug":"one"}', 422, /Send a list of links/],
    ['{"message":"Unauthorized","links":null}', 422, /Send a list of links/],
    [`${one},`, 400, /line 1: expected the end, found ","/],
    ['{}', 422, /Send a list of links/],
    ['null', 422, /Send a list of links/],
    [`${one}\n[${two}]`, 400, /line 2: expected the end/],
    [`${one}\n${two}\nx`, 400, /line 3: expected the end, found "x"/],
    [`${one}\n${two.slice(0, -1)}`, 400, /the end of a value, but the text ends/],
    [`[${one}]\n${two}`, 400, /line 2: expected the end/],
    [`${one},${two}`, 400, /line 1: expected the end/],
    [`${one}\n{"slug":"a","slug":"b"}`, 400, /a name twice in one object/],
    ['{links:[]}', 400, /line 1: expected a name in quotes, found "l"/],
    ['{"links"[]}', 400, /line 1: expected ":", found "\["/],
  ]
  for (const [body, status, detail] of rows) {
    const reply = await importFile(site, body)
    assert.equal(reply.status, status, `${body}: ${reply.text}`)
    assert.match(String(pick(reply.json(), 'detail')), detail, body)
  }
})

test('a text of one link is a list of one', async (t) => {
  const site = openTestApp(t)
  const shlink = '{"shortCode":"one","longUrl":"https://example.com/","meta":{"maxVisits":5}}'
  const texts = [one, `${one}\n`, `\uFEFF ${one}\r\n\r\n`, shlink, `{"links":null,${one.slice(1)}`]
  for (const text of texts) {
    for (const type of ['application/json', 'application/x-ndjson']) {
      const reply = await importFile(site, text, type)
      const counts = [pick(reply.json(), 'valid'), pick(reply.json(), 'failed')]
      assert.deepEqual(counts, text.includes('null') ? [0, 1] : [1, 0], `${text}: ${reply.text}`)
    }
  }
})

// Nobody else has a turn until there is a row.
test('a text of empty lists is refused before others have waited for it', async (t) => {
  const site = openTestApp(t)
  const bodies = (count: number) => [
    '[]'.repeat(count) + `[${one}]`,
    page('').repeat(count) + page(one),
    `[${`${page('')},`.repeat(count)}${one}]`,
    `[${'{"links":{}},'.repeat(count)}${one}]`,
    `{"links":[${`${page('')},`.repeat(count)}${one}]}`,
    `{${'"links":[],'.repeat(count)}"links":[${one}]}`,
    `{${'"links":{},'.repeat(count)}"links":[${one}]}`,
    `{"links":{${'"links":[],'.repeat(count)}"links":[${one}]}}`,
  ]
  for (const body of bodies(10_000)) {
    const reply = await importFile(site, body)
    assert.equal(pick(reply.json(), 'valid'), 1, `${body.slice(0, 50)}: ${reply.text}`)
  }
  for (const body of bodies(10_001)) {
    const reply = await importFile(site, body)
    assert.match(reply.text, /more than 10,000 empty lists up to line 1"/, body.slice(0, 50))
  }
})

test('a line of JSON with a list in it is a row, and not a list of rows', async (t) => {
  const line = '{"target":"https://example.com/","data":[],"links":[1]}'
  const reply = await importFile(openTestApp(t), `${line}\n${one}`)
  const results = pickList(reply.json(), 'results')
  assert.deepEqual(results.map((result) => pick(result, 'status')), [422, 200], reply.text)
  assert.match(reply.text, /There is no such field/)
})

test('many lines of JSON are read like one list', async (t) => {
  const line = (index: number) => JSON.stringify({
    slug: `n-${index}x`, target: 'https://example.com/', note: 'x'.repeat(490),
  })
  const body = Array.from({ length: 2_000 }, (_, index) => line(index)).join('\n')
  const reply = await importFile(openTestApp(t), body)
  assert.equal(reply.status, 202, reply.text)
  assert.deepEqual([pick(reply.json(), 'total'), pick(reply.json(), 'failed')], [2_000, 0])
  assert.deepEqual(pickList(reply.json(), 'results'), [])
})

test('a dry run finds the same names twice that an import would', async (t) => {
  const program = openProgram(openTestApp(t))
  const target = 'https://example.com/'
  const body = [
    { target: 'no URL', slug: 'abc' }, { target, slug: 'abc' }, { target, slug: 'ABC' },
    { target, slug: ' abc ' }, { target, slug: '\u200babc' }, { target, slug: '' }, { target },
    { target, slug: 'abd' },
  ]
  const codes = [
    'invalid', undefined, 'taken', 'taken', 'taken', undefined, undefined, undefined,
  ]
  for (const query of ['?dryRun=1', '']) {
    const reply = await program.send('POST', `/api/links/import${query}`, body)
    const results = pickList(reply.json(), 'results')
    assert.deepEqual(results.map((result) => pick(result, 'code')), codes, reply.text)
  }
})
