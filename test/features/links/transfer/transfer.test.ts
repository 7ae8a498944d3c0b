import assert from 'node:assert/strict'
import { PassThrough, type Readable } from 'node:stream'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { hourMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { longestTarget } from '../../../../src/features/links/make/target.ts'
import { fieldsOf, parseJson, pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openBrowser, openProgram, type Program } from '../../../testClients.ts'

const target = 'https://example.com/'

async function countLinks(site: TestApp): Promise<number> {
  return (await site.database.all(sql`select 1 from links`)).length
}

/** Shows what became of each row: its status, and the fields that are wrong. */
function outcomesOf(body: unknown): unknown[] {
  return pickList(body, 'results').map((result, index) => {
    assert.equal(pick(result, 'row'), index + 1)
    const fields = pickList(result, 'errors').map((error) => String(pick(error, 'field')))
    return fields.length === 0 ? pick(result, 'status') : `${pick(result, 'status')} ${fields}`
  })
}

test('one wrong row does not stop the others', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const reply = await program.send('POST', '/api/links/bulk', { links: [
    { target, slug: 'one' },
    { target: 'javascript:alert(1)', slug: '-' },
    { target, slug: 'one' },
    'no object',
    { target, colour: 'red' },
    { target, note: 'last', password: 'x'.repeat(10) },
  ] })
  assert.equal(reply.status, 200)
  assert.deepEqual(outcomesOf(reply.json()),
    [201, '422 target,slug', '409 slug', '422 ', '422 colour', 201])
  const counts = pickEach(reply.json(), ['dryRun', 'created', 'valid', 'failed'])
  assert.deepEqual(counts, [false, 2, 2, 4])
  assert.equal(pick(reply.json(), 'results', 2, 'code'), 'taken')
  assert.equal(pick(reply.json(), 'results', 0, 'link', 'slug'), 'one')
  assert.equal(pick(reply.json(), 'results', 5, 'link', 'hasPassword'), true)
  assert.match(String(program.key), /^gwe_/)
  const listed = await program.send('GET', '/api/links?sort=slug')
  assert.equal(pickList(listed.json(), 'links').length, 2)
})

test('a password that is too long is a wrong row like any other', async (t) => {
  const program = openProgram(openTestApp(t))
  const reply = await program.send('POST', '/api/links/bulk', [
    { target }, { target, password: '€'.repeat(342) }, { target },
  ])
  assert.deepEqual(outcomesOf(reply.json()), [201, '422 password', 201])
})

test('a reason for switching a link off must be visible in an imported file too', async (t) => {
  const target = 'https://example.com/'
  const rows: [reason: string, found: unknown[]][] = [
    ['moved', []], [' \u200B', ['disabledReason']], ['', ['disabledReason']],
  ]
  for (const [disabledReason, found] of rows) {
    const reply = await openTestApp(t).request('POST', '/api/links/import', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ target, disabledReason }]),
    })
    const errors = pickList(pick(reply.json(), 'results', 0), 'errors')
    assert.deepEqual(errors.map((error) => pick(error, 'field')), found, reply.text)
  }
})

test('all rows belong to the client that sent them', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target })
  const reply = await program.send('POST', '/api/links/bulk', [{ target }, { target }])
  assert.equal(pick(reply.json(), 'editKey'), undefined)
  assert.equal(pickList((await program.send('GET', '/api/links')).json(), 'links').length, 3)
  assert.equal((await site.database.all(sql`select 1 from owners`)).length, 1)
  const browser = openBrowser(site)
  const byBrowser = await browser.send('POST', '/api/links/bulk', [{ target }])
  assert.equal(pick(byBrowser.json(), 'editKey'), undefined)
  assert.equal(browser.cookies.size, 1)
})

test('a list that stores nothing gives no edit key, for it would open nothing', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links/bulk', [{ target: 'x' }])
  assert.equal(program.key, undefined)
})

test('lists have a size', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const many = (count: number) => Array.from({ length: count }, () => ({ target }))
  const rows: [path: string, body: unknown, status: number][] = [
    ['bulk', [], 422],
    ['bulk', {}, 422],
    ['bulk', { links: 'x' }, 422],
    ['bulk', { rows: many(1) }, 422],
    ['bulk', null, 422],
    ['bulk', many(101), 413],
    ['import', 'target', 422],
    // More than 1,000 become a job.
    ['import?dryRun=1', many(1_001), 202],
    ['import?dryRun=1', `target\n${`${target}\n`.repeat(1_001)}`, 202],
    ['import?dryRun=1', `target\n${`${target}\n`.repeat(1_001)}"never closed`, 422],
    ['import?dryRun=1', `target\n${`\n,,\n${target}\n`.repeat(1_000)}`, 200],
    ['bulk', many(100), 200],
    ['import?dryRun=1', many(1_000), 200],
  ]
  for (const [path, body, status] of rows) {
    const reply = await program.send('POST', `/api/links/${path}`, body)
    assert.equal(reply.status, status, path)
  }
  assert.equal(await countLinks(site), 100)
})

test('an export of 1,000 links can be imported, however long they are', async (t) => {
  const site = openTestApp(t)
  // As long as a link gets when JSON has to escape every character of its note.
  const long = `https://example.com/?${'\\'.repeat(longestTarget - 21)}`
  const row = (index: number) => ({
    target: long, slug: `n-${index}-${'x'.repeat(40)}`, note: '\u0001'.repeat(500),
    shortUrl: `http://localhost:3000/n-${index}`, createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z', visitLimit: 1_000_000_000, redirect: 307,
    forwardQuery: true, hasPassword: false, disabled: null, clicks: 1, bots: 1, isBlocked: false,
  })
  const rows = Array.from({ length: 1_000 }, (_, index) => row(index))
  const body = JSON.stringify(rows)
  assert.ok(body.length > 7_000_000)
  const reply = await openProgram(site).send('POST', '/api/links/import?dryRun=1', rows)
  assert.deepEqual(pickEach(reply.json(), ['valid', 'failed']), [1_000, 0])
})

test('an import has a size, and only a few large ones are read at once', async (t) => {
  const site = openTestApp(t)
  const send = (body: Readable | string, remoteAddress: string, path = 'import') =>
    site.request('POST', `/api/links/${path}`, {
      headers: { 'content-type': 'application/json' }, body, remoteAddress,
    })
  const tooLarge = await send(`[${' '.repeat(50 * 1024 * 1024)}]`, '203.0.113.9')
  assert.deepEqual([tooLarge.status, pick(tooLarge.json(), 'code')], [413, 'body-too-large'])
  assert.equal((await send(`[${' '.repeat(1024 * 1024)}]`, '203.0.113.9', 'bulk')).status, 413)
  // Bodies of unknown length that are still on their way.
  const bodies = [new PassThrough(), new PassThrough()]
  const waiting = bodies.map((body, index) => send(body, `203.0.113.${index}`))
  const busy = await send(new PassThrough(), '203.0.113.7')
  assert.deepEqual([busy.status, busy.headers['retry-after']], [503, '5'])
  assert.equal((await send(new PassThrough(), '203.0.113.0')).status, 503, 'one of a client')
  assert.equal((await send(JSON.stringify([{ target }]), '203.0.113.7')).status, 200, 'small ones')
  for (const body of bodies) body.end(JSON.stringify([{ target }]))
  for (const reply of await Promise.all(waiting)) assert.equal(reply.status, 200)
  const next = new PassThrough()
  next.end(JSON.stringify([{ target }]))
  assert.equal((await send(next, '203.0.113.7')).status, 200, 'when they are done')
})

test('more than 20 passwords at once are refused before anything is stored', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const rows = (count: number) => Array.from({ length: 30 }, (_, index) => ({
    target, ...(index < count && { password: `password ${index}` }),
  }))
  for (const path of ['bulk', 'import', 'import?dryRun=1']) {
    const reply = await program.send('POST', `/api/links/${path}`, rows(21))
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [422, 'too-many-passwords'], path)
    assert.match(String(pick(reply.json(), 'detail')), /^Nothing was stored: 21 of these links/)
  }
  assert.equal(await countLinks(site), 0)
  const reply = await program.send('POST', '/api/links/import', rows(20))
  assert.equal(pick(reply.json(), 'created'), 30)
})

test('other requests have their turn between rows, even if all rows are refused', async (t) => {
  const program = openProgram(openTestApp(t))
  let isDone = false
  const reply = program.send('POST', '/api/links/import', Array(1_000).fill({ target: 'x' }))
    .finally(() => isDone = true)
  let turns = 0
  for (; !isDone; turns += 1) await setImmediate()
  assert.equal(pick((await reply).json(), 'failed'), 1_000)
  assert.ok(turns >= 50, `${turns} turns for 1,000 rows`)
})

test('rows that come too late are refused, and not stored behind an error', async (t) => {
  const site = openTestApp(t)
  const body = new PassThrough()
  const reply = site.request('POST', '/api/links/import', {
    headers: { 'content-type': 'application/json' }, body,
  })
  // The body took as long as the whole request may.
  site.clock.now += 21_000
  body.end(JSON.stringify([{ target }, { target }]))
  const { status, json } = await reply
  assert.equal(status, 200)
  assert.deepEqual(outcomesOf(json()), ['503 ', '503 '])
  assert.deepEqual(pickEach(json(), ['created', 'failed']), [0, 2])
  assert.equal(await countLinks(site), 0)
})

test('a row that fails because of a bug is a line in the log', async (t) => {
  const site = openTestApp(t)
  await site.database.run(sql`
    create trigger broken before insert on links when new.slug = 'bad'
    begin select raise(abort, 'broken'); end`)
  const rows = [{ target, slug: 'good' }, { target, slug: 'bad' }]
  const { json } = await openProgram(site).send('POST', '/api/links/bulk', rows)
  assert.deepEqual(outcomesOf(json()), [201, '500 '])
  const line = site.logged().find((each) => pick(each, 'event') === 'row not stored')
  assert.match(String(pick(line, 'error')), /broken/)
})

test('a dry run checks everything and stores nothing', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'mine' })
  await program.send('POST', '/api/links', { target, slug: 'old' })
  await program.send('DELETE', '/api/links/old')
  const stranger = openProgram(site)
  const links = [
    { target, slug: 'free' }, { target, slug: 'mine' }, { target, slug: 'old' }, { target },
    { target: 'x' }, { target, slug: 'FREE' }, { target, expiresAt: '2020-01-01T00:00Z' },
  ]
  const rows: [client: Program, outcomes: unknown[], valid: number][] = [
    [program, [200, '409 slug', 200, 200, '422 target', '409 slug', '422 expiresAt'], 3],
    [stranger, [200, '409 slug', '409 slug', 200, '422 target', '409 slug', '422 expiresAt'], 2],
  ]
  const paths = ['1', 'true', 'yes', 'TRUE', 'on', ''].map((word) => `import?dryRun=${word}`)
  for (const path of [...paths, 'bulk?dryRun=true']) {
    for (const [client, outcomes, valid] of rows) {
      const reply = await client.send('POST', `/api/links/${path}`, { links })
      assert.equal(reply.status, 200)
      assert.deepEqual(outcomesOf(reply.json()), outcomes)
      const counts = pickEach(reply.json(), ['dryRun', 'created', 'valid'])
      assert.deepEqual(counts, [true, 0, valid])
    }
  }
  // Whoever asks for a dry run in other words must not get a real one.
  const wrong = ['dryRun=maybe', 'dryRun=yes%20please', 'dryRun=2', 'dryRun=1&dryRun=0', 'dryrun=1']
  for (const query of wrong) {
    for (const path of ['import', 'bulk']) {
      const reply = await stranger.send('POST', `/api/links/${path}?${query}`, { links })
      assert.equal(reply.status, 422, query)
    }
  }
  const mixed = await stranger.send('POST', '/api/links/bulk', { links, dryRun: true })
  assert.deepEqual([mixed.status, pick(mixed.json(), 'errors', 0, 'field')], [422, 'dryRun'])
  assert.equal(stranger.key, undefined)
  assert.equal(await countLinks(site), 1)
  assert.equal((await site.database.all(sql`select 1 from owners`)).length, 1)
})

test('CSV is read by the names in its first line', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const csv = [
    'slug, target ,note,expiresAt,visitLimit,redirect,forwardQuery',
    'one,https://example.com/1,"a, ""b""",2026-02-01T00:00:00Z,5,307,true',
    ',https://example.com/2,,,,,',
    '',
    'two,https://example.com/3,=1+1,,,302,false',
    'bad,https://example.com/4,,soon,many,301,maybe',
    'short,https://example.com/5',
  ].join('\r\n')
  const reply = await program.send('POST', '/api/links/import', csv)
  assert.deepEqual(outcomesOf(reply.json()),
    [201, 201, 201, '422 expiresAt,visitLimit,redirect,forwardQuery', 201])
  const made = pickList(reply.json(), 'results').map((result) => fieldsOf(pick(result, 'link')))
  assert.deepEqual(pickTerms(made[0]), [
    'one', 'https://example.com/1', 'a, "b"', '2026-02-01T00:00:00.000Z', 5, 307, true,
  ])
  assert.deepEqual(pickTerms(made[1]).slice(1),
    ['https://example.com/2', '', null, null, 302, false])
  assert.equal(made[2]?.['note'], '=1+1')
})

test('CSV that cannot be read is refused as a whole', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows: [csv: string, detail: RegExp][] = [
    ['\n', /name a column "target"/],
    ['slug,note\na,b', /name a column "target"/],
    ['target,colour\nhttps://example.com,red', /There is no column "colour"/],
    ['target,password\nhttps://example.com,secret', /There is no column "password"/],
    ['target,owner\nhttps://example.com,1', /There is no column "owner"/],
    ['target\n"https://example.com', /Cannot read line 2: the quote .* is never closed/],
    ['target', /There are no rows to read/],
    ['target,slug,target\nhttps://example.com,a,b', /names the column "target" twice/],
    [`target${',note'.repeat(100)}`, /Cannot read line 1: more than 100 fields/],
    [`target\na${','.repeat(100)}`, /Cannot read line 2: more than 100 fields/],
  ]
  for (const [csv, detail] of rows) {
    const reply = await program.send('POST', '/api/links/import', csv)
    assert.equal(reply.status, 422, csv)
    assert.match(String(pick(reply.json(), 'detail')), detail)
  }
})

for (const format of ['csv', 'json'] as const) {
  test(`what was exported as ${format} can be imported again`, async (t) => {
    const site = openTestApp(t)
    const program = openProgram(site)
    await addAll(program)
    const before = pickList((await program.send('GET', '/api/links?sort=slug')).json(), 'links')
    const file = await program.send('GET', `/api/links/export?format=${format}`)
    for (const { slug } of before.map(fieldsOf)) await program.send('DELETE', `/api/links/${slug}`)
    const body = format === 'csv' ? file.text : file.json()
    const reply = await program.send('POST', '/api/links/import', body)
    assert.deepEqual(outcomesOf(reply.json()), before.map(() => 201))
    const after = pickList((await program.send('GET', '/api/links?sort=slug')).json(), 'links')
    assert.deepEqual(after.map((link) => pickTerms(link)),
      before.map((link) => pickTerms(link)))
  })
}

test('an export is a file that only its owner gets', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await addAll(program)
  const rows: [query: string, type: string, name: string][] = [
    ['', 'application/json', 'links.json'],
    ['?format=json', 'application/json', 'links.json'],
    ['?format=csv', 'text/csv; charset=utf-8', 'links.csv'],
  ]
  for (const [query, type, name] of rows) {
    const { status, headers } = await program.send('GET', `/api/links/export${query}`)
    assert.deepEqual([status, headers['content-type']], [200, type])
    assert.equal(headers['content-disposition'], `attachment; filename="${name}"`)
    assert.equal(headers['cache-control'], 'private, no-store')
    const stranger = await openProgram(site).send('GET', `/api/links/export${query}`)
    assert.equal(stranger.text.trim().split('\n').length, name.endsWith('csv') ? 1 : 2)
  }
  assert.equal((await program.send('GET', '/api/links/export?format=xml')).status, 422)
})

test('formulas are escaped for spreadsheets', async (t) => {
  const program = openProgram(openTestApp(t))
  const notes = ['=1+1', '+1', '-1', '@sum', '\t=1', "'=1", '=cmd|"/c calc"!A1', 'plain']
  await program.send('POST', '/api/links/bulk', notes.map((note) => ({ target, note })))
  const { text } = await program.send('GET', '/api/links/export?format=csv')
  for (const line of text.split('\r\n').slice(1, -2)) assert.match(line, /,"?'['=+@\t-]/, line)
  assert.match(text, /,plain,/)
})

test('an export of many links has every one of them', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  for (let part = 0; part < 5; part += 1) {
    const slugs = Array.from({ length: 100 }, (_, index) => `n-${part}-${index}`)
    const links = slugs.map((slug) => ({ target, slug }))
    await program.send('POST', '/api/links/bulk', links)
  }
  const json = parseJson((await program.send('GET', '/api/links/export')).text)
  assert.ok(Array.isArray(json))
  assert.equal(new Set(json.map((link) => pick(link, 'slug'))).size, 500)
  const csv = (await program.send('GET', '/api/links/export?format=csv')).text
  assert.equal(csv.split('\r\n').length, 502)
})

function addAll(program: Program) {
  return program.send('POST', '/api/links/bulk', [
    { target, slug: 'plain' },
    {
      target: 'https://example.com/a,b?c="d"', slug: 'full', note: '=1+1, "x"\nnew line',
      visitLimit: 3,
      expiresAt: new Date(startTime + hourMs).toISOString(), redirect: 307, forwardQuery: true,
    },
    { target: 'https://xn--bcher-kva.example/', slug: 'note', note: "'-5 ü 🎈" },
  ])
}

function pickTerms(link: unknown): unknown[] {
  return pickEach(link,
    ['slug', 'target', 'note', 'expiresAt', 'visitLimit', 'redirect', 'forwardQuery'])
}
