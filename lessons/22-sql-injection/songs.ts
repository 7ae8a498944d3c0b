// The songs that the check puts into the file, and what a search for them must find.

import { isRecord } from '../../src/basics/check.ts'
import type { Evidence, Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statementsDuring } from '../../src/course/check/statements.ts'
import type { Id } from './findings.ts'

export type SongTools = Tools<Id>

export type Song = {
  id: number
  title: string
  artist: string
  year: number
  isReleased: boolean
}

/** What a client sees of a song. */
export type Found = { id: number; title: string; artist: string; year: number }

const usualLimit = 20

/** Replaces all songs in the file by these, and gives them with their ids. */
export function putSongs(
  { change }: Pick<SongTools, 'change'>, songs: readonly Omit<Song, 'id'>[],
): readonly Song[] {
  const numbered = songs.map((song, index) => ({ ...song, id: index + 1 }))
  change('delete from songs')
  change(`
    insert into songs (id, title, artist, year, is_released)
    select value ->> 'id', value ->> 'title', value ->> 'artist', value ->> 'year',
      value ->> 'isReleased'
    from json_each(?)`, JSON.stringify(numbered))
  return numbered
}

/** Makes songs with plain titles by one artist; the years differ. */
export function plainSongs(
  { fresh }: Pick<SongTools, 'fresh'>, artist: string,
): Omit<Song, 'id'>[] {
  const years = fresh.shuffle([1967, 1974, 1985, 1999, 2003, 2018])
  return years.map((year) => {
    // Long enough to be in a response only if the song is.
    const title = fresh.word() + fresh.word()
    return { title, artist: `${artist} ${fresh.word()}`, year, isReleased: true }
  })
}

export function targetOf(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `/songs?${pairs.join('&')}`
}

/** Reads the songs in a response; undefined if it has others than such. */
export function songsIn({ answer }: HttpExchange): readonly Found[] | undefined {
  const value = answer.json()
  return answer.status === 200 && Array.isArray(value) && value.every(isFound) ? value : undefined
}

function isFound(value: unknown): value is Found {
  return isRecord(value) && typeof value['id'] === 'number' && typeof value['title'] === 'string'
    && typeof value['artist'] === 'string' && typeof value['year'] === 'number'
}

/** The songs that a search for these words must find. Only A to Z have two cases in SQLite. */
export function matching(songs: readonly Song[], words: string): readonly Song[] {
  const isIn = (text: string) => fold(text).includes(fold(words))
  return songs.filter(({ title, artist, isReleased }) =>
    isReleased && (isIn(title) || isIn(artist)))
}

/** Searches for words that cause no trouble in any statement. */
export async function searchPlainly(
  tools: SongTools, query: Readonly<Record<string, string>>,
): Promise<{ exchange: HttpExchange; found: readonly Found[] }> {
  const exchange = await tools.send({ target: targetOf(query) })
  const { status } = exchange.answer
  if (status !== 200) tools.fail('search-fails', toldStatus(exchange, 200))
  const found = songsIn(exchange)
  if (found !== undefined) return { exchange, found }
  return tools.fail('no-list', {
    exchange, mark: 'body', expected: 'a JSON array of songs, each with id, title, artist and year',
  })
}

/** Names what is wrong in the songs that were found: one too many, or one too few. */
export function compare(
  found: readonly Found[], expected: readonly Song[],
): { surplus: Found | undefined; missing: Song | undefined } {
  const surplus = found.find((song) => !expected.some((each) => isSame(song, each)))
  const isCut = expected.length > usualLimit && found.length >= usualLimit
  const missing = isCut ? undefined
    : expected.find((each) => !found.some((song) => isSame(song, each)))
  return { surplus, missing }
}

function isSame(found: Found, song: Song): boolean {
  return found.id === song.id && found.title === song.title && found.artist === song.artist
    && found.year === song.year
}

/** Fails unless searches with these words, which no others had, have each added a row. */
export function expectRows(
  { query, fail }: SongTools, exchange: HttpExchange, { q, count }: { q: string; count: number },
): void {
  const [row] = query('select count(*) as count from searches where words = ?', q)
  if (row?.['count'] === count) return
  fail('search-not-stored', {
    exchange, expected: `${count} rows in searches for ${count} searches with the words ${q}`,
    actual: `${row?.['count']} rows`,
  })
}

/** Finds a song that isn't released by its title, wherever in the response it is. */
export function unreleasedIn({ answer }: HttpExchange, songs: readonly Song[]): Song | undefined {
  return songs.find(({ isReleased, title }) => !isReleased && answer.text.includes(title))
}

/** Sends a request again, and says which statements ran for it, if the program can be observed. */
export async function statementsOf(tools: SongTools, target: string): Promise<string> {
  const statements = await statementsDuring(tools, () => tools.send({ target }))
  if (statements.length === 0) return ''
  const texts = statements.map(({ sql }) => sql.replace(/\s+/g, ' ').trim())
  return `. Your program ran: ${texts.join(' | ').slice(0, 500)}`
}

export function toldStatus(exchange: HttpExchange, status: number): Evidence {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  }
}

export function shown(song: object): string {
  return JSON.stringify(song).slice(0, 200)
}

function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
