// Searches with words that a program may take for SQL, or for a pattern.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { hostileTexts } from '../../src/course/check/hostileTexts.ts'
import {
  compare, expectRows, matching, plainSongs, putSongs, searchPlainly, shown, songsIn, statementsOf,
  targetOf, toldStatus, unreleasedIn, type Song, type SongTools,
} from './songs.ts'

/** Searches with plain words: in the title, in the artist, and in other letters. */
export async function findSongs(tools: SongTools): Promise<void> {
  const { fresh, fail } = tools
  const artist = fresh.word()
  const plain = [...plainSongs(tools, artist), ...plainSongs(tools, fresh.word())]
  const [first, second] = plain
  if (first === undefined || second === undefined) throw new Error('There are no songs')
  const secret = { artist: fresh.word(), year: 2027, isReleased: false }
  const songs = putSongs(tools, [
    ...plain,
    { ...secret, title: `${first.title} ${fresh.word()}` },
    { ...secret, title: fresh.word() + fresh.word(), artist: first.artist },
    { ...secret, title: `${fresh.word()} Zoë 言葉 🌱`, isReleased: true },
  ])
  const rows = [
    '', first.title, artist, second.title.slice(1, 4), first.title.toUpperCase(), 'oë 言葉 🌱',
    `${first.title} ${first.title}`,
  ]
  // The last one has no words, and follows searches that had some.
  for (const query of [...rows.map((q) => ({ q })), {}]) {
    const { q } = { q: '', ...query }
    const { exchange, found } = await searchPlainly(tools, query)
    if (q === '') expectNoWords(tools, exchange)
    const unreleased = unreleasedIn(exchange, songs)
    if (unreleased !== undefined) {
      return fail('unreleased-shown', { exchange, mark: 'body', actual: shown(unreleased) })
    }
    const { surplus, missing } = compare(found, matching(songs, q))
    if (surplus === undefined && missing === undefined) continue
    const isCase = q === first.title.toUpperCase() && surplus === undefined
    const isOld = surplus !== undefined && songs.every(({ title }) => title !== surplus.title)
    return fail(isCase ? 'case-matters' : 'wrong-songs', {
      exchange, mark: 'body',
      expected: missing === undefined ? 'only songs with these words' : shown(missing),
      actual: surplus === undefined ? 'this song is missing'
        : shown(surplus) + (isOld ? ', which is no longer in the table songs' : ''),
    })
  }
}

function expectNoWords({ query, fail }: SongTools, exchange: HttpExchange): void {
  const [row] = query(
    "select words from searches where words in ('', 'null', 'undefined', 'None') limit 1")
  if (row === undefined) return
  fail('empty-search-stored', {
    exchange, expected: 'no new row in searches', actual: `a row with the words ${shown(row)}`,
  })
}

// Each ends the text of a search in its own way. Some fit one statement, some another one.
const endings = ["')", "%')", "'", "%'", "'))", '"', '%")']

/** Searches with words that become SQL if they get into a statement. */
export async function attack(tools: SongTools): Promise<void> {
  const { fresh } = tools
  const released = plainSongs(tools, fresh.word())
  const secrets = plainSongs(tools, fresh.word()).map((song) => ({ ...song, isReleased: false }))
  const songs = putSongs(tools, [...released, ...secrets])
  const attacks = [
    ...endings.map((ending) => `${fresh.word()}${ending}; delete from songs; --`),
    ...endings.map((ending) => `${fresh.word()}${ending} or 1=1 --`),
    `${fresh.word()}' or '1'='1`,
    `${fresh.word()}' union select id, title, artist, year from songs --`,
    `${fresh.word()}') union select id, title, artist, year from songs --`,
  ]
  // What an attack has shown says more than that another one has failed.
  const failed: (() => never)[] = []
  for (const q of attacks) {
    const sent = await sendAttack(tools, songs, q)
    if (sent instanceof Failure) {
      failed.push(() => {
        throw sent
      })
      continue
    }
    if (sent.answer.status !== 200) failed.push(() => failRefused(tools, sent))
    await expectNothing(tools, { songs, q, exchange: sent })
  }
  failed[0]?.()
}

function failRefused(tools: SongTools, exchange: HttpExchange): never {
  const isBroken = exchange.answer.status >= 500
  return tools.fail(isBroken ? 'quote-breaks-statement' : 'text-refused', toldStatus(exchange, 200))
}

function expectStored(tools: SongTools, exchange: HttpExchange, q: string): void {
  const [row] = tools.query('select words from searches order by id desc limit 1')
  if (row?.['words'] === q) return
  tools.fail('search-not-stored', {
    exchange, expected: `the words ${shown([q])} in the newest row of searches`,
    actual: row === undefined ? 'no row' : shown([row['words']]),
  })
}

// The songs are counted even if there's no response: a program may crash after its statement.
async function sendAttack(
  tools: SongTools, songs: readonly Song[], q: string,
): Promise<HttpExchange | Failure> {
  const target = targetOf({ q })
  const sent = await tools.send({ target }).catch((error: unknown) => ({ error }))
  const [row] = tools.query('select count(*) as count from songs')
  if (row?.['count'] !== songs.length) {
    const actual = `${row?.['count']} of ${songs.length} songs are left`
    return tools.fail('stacked-statement', {
      ...('error' in sent ? {} : { exchange: sent }), expected: 'all songs are still there',
      actual: actual + ('error' in sent ? '' : await statementsOf(tools, target)),
    })
  }
  if (!('error' in sent)) return sent
  // Some servers close the connection after an error, and go on with the next one.
  const { error } = sent
  if (error instanceof Failure && error.id === 'closed-without-answer') return error
  throw error
}

type Attack = { songs: readonly Song[]; q: string; exchange: HttpExchange }

async function expectNothing(tools: SongTools, { songs, q, exchange }: Attack): Promise<void> {
  const found = songsIn(exchange)
  const secret = unreleasedIn(exchange, songs)
  if (secret === undefined && (found === undefined || found.length === 0)) return
  const shownSongs = found === undefined ? 'a response' : `${found.length} songs`
  const actual = `${shownSongs}${secret === undefined ? '' : `, with ${shown(secret)}`}`
    + await statementsOf(tools, targetOf({ q }))
  return tools.fail('concatenated', {
    exchange, mark: 'body', expected: 'no song: none has these words', actual,
  })
}

/** Searches for titles and artists with odd characters in them, and looks what is remembered. */
export async function findOddTitles(tools: SongTools): Promise<void> {
  const { fresh, fail } = tools
  const texts = [
    `Seán O'Brien ${fresh.word()}`, `${fresh.word()}''${fresh.word()}'`, "'", '"', ';', '--', '/*',
    `select ${fresh.word()} from love; drop table union --`, `${fresh.word()} %41%27%25`,
    ...hostileTexts(fresh).filter((text) => !text.includes('\0')),
  ]
  const songs = putSongs(tools, texts.map((text, index) => {
    const [title, artist] = index % 2 === 0 ? [text, fresh.word()] : [fresh.word(), text]
    return { title, artist, year: 2000 + index, isReleased: true }
  }))
  for (const q of fresh.shuffle(texts)) {
    expectStored(tools, await expectFound(tools, songs, q), q)
  }
  await searchTwice(tools)
  await searchAsForms(tools)
  const q = `${fresh.word()}\0'${fresh.word()}`
  const odd = await tools.send({ target: targetOf({ q }) })
  if (odd.answer.status >= 500) return fail('odd-character-breaks', toldStatus(odd, 200))
  // A program may refuse it, but not change it.
  if (odd.answer.status === 200) expectStored(tools, odd, q)
}

// Words that find nothing are remembered too, each time.
async function searchTwice(tools: SongTools): Promise<void> {
  const q = `${tools.fresh.word()} nowhere`
  expectStored(tools, await tools.send({ target: targetOf({ q }) }), q)
  const exchange = await tools.send({ target: targetOf({ q }) })
  expectRows(tools, exchange, { q, count: 2 })
}

// A form of a page writes a space as +. And a ? is nothing special after the first one.
async function searchAsForms(tools: SongTools): Promise<void> {
  const { fresh } = tools
  const [first, last] = [fresh.word(), fresh.word()]
  const song = { artist: fresh.word(), year: 1999, isReleased: true }
  const songs = putSongs(tools, [
    { ...song, title: `${first} ${last}?` }, { ...song, title: `${first}+${last}?` },
    { ...song, title: `${first} ${last}` },
  ])
  const exchange = await tools.send({ target: `/songs?q=${first}+${last}?` })
  const [wanted] = songs
  const { surplus, missing } = compare(songsIn(exchange) ?? [], wanted ? [wanted] : [])
  if (surplus === undefined && missing === undefined) return
  tools.fail('plus-not-a-space', {
    exchange, mark: 'body', expected: `only ${shown(wanted ?? {})}`,
    actual: exchange.answer.text.slice(0, 200),
  })
}

async function expectFound(
  tools: SongTools, songs: readonly Song[], q: string,
): Promise<HttpExchange> {
  const exchange = await tools.send({ target: targetOf({ q }) })
  const { status } = exchange.answer
  if (status >= 500) return tools.fail('quote-breaks-statement', toldStatus(exchange, 200))
  if (status >= 400) return tools.fail('text-refused', toldStatus(exchange, 200))
  const { surplus, missing } = compare(songsIn(exchange) ?? [], matching(songs, q))
  if (missing === undefined && surplus === undefined) return exchange
  return tools.fail(surplus === undefined ? 'text-changed' : wildcardId(q), {
    exchange, mark: 'body',
    expected: surplus === undefined ? shown(missing ?? {}) : `only songs with ${shown([q])}`,
    actual: surplus === undefined ? 'this song is missing' : shown(surplus),
  })
}

function wildcardId(q: string): 'wildcard-as-pattern' | 'text-changed' {
  return /[%_]/.test(q) ? 'wildcard-as-pattern' : 'text-changed'
}

/** Searches for the wildcards of LIKE, and for each character that may have been used to escape. */
export async function findWildcards(tools: SongTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word()
  const marks = fresh.shuffle([...'!#^|~/$@&+=?*[]{}']).join('')
  const titles = [
    `100% ${word}`, `100 ${word}`, `${word}_case`, `${word}xcase`, `${word} case`, `${word}%%`,
    `${word}\\${fresh.word()}`, `${word}\\_%`, `${word}${marks}`,
  ]
  const songs = putSongs(tools, fresh.shuffle(titles).map((title) => {
    return { title, artist: fresh.word(), year: 2001, isReleased: true }
  }))
  for (const q of ['%', '_', `${word}_case`, '100%', `1%${word.slice(0, 2)}`, '%%', '_%']) {
    await expectFound(tools, songs, q)
  }
  for (const q of ['\\', '\\_', '\\_%', marks]) await expectEscapeFound(tools, songs, q)
}

async function expectEscapeFound(
  tools: SongTools, songs: readonly Song[], q: string,
): Promise<void> {
  const exchange = await tools.send({ target: targetOf({ q }) })
  const { surplus, missing } = compare(songsIn(exchange) ?? [], matching(songs, q))
  if (surplus === undefined && missing === undefined) return
  tools.fail('escape-character-lost', {
    exchange, mark: 'body',
    expected: missing === undefined ? `only songs with ${shown([q])}` : shown(missing),
    actual: surplus === undefined ? 'this song is missing' : shown(surplus),
  })
}
