import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../../src/database/sql.ts'
import { isRewritten, readTruth } from '../../../../src/features/links/transfer/spreadsheet.ts'
import { fieldsOf, pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram, type Program } from '../../../testClients.ts'

const target = 'https://example.com/'

function importFile(site: TestApp, body: string | Uint8Array, contentType = 'text/csv') {
  return site.request('POST', '/api/links/import', {
    headers: { 'content-type': contentType }, body,
  })
}

const row = ['abc', target, 'a, b; c', '2027-01-01T00:00:00Z', '5', '307', 'yes']
const names = ['slug', 'target', 'note', 'expiresAt', 'visitLimit', 'redirect', 'forwardQuery']
const quote = (fields: readonly string[]) => fields.map((field) => `"${field}"`)

/** One row under its head, as a program for spreadsheets may write it. */
function file({ separator = ',', end = '\r\n', head = names, fields = row } = {}): string {
  return [head.join(separator), quote(fields).join(separator), ''].join(end)
}

test('a file is read as spreadsheets and people write it', async (t) => {
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
  const rows: Record<string, [body: string | Uint8Array, contentType?: string]> = {
    'commas': [file()],
    'semicolons': [file({ separator: ';' })],
    'tabs': [file({ separator: '\t' })],
    'bars': [file({ separator: '|' })],
    'LF': [file({ end: '\n' })],
    'CR': [file({ end: '\r' })],
    'a byte order mark': [`\uFEFF${file()}`],
    'sep=;': [`sep=;\r\n${file({ separator: ';' })}`],
    'SEP=; after a mark': [`\uFEFFSEP=;\r\n${file({ separator: ';' })}`],
    'sep=, in quotes': [`"sep=,"\r\n${file()}`],
    'sep= and a tab': [`sep=\t\n${file({ separator: '\t', end: '\n' })}`],
    'sep=; filled up with separators': [`sep=;;;;;\r\n${file({ separator: ';' })}`],
    'sep=; after an empty line': [`\r\nsep=;\r\n${file({ separator: ';' })}`],
    'sep=; before an empty line': [`sep=;\r\n\r\n${file({ separator: ';' })}`],
    'sep=; and a space': [`sep=; \r\n${file({ separator: ';' })}`],
    'sep=; that was written back with commas': [`sep=;,,,,,,\r\n${file()}`],
    'sep=, that was written back with tabs': [`"sep=,"\t\t\n${file({ separator: '\t' })}`],
    'capitals': [file({ head: names.map((name) => name.toUpperCase()) })],
    'spaces around names': [file({ head: names.map((name) => `  ${name} `) })],
    'words in names': [file({ head: [
      'Slug', 'Target', 'Note', 'Expires at', 'visit_limit', 'Redirect', 'forward-query'] })],
    'invisible characters in names': [file({ head: names.map((name) => `\u200b${name}\u00a0`) })],
    'quotes around names': [file({ head: quote(names) })],
    'an empty first line': [`\r\n${file()}`],
    'first lines of separators': [`,,,,,,\r\n , \r\n${file()}`],
    'a trailing empty column': [file({ head: [...names, ''], fields: [...row, ''] })],
    'many empty columns': [file({ head: [...names, ...Array<string>(50).fill('')] })],
    'more empty fields than columns': [file({ fields: [...row, '', ' '] })],
    'empty rows at the end': [`${file()},,,,,,\r\n\r\n , ,\r\n`],
    'TRUE': [file({ fields: [...row.slice(0, 6), 'TRUE'] })],
    'WAHR': [file({ separator: ';', fields: [...row.slice(0, 6), 'WAHR'] })],
    'numbers with a decimal point': [file({ fields: [...row.slice(0, 4), '5.0', '307.0', 'yes'] })],
    'numbers with a decimal comma': [
      file({ separator: ';', fields: [...row.slice(0, 4), '5,0', '307,0', 'yes'] })],
    'a line in one cell': [file({ fields: [file({ head: [], end: '' }).replaceAll('"', '""')] })],
    'the end of a file in DOS': [`${file()}\x1A`],
    'zeros at the end': [`${file()}\0\0\0\r\n`],
    'columns in another order': [file({ head: names.toReversed(), fields: row.toReversed() })],
    'UTF-16LE with tabs': [utf16(file({ separator: '\t' }))],
    'UTF-16BE': [utf16(file()).swap16()],
    'another type for tabs': [file({ separator: '\t' }), 'text/tab-separated-values'],
    'the type that Windows gives': [file(), 'application/vnd.ms-excel'],
    'a charset': [file(), 'Text/CSV; charset="UTF8"; header=present'],
  }
  for (const [name, [body, contentType]] of Object.entries(rows)) {
    const reply = await importFile(openTestApp(t), body, contentType)
    const results = pickList(reply.json(), 'results')
    assert.equal(results.length, 1, `${name}: ${reply.text}`)
    assert.deepEqual(pickEach(pick(results[0], 'link'), names), [
      'abc', target, 'a, b; c', '2027-01-01T00:00:00.000Z', 5, 307, true,
    ], name)
  }
})

test('a field in quotes may have line breaks and both quotes', async (t) => {
  for (const note of ['first\nsecond', 'first\r\nsecond', 'say "hi"; twice', ' spaces ']) {
    const fields = ['abc', target, note.replaceAll('"', '""')]
    const text = file({ separator: ';', head: ['slug', 'target', 'note'], fields })
    const reply = await importFile(openTestApp(t), text)
    assert.equal(pick(reply.json(), 'results', 0, 'link', 'note'), note)
  }
})

test('in cells copied from a spreadsheet, tabs separate the fields and quotes are text',
  async (t) => {
    const text = `slug\ttarget\tnote\nabc\t${target}\tsay "hi"\n`
    const reply = await importFile(openTestApp(t), text)
    assert.equal(pick(reply.json(), 'results', 0, 'link', 'note'), 'say "hi"', reply.text)
  })

test('an error names the separator and the columns', async (t) => {
  const site = openTestApp(t)
  const rows: [body: string | Uint8Array, detail: RegExp][] = [
    ['slug;note\na;b', /must name a column "target"\. With the separator ";" \(semicolon\), it/],
    ['slug;note\na;b', /it names "slug", "note"$/],
    ['slug\tnote', /With the separator tab, it names "slug", "note"$/],
    ['sep=;\nslug,note\na,https://example.com', /";" \(semicolon\), it names "slug,note"$/],
    [`slug,target${','.repeat(16_382)}`, /100 fields \(fields are separated by "," \(comma\)\)$/],
    ['example.com', /With the separator "," \(comma\), it names "example\.com"$/],
    ['target;colour\nx;y', /There is no column "colour"\. The columns are slug, target, note/],
    ['target,note;;\nx,y;;', /"note;;"\. .* \(fields are separated by "," \(comma\)\)$/],
    ['Target;TARGET\nx;y', /names the column "target" twice/],
    ['target;note\nx;"a', /line 2: .* never closed \(fields are separated by ";" \(semicolon\)\)/],
    ['\r\n,,\r\n', /The file is empty/],
    [Buffer.from('slug,target', 'utf16le'), /UTF-16 without a byte order mark/],
    ['sep=;', /The file is empty/],
    ['"1","https://a.example/x","T"\n"2","https://b.example/y",""',
      /first line is a link already \("https:\/\/a\.example\/x"\): put a line before it/],
    ['https://a.example/x\nhttps://b.example/y', /first line is a link already/],
    ['-- phpMyAdmin SQL Dump\nINSERT INTO `yourls_url`', /an SQL dump: export the table/],
    ['\n  INSERT INTO `yourls_url` (`keyword`, `url`) VALUES', /an SQL dump/],
    ['/*!40101 SET NAMES utf8 */;', /an SQL dump/],
    ['<!doctype html><title>Sign in</title>', /This is a web page or XML/],
    ['set,insert\na,b', /it names "set", "insert"$/],
    [`target\n${'\n'.repeat(10_001)}`, /more than 10,000 empty rows/],
  ]
  for (const [body, detail] of rows) {
    const reply = await importFile(site, body)
    assert.equal(reply.status, 422, String(body))
    assert.match(String(pick(reply.json(), 'detail')), detail)
    assert.ok(reply.text.length < 2_000)
  }
  const others: [start: number[], detail: RegExp][] = [
    [[0x50, 0x4b, 3, 4], /an Excel file or a ZIP archive: save it as "CSV UTF-8"/],
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1], /an Excel file: save it as "CSV UTF-8"/],
    [[...Buffer.from('SQLite format 3\0')], /an SQLite database: export its table as CSV/],
    [[0x1f, 0x8b, 8, 0], /compressed: decompress it first/],
  ]
  for (const [start, detail] of others) {
    const reply = await importFile(site, Buffer.from([...start, 0, 1, 2, 3]))
    assert.equal(reply.status, 422)
    assert.match(String(pick(reply.json(), 'detail')), detail)
  }
  const latin = await importFile(site, Buffer.from('target\nhttps://example.com/\xe4', 'latin1'))
  assert.equal(latin.status, 400)
  assert.match(String(pick(latin.json(), 'detail')), /not UTF-8: save it as "CSV UTF-8"/)
  for (const type of ['text/csv; charset=klingon', 'application/json; charset=latin1']) {
    const other = await importFile(site, 'target', type)
    assert.deepEqual([other.status, pick(other.json(), 'code')], [415, 'unsupported-charset'], type)
  }
  const otherTypes = ['application/x-www-form-urlencoded', 'text/plain', '', 'multipart/form-data']
  for (const type of otherTypes) {
    const other = await importFile(site, 'target', type)
    assert.deepEqual([other.status, other.headers['accept']], [415, 'text/csv, application/json'])
    const end = type === '' ? ': this request has none' : `, not "${type}"`
    const said = `Send the file with Content-Type text/csv or application/json${end}`
    assert.equal(pick(other.json(), 'detail'), said)
  }
  assert.deepEqual(await site.database.all(sql`select 1 from links`), [])
})

test('a target is completed as in the form, and nothing else is guessed', async (t) => {
  const rows: [written: string, target: string | undefined][] = [
    ['www.example.com/a', 'https://www.example.com/a'],
    ['example.com:8080', 'https://example.com:8080/'],
    ['<https://example.com/b>', 'https://example.com/b'],
    ['http://example.com/c', 'http://example.com/c'],
    ['example', undefined], ['javascript:alert(1)', undefined],
    ['mailto:ann@example.com', undefined], ['//example.com', undefined],
    ['see example.com', undefined],
  ]
  const text = ['target', ...rows.map(([written]) => written)].join('\n')
  const reply = await importFile(openTestApp(t), text)
  const made = pickList(reply.json(), 'results').map((each) => pick(each, 'link', 'target'))
  assert.deepEqual(made, rows.map(([, expected]) => expected))
})

test('a row with something outside the columns is refused', async (t) => {
  const reply = await importFile(openTestApp(t), [
    'target,note,', 'https://example.com/1,a, b', 'https://example.com/2,a,,c',
    'https://example.com/3,a',
  ].join('\n'))
  const fields = pickList(reply.json(), 'results').map((result) =>
    pickList(result, 'errors').map((error) => pick(error, 'field')))
  assert.deepEqual(fields, [['column 3'], ['column 4'], []])
  assert.match(reply.text, /no name for this column\. .* put that field in double quotes/)
})

test('a cell with several lines is refused, so that none of them is lost', async (t) => {
  const body = `slug,target\n"abc,${target}a\nxyz,${target}b"\n`
  const reply = await importFile(openTestApp(t), body)
  assert.equal(pick(reply.json(), 'failed'), 1, reply.text)
  assert.match(reply.text, /"field":"slug"/)
})

test('a slug that is missing is taken from a short URL of ours, and no other', async (t) => {
  const rows: [slug: string, shortUrl: string, made: string | RegExp][] = [
    ['', 'http://localhost:3000/abc', 'abc'], ['', 'HTTPS://LOCALHOST:3000/Abc?x=1', 'abc'],
    ['', ' localhost:3000/abc ', 'abc'], ['abc', 'https://other.example/xyz', 'abc'],
    ['', 'https://other.example/abc', /on another site, and the row has no slug/],
    ['', 'http://localhost:3000/', /on another site/], ['', 'abc', /on another site/],
    ['', 'http://localhost:3000/a%20b', /letters from a to z/],
    ['', 'x'.repeat(10_000), /on another site/],
  ]
  for (const [slug, shortUrl, made] of rows) {
    const bodies = [`slug,target,shortUrl\n${slug},${target},${shortUrl}\n`,
      [{ slug, target, shortUrl }], ...(slug === '' ? [[{ target, shortUrl }]] : [])]
    for (const body of bodies) {
      const isCsv = typeof body === 'string'
      const site = openTestApp(t)
      const reply = await importFile(site, isCsv ? body : JSON.stringify(body),
        isCsv ? 'text/csv' : 'application/json')
      if (typeof made !== 'string') assert.match(reply.text, made)
      else assert.equal(pick(reply.json(), 'results', 0, 'link', 'slug'), made, reply.text)
    }
  }
})

test('a time that a spreadsheet has rewritten is refused with the right form', async (t) => {
  const times = [
    '01/02/2027 00:00', '1.2.2027 00:00', '2027-02-01', '2027-02-01 00:00', '44928.5',
    'Feb 1, 2027', '#######', '00:00.0',
  ]
  for (const time of times) {
    const text = file({ fields: ['abc', target, '', time, '', '', ''] })
    const reply = await importFile(openTestApp(t), text)
    const [error] = pickList(pick(reply.json(), 'results', 0), 'errors')
    assert.equal(pick(error, 'field'), 'expiresAt', time)
    assert.match(String(pick(error, 'message')), /like 2026-12-31T18:00:00Z/)
  }
})

test('truth values are read in any case and in the words of spreadsheets', () => {
  const rows: [words: string[], value: boolean | undefined][] = [
    [['yes', 'YES', 'true', 'True', 'TRUE', '1', ' yes ', 'WAHR', 'VRAI', 'VERDADERO', 'ja'], true],
    [['no', 'NO', 'false', 'False', 'FALSE', '0', 'FALSCH', 'FAUX', 'FALSO', 'nein'], false],
    [['1.0', '1,0'], true],
    [['0.0', '0,0'], false],
    [['DOĞRU', 'IGAZ', 'PRAVDA', 'TOSI', 'SANN', 'ADEVĂRAT', 'ІСТИНА'], true],
    [['YANLIŞ', 'HAMIS', 'NEPRAVDA', 'EPÄTOSI', 'USANN', 'FALS', 'ХИБНІСТЬ'], false],
    [['', 'maybe', '2', '-1', 'yess', 'x'.repeat(100)], undefined],
  ]
  for (const [words, value] of rows) {
    for (const word of words) assert.equal(readTruth(word), value, word)
  }
})

test('a slug that a spreadsheet changes is known', () => {
  const changed = [
    '007', '00', '1e5', '12E10', '1-2', '01-02', '1-2-2026', '12-2026', '2026-01', '2026-01-31',
    'jan-1', 'JAN-1', '1-jan', 'jan1', 'sept2', 'march1', '1-mar-2026', 'dec-2026', 'TRUE', 'false',
    'wahr', 'FAUX', '123456789012', '1234567890123456', '1E+05', '1.23457E+11', '1,23E+11',
    '02.01.2026', '1/2/2026', '####', '1-1-1', '1-ene', 'juil-14', 'igaz', 'NEPRAVDA', '1jan2026',
    '31dec26',
  ]
  const kept = [
    'abc', '123', '12345678901', 'a007', '7-eleven', '1-2-3-4', 'may', 'mars', 'jan-van-eyck',
    'truest', 'yes', 'no', '1e', 'e5', '100-200', '2026-summer', 'x'.repeat(51), 'march', '1st',
    'set2', 'out-5', 'gen3',
  ]
  for (const slug of changed) assert.equal(isRewritten(slug), true, slug)
  for (const slug of kept) assert.equal(isRewritten(slug), false, slug)
})

test('an import from CSV warns about such slugs, and makes the links', async (t) => {
  const site = openTestApp(t)
  const csv = `slug,target\n007,${target}\nplain,${target}\n1e5,${target}\n2-Jan,${target}\n`
  for (const path of ['/api/links/import?dryRun=1', '/api/links/import']) {
    const reply = await openProgram(site).send('POST', path, csv)
    const warnings = pickList(reply.json(), 'warnings')
      .map((warning) => pickEach(warning, ['row', 'field']))
    assert.deepEqual(warnings, [[1, 'slug'], [3, 'slug'], [4, 'slug']])
    assert.equal(pick(reply.json(), 'valid'), 4)
  }
  const body = [{ target, slug: '008' }]
  const json = await openProgram(site).send('POST', '/api/links/import', body)
  assert.equal(pick(json.json(), 'warnings'), undefined)
})

test('an export writes yes and no, and on request a byte order mark', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links/bulk', [
    { target, slug: 'one', forwardQuery: true }, { target, slug: 'two', password: 'open sesame' },
  ])
  const plain = (await program.send('GET', '/api/links/export?format=csv')).text
  const [, one = '', two = ''] = plain.split('\r\n')
  assert.match(one, /,302,yes,.*,no,$/)
  assert.match(two, /,302,no,.*,yes,$/)
  for (const query of ['?format=csv&for=excel', '?for=excel']) {
    const reply = await program.send('GET', `/api/links/export${query}`)
    assert.equal(reply.headers['content-type'], 'text/csv; charset=utf-8')
    assert.equal(reply.text, `\uFEFF${plain}`, 'a mark, and no line sep=')
  }
  const json = await program.send('GET', '/api/links/export?format=json&for=excel')
  assert.ok(Array.isArray(json.json()), 'JSON has no byte order mark')
  assert.equal((await program.send('GET', '/api/links/export?for=word')).status, 422)
})

test('our export comes back from a spreadsheet as it was', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const notes = ['=1+1', '-5', '+49 30', '@you', "'=1", ' spaces ', 'a;b\tc,d', 'a\nb', 'ü', '"']
  await program.send('POST', '/api/links/bulk', notes.map((note, index) =>
    ({ target, note, slug: `n-${index}x`, forwardQuery: index % 2 === 0 })))
  const { text } = await program.send('GET', '/api/links/export?for=excel')
  const upper = text.replaceAll(/,yes(?=[,\r])/g, ',WAHR').replaceAll(/,no(?=[,\r])/g, ',FALSCH')
  for (const [name, body] of Object.entries({ text, upper })) {
    await removeAll(program, notes.length)
    const reply = await program.send('POST', '/api/links/import', body)
    assert.equal(pick(reply.json(), 'created'), notes.length, `${name}: ${reply.text}`)
    const listed = await program.send('GET', '/api/links?sort=slug')
    const links = pickList(listed.json(), 'links').map(fieldsOf)
    assert.deepEqual(links.map(({ note }) => note), notes)
    const forwarded = links.map(({ forwardQuery }) => forwardQuery)
    assert.deepEqual(forwarded, notes.map((_, index) => index % 2 === 0))
  }
})

async function removeAll(program: Program, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await program.send('DELETE', `/api/links/n-${index}x`)
  }
}
