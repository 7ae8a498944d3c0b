// Reads the parts of a request, and refuses what can't be used: a body, an id in a path, a choice
// in a query. All features read in the same way. Lesson: validation (tour)

import { check, type Checker } from '../../basics/check.ts'
import { readJson } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import { clientAddress, limitKey } from '../../http/peer.ts'
import { Refusal, refuse } from './refusal.ts'

/** Reads a value with a checker. Throws a Refusal `invalid` with everything that is wrong. */
export function checkInput<Value>(checker: Checker<Value>, input: unknown): Value {
  const result = check(checker, input)
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

/** Reads a JSON body with a checker. Throws a Refusal `invalid` with everything that is wrong. */
export async function readInput<Value>(context: Context, checker: Checker<Value>): Promise<Value> {
  return checkInput(checker, await readJson(context))
}

/**
 * Reads an id from a path. What can't be one names nothing: it's refused as an id would be that
 * doesn't exist.
 */
export function readId(text: string, unknown: () => Refusal = unknownId): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw unknown()
}

/** Makes the refusal for an id that is unknown or somebody else's: both look the same. */
export function unknownId(): Refusal {
  return refuse('not-found', 'You have nothing with this ID')
}

const longestName = 100

/**
 * Checks that a query has only parameters with these names, each once. A misspelt one would have no
 * effect, and nobody would notice. Throws a Refusal `invalid`.
 */
export function checkParameters(query: URLSearchParams, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of query.keys()) {
    if (!names.includes(name)) {
      const message = `There is no such parameter; there are ${names.join(', ')}`
      throw refuse('invalid', message, name.slice(0, longestName).toWellFormed())
    }
    if (seen.has(name)) throw refuse('invalid', 'This parameter appears twice: write it once', name)
    seen.add(name)
  }
}

/** Reads one of several words from a query; undefined when it's missing or empty, as in a form. */
export function readChoice<Choice extends string>(
  query: URLSearchParams, name: string, choices: readonly Choice[],
): Choice | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw refuse('invalid', `Write one of ${choices.join(', ')}`, name)
  return found
}

/** Reads a whole number from 1 to `most` from a query; `usual` when it's missing. */
export function readAmount(
  query: URLSearchParams, name: string, { usual, most }: { usual: number; most: number },
): number {
  const text = query.get(name) ?? String(usual)
  if (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= most) return Number(text)
  throw refuse('invalid', `Write a whole number from 1 to ${most}`, name)
}

/** Reads what a list is searched for: what is longer than 200 characters is cut off. */
export function readSearch(query: URLSearchParams): string {
  // FTS5 takes a NUL for the end of its query.
  const search = (query.get('search') ?? '').replaceAll('\0', ' ').trim().slice(0, 200)
  // If the cut was inside a surrogate pair, its first half goes, too.
  return search.replace(/[\uD800-\uDBFF]$/, '')
}

/** Names the client that a limit counts. */
export function clientOf(context: Context, trustedHops: number): string {
  return limitKey(clientAddress(context.request, trustedHops))
}

/** Says whether a script of our own pages sends a request: it keeps a cookie, a program a token. */
export function isOwnPage(context: Context): boolean {
  return context.header('sec-fetch-site') === 'same-origin'
}
