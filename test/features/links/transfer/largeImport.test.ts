import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import test from 'node:test'
import { dayMs, hourMs, minuteMs } from '../../../../src/basics/clock.ts'
import { sql } from '../../../../src/database/sql.ts'
import { abandonLinks } from '../../../../src/features/links/manage/removal.ts'
import { abandonImports, mostActive } from '../../../../src/features/links/transfer/importStore.ts'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp, startTime, type TestApp } from '../../../testApp.ts'
import { openProgram, type Program } from '../../../testClients.ts'
import { addUser, openWithKey } from '../../users/accounts.ts'

const target = 'https://example.com/'

/** Rows as Kutt writes them, the youngest first, as its API lists them. */
function kuttRows(count: number, prefix = 'n-') {
  return Array.from({ length: count }, (_, index) => ({
    address: `${prefix}${index}`, target: `${target}${index}`, visit_count: index,
    created_at: new Date(startTime - (index + 1) * hourMs).toISOString(),
  }))
}

async function begin(program: Program, body: unknown, query = '?dryRun=1') {
  const reply = await program.send('POST', `/api/links/import${query}`, body)
  assert.equal(reply.status, 202, reply.text)
  return { json: reply.json(), path: String(reply.headers['location']) }
}

async function untilDone(program: Program, path: string): Promise<unknown> {
  while (true) {
    const found = (await program.send('GET', path)).json()
    if (pick(found, 'state') !== 'running') return found
  }
}

const numbers = ['state', 'total', 'made', 'failed', 'waiting']

/** Rows of an import that has ended are deleted in the background. */
async function untilNoRows(site: TestApp): Promise<void> {
  while (await countRows(site, 'import_rows') !== 0);
}

function countRows(site: TestApp, table: 'links' | 'import_rows' | 'import_problems') {
  const counted = {
    links: sql<{ count: number }>`select count(*) as count from links`,
    import_rows: sql<{ count: number }>`select count(*) as count from import_rows`,
    import_problems: sql<{ count: number }>`select count(*) as count from import_problems`,
  }
  return site.database.one(counted[table]).then((row) => row?.count)
}

test('a large import is checked first, and makes its links once it is started', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { json, path } = await begin(program, kuttRows(1_500))
  assert.deepEqual(pickEach(json, numbers), ['checked', 1_500, 0, 0, 1_500])
  assert.match(String(pick(json, 'editKey')), /^gwe_/)
  assert.equal(await countRows(site, 'links'), 0)
  const started = await program.send('POST', `${path}/start`)
  assert.deepEqual([started.status, pick(started.json(), 'state')], [200, 'running'])
  const done = await untilDone(program, path)
  assert.deepEqual(pickEach(done, numbers), ['done', 1_500, 1_500, 0, 0])
  assert.equal(await countRows(site, 'import_rows'), 0)
  const link = (await program.send('GET', '/api/links/n-7')).json()
  assert.deepEqual(pickEach(link, ['target', 'importedClicks', 'clicks', 'createdAt']), [
    `${target}7`, 7, 0, new Date(startTime - 8 * hourMs).toISOString(),
  ])
  const again = await program.send('POST', `${path}/start`)
  assert.deepEqual([again.status, pick(again.json(), 'code')], [409, 'nothing-to-do'])
})

test('without a dry run, it starts at once', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { json, path } = await begin(program, kuttRows(1_001), '')
  assert.equal(pick(json, 'state'), 'running')
  assert.deepEqual(pickEach(await untilDone(program, path), numbers),
    ['done', 1_001, 1_001, 0, 0])
})

test('others take their turn while an import is read, and while it runs', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'first' })
  let isOver = false
  let followed = 0
  const visitor = (async () => {
    for (; !isOver; followed += 1) await site.request('GET', '/first')
  })()
  const { path } = await begin(program, kuttRows(5_000))
  const whileRead = followed
  await program.send('POST', `${path}/start`)
  await untilDone(program, path)
  isOver = true
  await visitor
  // Once in each group at least: 25 of 200 rows are read, and 25 of 200 are made into links.
  assert.ok(whileRead >= 20, `${whileRead} while it was read`)
  assert.ok(followed - whileRead >= 20, `${followed - whileRead} while it ran`)
})

test('a list shows imported links in the order of their dates, page by page', async (t) => {
  const program = openProgram(openTestApp(t))
  const { path } = await begin(program, kuttRows(1_200), '')
  await untilDone(program, path)
  const slugs: unknown[] = []
  let url = '/api/links?limit=100&sort=-createdAt'
  while (url !== '') {
    const page = (await program.send('GET', url)).json()
    slugs.push(...pickList(page, 'links').map((link) => pick(link, 'slug')))
    url = String(pick(page, 'next') ?? '')
  }
  assert.deepEqual(slugs, kuttRows(1_200).map(({ address }) => address))
})

test('every row that cannot become a link is listed, and says why', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const stranger = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'mine' })
  await stranger.send('POST', '/api/links', { target, slug: 'theirs' })
  await stranger.send('POST', '/api/links', { target, slug: 'retired' })
  await stranger.send('DELETE', '/api/links/retired')
  const wrong: [address: string, message: RegExp][] = [
    ['mine', /The name "mine" is taken/],
    ['theirs', /is taken/],
    ['retired', /is taken/],
    ['N-5', /"N-5" has the same name here as row 6: upper and lower case/],
    ['a-', /Use letters/],
    ['admin', /is the name of a page/],
    ['a/b', /Use letters/],
  ]
  const rows = [
    ...kuttRows(1_100), ...wrong.map(([address]) => ({ address, target, visit_count: 0 })),
  ]
  const { json, path } = await begin(program, rows)
  assert.deepEqual(pickEach(json, numbers), ['checked', 1_107, 0, 7, 1_100])
  const listed: unknown[] = []
  let url = `${path}/errors?limit=2`
  while (url !== '') {
    const page = (await program.send('GET', url)).json()
    listed.push(...pickList(page, 'rows'))
    url = String(pick(page, 'next') ?? '')
  }
  assert.deepEqual(listed.map((each) => pick(each, 'row')), wrong.map((_, index) => 1_101 + index))
  for (const [index, [address, message]] of wrong.entries()) {
    assert.equal(pick(listed[index], 'slug'), address)
    assert.match(String(pick(listed[index], 'errors', 0, 'message')), message)
  }
  await program.send('POST', `${path}/start`)
  assert.deepEqual(pickEach(await untilDone(program, path), numbers),
    ['done', 1_107, 1_100, 7, 0])
})

test('the same name on two domains is listed', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows = ['bit.ly/sale', 'go.example/sale', 'bit.ly/Sale']
    .map((link) => ({ link, long_url: target }))
  const more = kuttRows(1_000)
  const { path } = await begin(program, [...rows, ...more])
  const errors = (await program.send('GET', `${path}/errors`)).json()
  assert.deepEqual(pickList(errors, 'rows').map((each) => pick(each, 'row')), [2, 3])
})

test('a slug that is taken between the check and the start becomes a problem', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, kuttRows(1_001))
  await openProgram(site).send('POST', '/api/links', { target, slug: 'n-500' })
  const retiring = openProgram(site)
  await retiring.send('POST', '/api/links', { target, slug: 'n-600' })
  await retiring.send('DELETE', '/api/links/n-600')
  await program.send('POST', `${path}/start`)
  assert.deepEqual(pickEach(await untilDone(program, path), numbers), ['done', 1_001, 999, 2, 0])
  const errors = (await program.send('GET', `${path}/errors`)).json()
  const slugs = pickList(errors, 'rows').map((each) => pick(each, 'slug'))
  assert.deepEqual(slugs.sort(), ['n-500', 'n-600'])
})

test('only its owner sees an import, starts it or cancels it', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, kuttRows(1_001))
  const stranger = openProgram(site)
  await stranger.send('POST', '/api/links', { target })
  const requests: [method: string, path: string][] = [
    ['GET', path], ['GET', `${path}/errors`], ['POST', `${path}/start`], ['DELETE', path],
    ['GET', '/api/links/imports/999'], ['GET', '/api/links/imports/x'],
  ]
  for (const [method, url] of requests) {
    assert.equal((await stranger.send(method, url)).status, 404, `${method} ${url}`)
    assert.equal((await openProgram(site).send(method, url)).status, 404, `${method} ${url}`)
  }
  assert.equal(pick((await program.send('GET', path)).json(), 'state'), 'checked')
})

test('a new check takes the place of one that was not started', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const first = await begin(program, kuttRows(1_001))
  const second = await begin(program, kuttRows(1_002))
  assert.equal(pick((await program.send('GET', first.path)).json(), 'state'), 'cancelled')
  assert.equal(pick((await program.send('GET', second.path)).json(), 'state'), 'checked')
  assert.equal((await program.send('POST', `${first.path}/start`)).status, 409)
  while (await countRows(site, 'import_rows') !== 1_002);
})

test('there is one running import of an owner, and a number of all', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, kuttRows(1_001))
  // Nobody works on it: its lease belongs to another process.
  await site.database.run(sql`
    update imports set state = 'running', lease_until = ${startTime + hourMs}`)
  const second = await program.send('POST', '/api/links/import', kuttRows(1_001, 'm-'))
  assert.deepEqual([second.status, pick(second.json(), 'code')], [409, 'too-many'])
  for (let index = 1; index < mostActive; index += 1) {
    await site.database.batch([
      sql`insert into owners (token_hash, created_at) values (randomblob(32), 0)`,
      sql`insert into imports (owner, state, created_at)
        values (last_insert_rowid(), 'checked', ${startTime})`,
    ])
  }
  const busy = await openProgram(site).send('POST', '/api/links/import', kuttRows(1_001, 'm-'))
  assert.deepEqual([busy.status, pick(busy.json(), 'code')], [503, 'busy'])
  // Nobody has started two of them for a while. Ending one is enough.
  await site.database.run(sql`update imports set created_at = ${startTime - 11 * minuteMs}
    where id in (select id from imports where state = 'checked' limit 2)`)
  await begin(openProgram(site), kuttRows(1_001, 'm-'))
  assert.deepEqual(
    await site.database.all(sql`select count(*) as n from imports where state = 'cancelled'`),
    [{ n: 1 }],
  )
  assert.equal((await program.send('DELETE', path)).status, 200)
  assert.equal(await countRows(site, 'links'), 0)
})

test('a cancelled import keeps the links that it made, and makes no others', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, kuttRows(3_000), '')
  const cancelled = (await program.send('DELETE', path)).json()
  assert.deepEqual(pickEach(cancelled, ['state', 'waiting']), ['cancelled', 0])
  const made = Number(pick((await program.send('GET', path)).json(), 'made'))
  assert.equal(await countRows(site, 'links'), made)
  await untilNoRows(site)
  assert.equal((await program.send('DELETE', path)).status, 409, 'it is over')
})

test('a file that breaks off in the middle imports nothing', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const json = JSON.stringify(kuttRows(2_000))
  const rows: [body: string, type: string, status: number, detail: RegExp][] = [
    [json.slice(0, -1), 'application/json', 400, /expected "," or "]", but the text ends/],
    [json.slice(0, -2), 'application/json', 400, /Cannot read the JSON/],
    [`${json}x`, 'application/json', 400, /expected the end, found "x"/],
    [`${json.slice(0, -1)},{"a":1,"a":2}]`, 'application/json', 400, /a name twice/],
    [`${json.slice(0, -1)},{"__proto__":1}]`, 'application/json', 400, /__proto__/],
    [`${json.slice(0, -1)},${'['.repeat(100)}${']'.repeat(100)}]`, 'application/json', 400,
      /64 levels/],
    [`${json.slice(0, -1)},"${'a'.repeat(1_000_001)}"]`, 'application/json', 400, /Cannot read/],
    [`${json.slice(0, -1)},["${'a","'.repeat(300_000)}"]]`, 'application/json', 400,
      /What begins on line 1 has more than 500,000 characters/],
    [`{"other":${json},"links":[]}`, 'application/json', 422, /There are no rows/],
    [`{${'"a":1,'.repeat(200_000)}"links":[]}`, 'application/json', 400, /500,000 characters/],
    [`[${' '.repeat(1_000_000)}${json.slice(1)}`, 'application/json', 400, /500,000 characters/],
    [`target\n${`${target}\n`.repeat(2_000)}${' '.repeat(400_000)}\n`.repeat(3), 'text/csv', 422,
      /10,000 empty rows/],
    [`target\n${`${target}\n`.repeat(2_000)}"x`, 'text/csv', 422, /never closed/],
    [`target\n${`${target}\n`.repeat(2_000)}${'a,'.repeat(50_000)}`, 'text/csv', 422,
      /100 fields/],
    [`target\n${`${target}\n`.repeat(2_000)}${'a'.repeat(1_000_001)}`, 'text/csv', 422,
      /line 2002: more than 1,000,000 characters in a row/],
  ]
  for (const [body, type, status, detail] of rows) {
    const headers = { 'content-type': type }
    const reply = await program.send('POST', '/api/links/import', body, headers)
    assert.equal(reply.status, status, `${detail}: ${reply.text}`)
    assert.match(reply.text.replaceAll('\\"', '"'), detail)
  }
  assert.equal(await countRows(site, 'links'), 0)
  await untilNoRows(site)
})

test('reading that takes too long imports nothing', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  // The clock of this test goes on with each look at it.
  let looks = 0
  Object.defineProperty(site.clock, 'now', { get: () => startTime + (looks += 1) * 1_000 })
  const reply = await program.send('POST', '/api/links/import', kuttRows(2_500))
  assert.deepEqual([reply.status, pick(reply.json(), 'code')], [503, 'busy'])
  assert.equal(await countRows(site, 'links'), 0)
  await untilNoRows(site)
})

test('a table with a semicolon, a byte order mark and empty rows is as good', async (t) => {
  const program = openProgram(openTestApp(t))
  const lines = kuttRows(1_200).map(({ address, target: to }) => `${address};${to};5;;`)
  const body = `\uFEFFAddress;Target;Visit count;;\r\n${lines.join('\r\n;;;;\r\n')}\r\n`
  const { json } = await begin(program, body)
  assert.deepEqual(pickEach(json, numbers), ['checked', 1_200, 0, 0, 1_200])
  assert.equal(pick(json, 'service'), 'Kutt')
})

test('passwords cannot be part of a large import', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows = Array.from({ length: 1_001 }, (_, index) =>
    ({ target, ...(index === 7 && { password: 'open sesame' }) }))
  const { path } = await begin(program, rows)
  const errors = (await program.send('GET', `${path}/errors`)).json()
  const found = pickList(errors, 'rows')
  assert.deepEqual(found.map((each) => pick(each, 'row')), [8])
  assert.equal(pick(found[0], 'errors', 0, 'field'), 'password')
})

const rights = ['links:read', 'links:write'] as const

test('on a public server, and on a closed one, large imports are for accounts', async (t) => {
  for (const options of [{ publicOrigin: 'https://go.example' }, { anonymousLinks: false }]) {
    const site = openTestApp(t, options)
    const reply = await openProgram(site).send('POST', '/api/links/import', kuttRows(1_001))
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [403, 'closed'])
    assert.match(reply.text, /Sign in to import/)
    const user = await openWithKey(site, await addUser(site), rights)
    const statuses: number[] = []
    for (let index = 0; index < 6; index += 1) {
      const path = '/api/links/import?dryRun=1'
      statuses.push((await user.send('POST', path, kuttRows(1_001))).status)
    }
    // Five files a day: the hourly limit of links doesn't count them.
    const last = 'publicOrigin' in options ? 429 : 202
    assert.deepEqual(statuses, [202, 202, 202, 202, 202, last])
  }
})

test('strangers who send slowly keep nobody from importing', async (t) => {
  const site = openTestApp(t, { publicOrigin: 'https://go.example' })
  const { key } = await openWithKey(site, await addUser(site), rights)
  const send = (body: Readable, remoteAddress: string, headers: Record<string, string> = {}) =>
    site.request('POST', '/api/links/import?dryRun=1', {
      headers: { 'content-type': 'application/json', ...headers }, body, remoteAddress,
    })
  const strangers = ['203.0.113.1', '203.0.113.2']
  for (const address of strangers) {
    const reply = await send(new PassThrough(), address, { 'content-length': '2000000' })
    assert.deepEqual([reply.status, pick(reply.json(), 'code')], [403, 'closed'])
  }
  const slow = strangers.map((address) => {
    const body = new PassThrough()
    return { body, reply: send(body, address) }
  })
  const file = Readable.from([Buffer.from(JSON.stringify(kuttRows(1_001)))])
  const own = await send(file, '203.0.113.3', { authorization: `Bearer ${key}` })
  assert.equal(own.status, 202)
  for (const { body, reply } of slow) {
    body.end(Buffer.alloc(1024 * 1024 + 1, ' '))
    assert.equal((await reply).status, 413)
  }
})

test('an import goes to the account that claims the links, and is gone with it', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, kuttRows(1_001))
  const id = await addUser(site)
  const user = await openWithKey(site, id, rights)
  await user.send('POST', '/api/links/claim', { editKey: program.key })
  assert.equal((await program.send('GET', path)).status, 404)
  assert.equal((await user.send('POST', `${path}/start`)).status, 200)
  await untilDone(user, path)
  assert.equal((await user.send('GET', '/api/links/n-7')).status, 200)
  await begin(user, kuttRows(1_001, 'm-'), '?dryRun=1')
  await site.database.batch([abandonImports(id), ...abandonLinks(id)])
  await site.clean()
  assert.deepEqual(await site.database.all(sql`select 1 from imports`), [])
  assert.equal(await countRows(site, 'import_rows'), 0)
  assert.equal(await countRows(site, 'links'), 0)
})

test('what is not needed any more is cleaned up', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const { path } = await begin(program, [...kuttRows(1_050), ...kuttRows(50)])
  site.clock.now += dayMs + 1
  await site.clean()
  assert.equal(pick((await program.send('GET', path)).json(), 'state'), 'cancelled', 'unstarted')
  const started = await begin(program, [...kuttRows(1_050), ...kuttRows(50)], '')
  await untilDone(program, started.path)
  site.clock.now += 6 * dayMs
  await site.clean()
  assert.equal((await program.send('GET', started.path)).status, 200)
  site.clock.now += 2 * dayMs
  await site.clean()
  assert.equal((await program.send('GET', path)).status, 404)
  assert.equal((await program.send('GET', started.path)).status, 404)
  assert.equal(await countRows(site, 'import_rows'), 0)
  assert.equal(await countRows(site, 'import_problems'), 0)
  assert.equal(await countRows(site, 'links'), 1_050)
})
