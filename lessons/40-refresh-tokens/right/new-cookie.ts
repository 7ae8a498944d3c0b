// Looks and writes in one transaction, and gives the browser a new session after the change.
//#file refreshTokens.ts
//#replace
  // One statement looks and uses up: of twenty requests with the same token, one gets a row.
  const use = database.prepare(`
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1)
    returning family`)
//#with
  const find = database.prepare(`
    select family, used_at from refresh_tokens
    join token_families on token_families.id = family
    where token_hash = ? and expires_at > ?`)
  const mark = database.prepare('update refresh_tokens set used_at = ? where token_hash = ?')
//#end
//#replace
    use: (token) => transaction(database, () => {
      const hash = hashToken(token)
      const row = use.get(Date.now(), hash)
      if (row !== undefined) return addToken(Number(row['family']))
      endReused.run(hash)
      return undefined
    }),
//#with
    use: (token) => transaction(database, () => {
      const hash = hashToken(token)
      const row = find.get(hash, Date.now())
      if (row === undefined) return undefined
      if (row['used_at'] !== null) {
        endReused.run(hash)
        return undefined
      }
      mark.run(Date.now(), hash)
      return addToken(Number(row['family']))
    }),
//#end
//#file passwordRoutes.ts
//#replace
    sessions.endOthers(user.id, session)
//#with
    sessions.endOthers(user.id)
//#end
//#replace
    return empty(204, { 'cache-control': 'no-store' })
//#with
    const headers = session === undefined ? {} : startSession(parts, context, user)
    return json({ changed: true }, 200, { 'cache-control': 'no-store', ...headers })
//#end
//#replace
import { empty }
//#with
import { json }
//#end
//#replace
import type { RefreshTokens }
//#with
import { startSession } from './sessionRoutes.ts'
import type { RefreshTokens }
//#end
//#file tokenRoutes.ts
//#replace
    return empty(204, noStore)
//#with
    return json({}, 200, noStore)
//#end
//#replace
import { empty, json }
//#with
import { json }
//#end
//#replace
makePair(parts, user, grant), 200, noStore)
//#with
makePair(parts, user, grant), 201, noStore)
//#end
