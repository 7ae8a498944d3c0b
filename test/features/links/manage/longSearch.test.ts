import assert from 'node:assert/strict'
import test from 'node:test'
import { createLog } from '../../../../src/basics/log.ts'
import { searchLinks } from '../../../../src/features/links/manage/search.ts'
import { createSearchIndex, longList } from '../../../../src/features/links/manage/searchIndex.ts'
import type { Database } from '../../../../src/database/database.ts'
import { sql } from '../../../../src/database/sql.ts'
import { parseJson, pick, pickList } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { openProgram, type Program } from '../../../testClients.ts'
import { addUser, openWithKey } from '../../users/accounts.ts'

const target = 'https://example.com/'
const words = ['summer', 'winter', 'Äpfel', 'b%C3%BCcher', 'ab', 'x']

/** Opens an app with a program that has more links than are searched without an index. */
async function openWithMany(t: test.TestContext) {
  const site = openTestApp(t)
  const program = openProgram(site)
  await program.send('POST', '/api/links', { target, slug: 'first', note: 'Äpfel' })
  await addMany(site, 1)
  return { site, program }
}

async function addMany(site: TestApp, owner: number): Promise<void> {
  await site.database.run(sql`
    with recursive numbers (number) as (
      select 1 union all select number + 1 from numbers where number <= ${longList})
    insert into links (slug, owner, target, note, created_at, updated_at, people)
    select 'l' || ${String(owner)} || '-' || number,
      ${owner}, 'https://example.com/' || json_extract(words, '$[' || (number % 6) || ']'),
      iif(number % 7 = 0, 'seventh ' || number, ''), 0, 0, number % 5
    from numbers, (select ${JSON.stringify(words)} as words)`)
}

async function extend(site: TestApp, owner = 1): Promise<void> {
  await createSearchIndex(site.database).extend(owner)
}

async function find(program: Program, query: Record<string, string>): Promise<string[]> {
  const found: string[] = []
  let path: unknown = `/api/links?${new URLSearchParams({ limit: '100', ...query })}`
  while (typeof path === 'string') {
    const body = (await program.send('GET', path)).json()
    found.push(...pickList(body, 'links').map((link) => String(pick(link, 'slug'))))
    path = pick(body, 'next')
  }
  return found
}

test('a search finds the same with an index as without it, in the same order', async (t) => {
  const { site, program } = await openWithMany(t)
  const searches = [
    'summer', 'SUMMER', 'äpfel', 'bücher', 'ab', 'x', 'seventh', 'seventh summer', 'mmer', '7',
    'https://example.com/x', 'nothing at all', '-12', 'l1-99', '/b', 'example.com/bücher', '%c3',
  ]
  const sorts = ['-createdAt', 'createdAt', 'slug', '-clicks']
  const read = () => Promise.all(searches.flatMap((search) =>
    sorts.map(async (sort) => [search, sort, await find(program, { search, sort })])))
  const before = await read()
  const without = before.map(([, , slugs]) => slugs?.length ?? 0)
  assert.ok(without.filter((length) => length > 0).length > searches.length * 3)
  await extend(site)
  assert.deepEqual(await read(), before)
})

test('a search that looks at a whole list asks the index few times', async (t) => {
  const { site } = await openWithMany(t)
  await extend(site)
  let asked = 0
  const database = bound(site.database)
  const counting: Database = {
    ...database,
    all(statement) {
      if (statement.text.includes('link_search match')) asked += 1
      return database.all(statement)
    },
  }
  const source = { database: counting, searchIndex: createSearchIndex(site.database) }
  const query = { owner: 1, terms: ['example'], after: undefined }
  for (const isDescending of [true, false]) {
    asked = 0
    const ids: number[] = []
    for await (const slice of searchLinks(source, { ...query, isDescending })) {
      assert.ok(slice.looked <= 250, 'nobody waits long for one slice')
      ids.push(...slice.links.map(({ id }) => id))
    }
    const all = Array.from({ length: longList + 2 }, (_, index) => index + 1)
    assert.deepEqual(ids, isDescending ? all.reverse() : all)
    assert.ok(asked <= 2, `the index was asked ${asked} times`)
  }
})

test('a search of a long list has its index extended', async (t) => {
  const { site, program } = await openWithMany(t)
  const progress = async () => (await site.database.all(sql<{ to: number }>`
    select indexed_to as "to" from search_progress`))[0]?.to
  await find(program, { search: 'first' })
  while (await progress() !== longList + 2) await site.clean()
})

test('what is made, changed or deleted after an index was made is found as it is', async (t) => {
  const { site, program } = await openWithMany(t)
  await extend(site)
  await program.send('POST', '/api/links', { target, slug: 'new-one', note: 'zebra' })
  assert.deepEqual(await find(program, { search: 'zebra' }), ['new-one'])
  await program.send('PATCH', '/api/links/l1-5', { note: 'zebra' })
  assert.deepEqual(await find(program, { search: 'zebra' }), ['new-one', 'l1-5'])
  await program.send('PATCH', '/api/links/l1-6', { target: 'https://zebra.example/' })
  assert.deepEqual(await find(program, { search: 'zebra' }), ['new-one', 'l1-6', 'l1-5'])
  await program.send('PATCH', '/api/links/l1-5', { note: '' })
  await program.send('DELETE', '/api/links/l1-6')
  assert.deepEqual(await find(program, { search: 'zebra' }), ['new-one'])
  await extend(site)
  assert.deepEqual(await find(program, { search: 'zebra' }), ['new-one'])
})

test("nobody finds other people's links", async (t) => {
  const { site, program } = await openWithMany(t)
  const other = openProgram(site)
  await other.send('POST', '/api/links', { target, slug: 'hers', note: 'zebra' })
  await addMany(site, 2)
  await Promise.all([extend(site, 1), extend(site, 2)])
  assert.deepEqual(await find(program, { search: 'zebra' }), [])
  assert.deepEqual(await find(other, { search: 'hers' }), ['hers'])
  const slugs = await find(program, { search: 'summer' })
  assert.ok(slugs.length > 100 && slugs.every((slug) => slug.startsWith('l1-')))
})

test('claimed links are found by their new owner only', async (t) => {
  const { site, program } = await openWithMany(t)
  const ada = await openWithKey(site, await addUser(site), ['links:read', 'links:write'])
  const { editKey } = { editKey: program.key }
  await ada.send('POST', '/api/links', { target, slug: 'own', note: 'summer' })
  await Promise.all([extend(site, 1), extend(site, 2)])
  const before = await find(program, { search: 'summer' })
  await ada.send('POST', '/api/links/claim', { editKey })
  await site.clean()
  assert.deepEqual(await find(ada, { search: 'summer' }), ['own', ...before])
  await extend(site, 2)
  assert.deepEqual(await find(ada, { search: 'summer' }), ['own', ...before])
  assert.deepEqual(await find(program, { search: 'summer' }), [])
})

test('links that are claimed while an index is being made are found', async (t) => {
  const { site, program } = await openWithMany(t)
  const ada = await openWithKey(site, await addUser(site), ['links:read', 'links:write'])
  await addMany(site, 2)
  // They have lower ids than Ada's, and come between the reading of hers and the adding.
  const index = createSearchIndex({
    ...bound(site.database),
    async all(statement) {
      const rows = await site.database.all(statement)
      await ada.send('POST', '/api/links/claim', { editKey: program.key })
      return rows
    },
  })
  await index.extend(2)
  assert.ok((await find(ada, { search: 'first' })).includes('first'))
})

test('an index that another server extends at the same time never goes back', async (t) => {
  const { site, program } = await openWithMany(t)
  const before = await find(program, { search: 'seventh' })
  const progress: number[] = []
  const slow = createSearchIndex({
    ...bound(site.database),
    async batch(statements) {
      // These links were read before another server was done with all of them.
      if (progress.length === 0) await extend(site)
      const results = await site.database.batch(statements)
      const row = await site.database.one(sql<{ to: number }>`
        select indexed_to as "to" from search_progress where owner = 1`)
      progress.push(row?.to ?? 0)
      return results
    },
  })
  await slow.extend(1)
  assert.deepEqual(progress, [longList + 2], 'the slow server sees that nothing is left to do')
  assert.deepEqual(await find(program, { search: 'seventh' }), before)
})

test('the log says why links could not be added to the index', async (t) => {
  const { database } = openTestApp(t)
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const failing = { ...bound(database), run: () => Promise.reject(new Error('The disk is full')) }
  const index = createSearchIndex(failing, log)
  await index.extend(7)
  log.flush()
  const line = parseJson(lines.join(''))
  assert.equal(pick(line, 'event'), 'search index not extended')
  assert.deepEqual([pick(line, 'owner'), pick(line, 'error')], [7, 'The disk is full'])
})

function bound(database: Database): Database {
  return {
    one: (statement, options) => database.one(statement, options),
    all: (statement) => database.all(statement),
    run: (statement) => database.run(statement),
    batch: (statements) => database.batch(statements),
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
  }
}
