import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs } from '../../../../src/basics/clock.ts'
import { formatCursor, parseCursor } from '../../../../src/features/site/list.ts'
import { pick, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram, type Program } from '../../../testClients.ts'

const target = 'https://example.com/'

async function add(site: TestApp, program: Program, links: object[]): Promise<void> {
  for (const link of links) {
    const reply = await program.send('POST', '/api/links', { target, ...link })
    assert.equal(reply.status, 201, reply.text)
    site.clock.now += minuteMs
  }
}

async function list(program: Program, query: string): Promise<string[]> {
  const reply = await program.send('GET', `/api/links?${query}`)
  assert.equal(reply.status, 200, reply.text)
  return slugsOf(reply.json())
}

function slugsOf(body: unknown): string[] {
  return pickList(body, 'links').map((link) => String(pick(link, 'slug')))
}

/** Follows the `Link: …; rel="next"` of each page. */
async function readPages(
  program: Program,
  start: string,
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[][]> {
  const pages: string[][] = []
  for (let path: string | undefined = start; path !== undefined;) {
    assert.ok(pages.length < 50, 'there is an end')
    const reply = await program.send('GET', path)
    assert.equal(reply.status, 200)
    pages.push(slugsOf(reply.json()))
    const next = /<([^>]+)>; rel="next"/.exec(String(reply.headers['link']))?.[1]
    assert.equal(pick(reply.json(), 'next'), next ?? null)
    path = next
    await between()
  }
  return pages
}

test('a list has the links of its owner and no others', async (t) => {
  const site = openTestApp(t)
  const [ann, bob] = [openProgram(site), openProgram(site)]
  await add(site, ann, [{ slug: 'ann1' }, { slug: 'ann2' }])
  await add(site, bob, [{ slug: 'bob1' }])
  const reply = await ann.send('GET', '/api/links')
  assert.equal(reply.headers['cache-control'], 'private, no-store')
  assert.equal(reply.headers['link'], '</api/links>; rel="first"')
  assert.deepEqual(slugsOf(reply.json()), ['ann2', 'ann1'])
  assert.equal(pick(reply.json(), 'next'), null)
  const one = await ann.send('GET', '/api/links/ann2')
  assert.deepEqual(pick(reply.json(), 'links', 0), one.json())
  assert.deepEqual(await list(bob, 'search=ann'), [])
})

test('a client without a key has an empty list', async (t) => {
  const reply = await openTestApp(t).request('GET', '/api/links')
  assert.deepEqual([reply.status, reply.json()], [200, { links: [], next: null }])
})

test('a cookie that no link was made with has an empty list too', async (t) => {
  const headers = { cookie: `links=gwe_${'A'.repeat(43)}` }
  for (const path of ['/api/links', '/api/links/export']) {
    const reply = await openTestApp(t).request('GET', path, { headers })
    assert.equal(reply.status, 200)
    assert.doesNotMatch(reply.text, /slug/)
  }
})

test('a search finds the text itself in names, targets and notes', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await add(site, program, [
    { slug: 'summer', target: 'https://a.example/100%25', note: 'half price' },
    { slug: 'winter_2026', target: 'https://b.example/', note: '50% off' },
    { slug: 'winterx2026', target: 'https://c.example/', note: 'back\\slash' },
    { slug: 'autumn', target: 'https://d.example/', note: "O'Hara; drop table links --" },
  ])
  const rows: [search: string, slugs: string[]][] = [
    ['', ['autumn', 'summer', 'winter_2026', 'winterx2026']],
    ['summer', ['summer']],
    ['SUMMER', ['summer']],
    ['  summer ', ['summer']],
    ['a.example', ['summer']],
    ['price', ['summer']],
    ['winter', ['winter_2026', 'winterx2026']],
    ['winter_2026', ['winter_2026']],
    ['_', ['winter_2026']],
    ['%', ['summer', 'winter_2026']],
    ['50%', ['winter_2026']],
    ['%25', ['summer']],
    ['\\', ['winterx2026']],
    ['\\_', []],
    ["O'Hara", ['autumn']],
    ["' or 1=1 --", []],
    ['nothing', []],
    // Short URLs that were pasted, of this site and of another one.
    ['http://localhost:3000/summer', ['summer']],
    ['HTTP://LOCALHOST:3000/Summer+', ['summer']],
    ['localhost:3000/summer?a=1 price', ['summer']],
    ['http://localhost:3000/', []],
    ['https://other.example/summer', []],
  ]
  for (const [search, slugs] of rows) {
    const query = new URLSearchParams({ search, sort: 'slug' }).toString()
    assert.deepEqual(await list(program, query), slugs, search)
  }
})

test('a list is sorted as asked, and the newest first otherwise', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await add(site, program, [{ slug: 'bbb' }, { slug: 'ccc' }, { slug: 'aaa' }])
  for (const path of ['/ccc', '/ccc', '/aaa']) await site.request('GET', path)
  const rows: [sort: string, slugs: string[]][] = [
    ['', ['aaa', 'ccc', 'bbb']],
    ['sort=-createdAt', ['aaa', 'ccc', 'bbb']],
    ['sort=createdAt', ['bbb', 'ccc', 'aaa']],
    ['sort=slug', ['aaa', 'bbb', 'ccc']],
    ['sort=-slug', ['ccc', 'bbb', 'aaa']],
    ['sort=clicks', ['bbb', 'aaa', 'ccc']],
    ['sort=-clicks', ['ccc', 'aaa', 'bbb']],
  ]
  for (const [query, slugs] of rows) assert.deepEqual(await list(program, query), slugs, query)
})

test('pages follow each other without a gap or a repetition, in every order', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  const slugs = Array.from({ length: 11 }, (_, index) => `link-${String(index).padStart(2, '0')}`)
  await add(site, program, slugs.slice(0, 5).map((slug) => ({ slug })))
  // These were all made in the same millisecond.
  const links = slugs.slice(5).map((slug) => ({ slug, target }))
  await program.send('POST', '/api/links/bulk', { links })
  await site.request('GET', '/link-03')
  for (const sort of ['-createdAt', 'createdAt', '-clicks', 'clicks', 'slug', '-slug']) {
    const [all] = await readPages(program, `/api/links?sort=${sort}&limit=100`)
    const pages = await readPages(program, `/api/links?sort=${sort}&limit=3`)
    assert.deepEqual(pages.map(({ length }) => length), [3, 3, 3, 2], sort)
    assert.deepEqual(pages.flat(), all, sort)
    assert.deepEqual(pages.flat().toSorted(), slugs, sort)
  }
  const exact = await readPages(program, '/api/links?limit=11')
  assert.equal(exact.length, 1, 'a page that is just full is the last one')
})

test('links that come and go between two pages neither hide nor repeat others', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await add(site, program, ['a01', 'a02', 'a03', 'a04', 'a05', 'a06'].map((slug) => ({ slug })))
  const [first = []] = await readPages(program, '/api/links?limit=2&sort=-createdAt')
  assert.deepEqual(first, ['a06', 'a05'])
  let step = 0
  const pages = await readPages(program, '/api/links?limit=2', async () => {
    step += 1
    await add(site, program, [{ slug: `new-${step}` }])
    // The one that the cursor points at, and the first of the next page.
    if (step > 1) return
    for (const slug of ['a05', 'a04']) await program.send('DELETE', `/api/links/${slug}`)
  })
  assert.deepEqual(pages, [['a06', 'a05'], ['a03', 'a02'], ['a01']])
})

test('the address of the next page keeps what was asked for', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await add(site, program, [{ note: 'a&b=c' }, { note: 'a&b=c' }, { note: 'a&b=c' }, {}])
  const pages = await readPages(program, '/api/links?search=a%26b%3Dc&limit=1&sort=createdAt')
  assert.deepEqual(pages.map(({ length }) => length), [1, 1, 1])
  const reply = await program.send('GET', '/api/links?limit=1&search=a%26b%3Dc')
  const start = '/api/links?limit=1&search=a%26b%3Dc'
  const [first, next] = String(reply.headers['link']).split(', ')
  assert.equal(first, `<${start}>; rel="first"`)
  const cursor = next?.replace(`<${start}&cursor=`, '').replace('>; rel="next"', '')
  assert.match(cursor ?? '', /^[\w-]+$/)
})

test('what cannot be listed is refused with its field', async (t) => {
  const site = openTestApp(t)
  const program = openProgram(site)
  await add(site, program, [{}, {}])
  const bySlug = formatCursor({ value: 'abc', id: 1 })
  const byTime = formatCursor({ value: 5, id: 1 })
  const rows: [query: string, field: string][] = [
    ['page=2', 'page'],
    ['Search=x', 'Search'],
    ['sort=slug&sort=clicks', 'sort'],
    ['sort=target', 'sort'],
    ['sort=slug%20desc', 'sort'],
    ['sort=', 'sort'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=0x10', 'limit'],
    ['cursor=x', 'cursor'],
    [`cursor=${bySlug}`, 'cursor'],
    [`sort=slug&cursor=${byTime}`, 'cursor'],
    [`cursor=${Buffer.from('[1]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('[1,2.5]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('[1.5,2]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('[null,2]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('{"a":1}').toString('base64url')}`, 'cursor'],
  ]
  for (const [query, field] of rows) {
    const reply = await program.send('GET', `/api/links?${query}`)
    assert.equal(reply.status, 422, query)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), field, query)
  }
  assert.equal((await list(program, 'limit=100')).length, 2)
})

test('a cursor can be read again as it was written', () => {
  for (const value of [0, 1_800_000_000_000, -5]) {
    const cursor = { value, id: 7 }
    assert.deepEqual(parseCursor(formatCursor(cursor), 'number'), cursor)
    assert.equal(parseCursor(formatCursor(cursor), 'string'), undefined)
  }
  for (const value of ['abc', 'ü"\\']) {
    assert.deepEqual(parseCursor(formatCursor({ value, id: 7 }), 'string'), { value, id: 7 })
    assert.equal(parseCursor(formatCursor({ value, id: 7 }), 'number'), undefined)
  }
  assert.match(formatCursor({ value: '>>>???', id: 1 }), /^[\w-]+$/)
})
