// Sorts and limits the list, with names and numbers that fit and with others.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  expectRows, plainSongs, putSongs, searchPlainly, shown, songsIn, statementsOf, targetOf,
  toldStatus, type Found, type SongTools,
} from './songs.ts'

type Sort = 'title' | 'artist' | 'year'
const sorts: readonly Sort[] = ['title', 'artist', 'year']

export async function sortSongs(tools: SongTools): Promise<void> {
  const artist = tools.fresh.word()
  putSongs(tools, [...plainSongs(tools, artist), ...plainSongs(tools, tools.fresh.word())])
  const rows: [query: Record<string, string>, sort: Sort, order: 'asc' | 'desc'][] = [
    [{ q: artist }, 'title', 'asc'],
    [{ q: artist, order: 'desc' }, 'title', 'desc'],
    ...sorts.flatMap((sort): typeof rows => [
      [{ q: artist, sort }, sort, 'asc'],
      [{ order: 'desc', sort, q: artist }, sort, 'desc'],
    ]),
  ]
  for (const [index, [query, sort, order]] of rows.entries()) {
    const { exchange, found } = await searchPlainly(tools, query)
    expectRows(tools, exchange, { q: artist, count: index + 1 })
    if (isSorted(found, sort, order)) continue
    tools.fail('wrong-order', {
      exchange, mark: 'body', expected: `the songs by ${sort}, ${order}`,
      actual: found.map((song) => song[sort]).join(', '),
    })
  }
}

function isSorted(songs: readonly Found[], sort: Sort, order: 'asc' | 'desc'): boolean {
  const values = songs.map((song) => song[sort])
  return values.every((value, index) => {
    const before = values[index - 1] ?? value
    return order === 'asc' ? before <= value : before >= value
  })
}

/** Sends names and orders that aren't on the list. */
export async function refuseSorts(tools: SongTools): Promise<void> {
  const { fresh } = tools
  const artist = fresh.word()
  const secret = fresh.word()
  putSongs(tools, [
    ...plainSongs(tools, artist),
    { title: secret, artist: fresh.word(), year: 2027, isReleased: false },
  ])
  await askThroughOrder(tools, { artist, secret })
  const others = [
    fresh.word(), 'is_released', 'id', 'rowid', 'random()', '1', '', 'title desc', 'year, title',
    'title--', '"year"', 'songs.year', 'year; delete from songs', 'title collate nocase',
    'year\n, id', '1\n, year',
  ]
  const rows = [
    ...fresh.shuffle(others).map((sort) => ({ q: artist, sort })),
    ...['up', '', '1', 'desc, id', 'desc; delete from songs', 'desc limit 1 --', 'asc nulls last',
      'desc\n, id', ', id\ndesc']
      .map((order) => ({ q: artist, sort: 'year', order })),
  ]
  await expectRefused(tools, rows, 'bad-sort-accepted')
  const inherited = ['constructor', 'toString', '__proto__', 'length', '0']
  await expectRefused(tools, [
    ...inherited.map((sort) => ({ q: artist, sort })),
    ...inherited.map((order) => ({ q: artist, order })),
  ], 'inherited-name')
}

// Asks a question about a song that isn't released. The order of the others is the answer.
async function askThroughOrder(
  tools: SongTools, { artist, secret }: { artist: string; secret: string },
): Promise<void> {
  const ask = (title: string) => {
    const question = `select count(*) from songs where is_released = 0 and title = '${title}'`
    return `case when (${question}) > 0 then year else -year end`
  }
  for (const name of ['sort', 'order'] as const) {
    const targets = [secret, `${secret}x`].map((title) => name === 'sort'
      ? targetOf({ q: artist, sort: ask(title) })
      : targetOf({ q: artist, sort: 'artist', order: `* 0, ${ask(title)}` }))
    const exchanges: HttpExchange[] = []
    for (const target of targets) exchanges.push(await tools.send({ target }))
    const [yes, no] = exchanges.map((each) => songsIn(each)?.map(({ id }) => id).join())
    const [exchange] = exchanges
    if (yes === undefined || no === undefined || exchange === undefined || yes === no) continue
    tools.fail('injected-order-by', {
      exchange, mark: 'body', expected: 'the status 400',
      actual: `the songs ${yes} for the right title, and ${no} for a wrong one`
        + await statementsOf(tools, targets[0] ?? '/songs'),
    })
  }
}

// A 5xx only counts if none of the requests got a success, which says more.
async function expectRefused(
  tools: SongTools, queries: readonly Readonly<Record<string, string>>[],
  id: 'bad-sort-accepted' | 'inherited-name' | 'bad-limit-accepted',
): Promise<void> {
  const failed: HttpExchange[] = []
  for (const query of queries) {
    const target = targetOf(query)
    const exchange = await tools.send({ target })
    const { status } = exchange.answer
    if (status >= 500) failed.push(exchange)
    if (status >= 400) continue
    const actual = `the status ${status}, with ${songsIn(exchange)?.length ?? 'no'} songs`
      + await statementsOf(tools, target)
    return tools.fail(id, { exchange, mark: 'status', expected: 'the status 400', actual })
  }
  const [exchange] = failed
  if (exchange === undefined) return
  tools.fail(id === 'inherited-name' ? id : 'server-blamed', toldStatus(exchange, 400))
}

export async function limitSongs(tools: SongTools): Promise<void> {
  const { fresh, fail } = tools
  const artist = fresh.word()
  const many = Array.from({ length: 20 }, () => plainSongs(tools, artist)).flat()
  const titles = putSongs(tools, many).map(({ title }) => title).toSorted()
  const some = fresh.integer(2, 19)
  const rows: [limit: string | undefined, count: number][] = [
    ['1', 1], [String(some), some], ['99', 99], ['100', 100], [undefined, 20],
  ]
  for (const [index, [limit, count]] of rows.entries()) {
    const query = { q: artist, sort: 'title', ...(limit === undefined ? {} : { limit }) }
    const { exchange, found } = await searchPlainly(tools, query)
    expectRows(tools, exchange, { q: artist, count: index + 1 })
    if (found.length !== count) {
      return fail('limit-ignored', {
        exchange, mark: 'body', expected: `${count} songs`,
        actual: `${found.length} songs, the first of them ${shown(found[0] ?? {})}`,
      })
    }
    const wrong = found.findIndex(({ title }, index) => title !== titles[index])
    if (wrong === -1) continue
    return fail('wrong-order', {
      exchange, mark: 'body', expected: `the title ${titles[wrong]} in place ${wrong + 1}`,
      actual: `the title ${found[wrong]?.title}`,
    })
  }
  const others = [
    '-1', '0', '101', '1000000', '1.5', fresh.word(), '', '5 offset 2', '5; delete from songs',
    '(select 50)', 'NaN', 'Infinity', '5 --', 'null', '99999999999999999999',
    // What only some languages take for a whole number.
    '0x10', '0b11', '0o17', '1e1', '10.0', '10.', '5\nx', 'x\n5',
  ]
  await expectRefused(tools, others.map((limit) => ({ q: artist, limit })), 'bad-limit-accepted')
}
