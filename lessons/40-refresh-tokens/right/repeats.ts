// Gives the same successor again for ten seconds, while it is unused. Keeps ended families.
//#file tables.ts
//#replace
    created_at integer not null,
    expires_at integer not null
  ) strict;
  create index token_families_by_user
//#with
    created_at integer not null,
    expires_at integer not null,
    ended_at integer
  ) strict;
  create index token_families_by_user
//#end
//#file refreshTokens.ts
//#replace
  const use = database.prepare(`
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1)
    returning family`)
//#with
  const use = database.prepare(`
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1 and ended_at is null)
    returning family`)
  const repeat = database.prepare(`
    select used.family from refresh_tokens as used
    join refresh_tokens as successor on successor.token_hash = ?2
    join token_families on token_families.id = used.family
    where used.token_hash = ?1 and used.used_at > ?3 - 10000 and successor.used_at is null
      and expires_at > ?3 and ended_at is null`)
//#end
//#replace
    delete from token_families where id =
      (select
//#with
    update token_families set ended_at = unixepoch() * 1000 where id =
      (select
//#end
//#replace
    where token_families.id = ? and expires_at > ?`)
//#with
    where token_families.id = ? and expires_at > ? and ended_at is null`)
//#end
//#replace
    delete from token_families
    where id = (
//#with
    update token_families set ended_at = unixepoch() * 1000
    where id = (
//#end
//#replace
'delete from token_families where user = ?')
//#with
    'update token_families set ended_at = unixepoch() * 1000 where user = ?')
//#end
//#replace
  function addToken(family: number): Grant {
    const refreshToken = makeToken('gwr_')
//#with
  function addToken(family: number, refreshToken = makeToken('gwr_')): Grant {
//#end
//#replace
      const row = use.get(Date.now(), hash)
      if (row !== undefined) return addToken(Number(row['family']))
//#with
      const [now, next] = [Date.now(), successorOf(token)]
      const row = use.get(now, hash)
      if (row !== undefined) return addToken(Number(row['family']), next)
      const repeated = repeat.get(hash, hashToken(next), now)
      if (repeated !== undefined) return { family: Number(repeated['family']), refreshToken: next }
//#end
//#replace
const familyLimitMs
//#with
const key = randomBytes(32)
const successorOf = (token: string): string =>
  `gwr_${createHmac('sha256', key).update(token).digest('hex')}`
const familyLimitMs
//#end
//#replace
import type { DatabaseSync }
//#with
import { createHmac, randomBytes } from 'node:crypto'
import type { DatabaseSync }
//#end
//#file tokenRoutes.ts
//#replace
      throw unauthorized('This refresh token is no longer valid: sign in again')
//#with
      throw new HttpError(400, 'This refresh token is no longer valid: sign in again')
//#end
//#replace
import { unauthorized } from './unauthorized.ts'
//#with
//#end
//#replace
import { empty, json }
//#with
import { HttpError } from './framework/errors.ts'
import { empty, json }
//#end
