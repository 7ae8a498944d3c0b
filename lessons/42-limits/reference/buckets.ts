// The SQL of token buckets. Each bucket holds some tokens, and slowly fills up again; each request
// takes one. So a person may do a lot at once, and nobody may do a lot all the time. Buckets are in
// the database: a restart doesn't fill them, and all copies of the program share them.

import type { DatabaseSync } from 'node:sqlite'
import { HttpError } from './framework/errors.ts'
import { hashToken } from './tokens.ts'

export type Bucket = {
  /** What the bucket is for, and for whom. */
  name: string
  /** How many tokens it holds. */
  most: number
  /** How long it takes to get one back. */
  secondsPerToken: number
}

export type Buckets = {
  /** Takes a token. Throws an HttpError 429 when there's none. */
  take(bucket: Bucket): void
  /** Fills a bucket. */
  fill(name: string): void
}

// By then each bucket of ours is full, so its row says nothing.
const keptMs = 3_600_000

/** Gives what can be done with the buckets of a database. */
export function createBuckets(database: DatabaseSync): Buckets {
  const clean = database.prepare('delete from buckets where updated_at < ?')
  // One statement fills up, looks and takes: of many requests at once, none gets in between.
  const take = database.prepare(`
    insert into buckets (key, tokens, updated_at) values (:key, :most - 1, :now)
    on conflict (key) do update set
      tokens = min(:most, tokens + max(0, :now - updated_at) * :perMs) - 1, updated_at = :now
    where min(:most, tokens + max(0, :now - updated_at) * :perMs) >= 1
    returning tokens`)
  const read = database.prepare(
    'select (1 - tokens) / ? - (? - updated_at) as wait_ms from buckets where key = ?')
  const remove = database.prepare('delete from buckets where key = ?')
  return {
    take({ name, most, secondsPerToken }) {
      const [key, now, perMs] = [keyOf(name), Date.now(), 0.001 / secondsPerToken]
      clean.run(now - keptMs)
      if (take.get({ key, most, now, perMs }) !== undefined) return
      const waitMs = Number(read.get(perMs, now, key)?.['wait_ms'])
      throw tooMany(Math.max(1, Math.ceil(waitMs / 1_000)))
    },
    fill: (name) => void remove.run(keyOf(name)),
  }
}

// The names have addresses of people in them, which aren't kept.
function keyOf(name: string): string {
  return hashToken(name)
}

function tooMany(seconds: number): HttpError {
  const headers = { 'retry-after': String(seconds), 'cache-control': 'no-store' }
  return new HttpError(429, `Too many tries: wait ${seconds} seconds`, headers)
}
