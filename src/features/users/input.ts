// What every API of accounts reads and answers in the same way. Lesson: validation (tour)

import { check, type Checker } from '../../basics/check.ts'
import { readJson } from '../../http/body.ts'
import type { Context } from '../../http/context.ts'
import type { ReplyHeaders } from '../../http/reply.ts'
import { Refusal, refuse } from '../site/refusal.ts'

/** Responses about an account are only for the client that asked, and no cache may keep them. */
export const privately: ReplyHeaders = { 'cache-control': 'no-store' }

/** Reads a JSON body with a checker. Throws a Refusal `invalid` with all that is wrong. */
export async function readInput<Value>(context: Context, checker: Checker<Value>): Promise<Value> {
  const result = check(checker, await readJson(context))
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}

/** Reads an id from a path. What cannot be one names nothing, as somebody else's does. */
export function readId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw unknownId()
  return Number(text)
}

/** Makes the refusal for an id that is unknown or somebody else's: both look the same. */
export function unknownId(): Refusal {
  return refuse('not-found', 'There is nothing of yours with this id')
}

/** Says whether our own page asks: a browser keeps a session, a program gets tokens. */
export function isPage(context: Context): boolean {
  return context.header('sec-fetch-site') === 'same-origin'
}
