// Computes in JavaScript, in a transaction, and says until when to wait. Keys are readable, except
// for IP addresses.
//#file buckets.ts
//#whole
// Token buckets, in a table.

import { HttpError } from './framework/errors.ts'

export function createBuckets(database) {
  const find = database.prepare('select tokens, updated_at as time from buckets where key = ?')
  const write = database.prepare(`
    insert into buckets values (?1, ?2, ?3)
    on conflict do update set tokens = ?2, updated_at = ?3`)

  function inTransaction(work) {
    database.exec('begin immediate')
    try {
      return work()
    } finally {
      database.exec('commit')
    }
  }

  function take({ name, most, secondsPerToken }) {
    const waitSeconds = inTransaction(() => {
      const now = Date.now()
      const { tokens, time } = find.get(name) ?? { tokens: most, time: now }
      const come = (now - Math.min(now, time)) / 1_000 / secondsPerToken
      const left = Math.min(most, tokens + come) - 1
      // Also when it's refused: then there's a part of a token.
      write.run(name, left < 0 ? left + 1 : left, now)
      return left < 0 ? -left * secondsPerToken : 0
    })
    if (waitSeconds === 0) return
    const until = new Date(Date.now() + waitSeconds * 1_000 + 1_000)
    throw new HttpError(429, `Too many requests: wait until ${until.toISOString()}`, {
      'retry-after': until.toUTCString(), 'cache-control': 'no-store',
    })
  }

  const fill = (name) => write.run(name, 10, Date.now())
  return { take, fill }
}
//#end
//#file attempts.ts
//#replace
`sign-in from ${client}: ${email}`
//#with
`sign-in from ${hashToken(client)}: ${email}`
//#end
//#file limit.ts
//#replace
import { clientOf } from './proxy.ts'
//#with
import { clientOf } from './proxy.ts'
import { hashToken } from './tokens.ts'
//#end
//#replace
`changes ${clientOf(context, trustedHops)}`
//#with
`changes ${hashToken(clientOf(context, trustedHops))}`
//#end
