// Keeps families in memory.
//#file refreshTokens.ts
//#replace
  const clean = database.prepare('delete from token_families where user = ? and expires_at <= ?')
  const insertFamily = database.prepare(`
    insert into token_families (user, created_at, expires_at) values (?, ?, ?) returning id`)
  const insert = database.prepare('insert into refresh_tokens (token_hash, family) values (?, ?)')
  // One statement looks and uses up: of twenty requests with the same token, one gets a row.
  const use = database.prepare(`
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1)
    returning family`)
  const endReused = database.prepare(`
    delete from token_families where id =
      (select family from refresh_tokens where token_hash = ? and used_at is not null)`)
  const selectUser = database.prepare(`
    select ${userColumns} from token_families join users on users.id = token_families.user
    where token_families.id = ? and expires_at > ?`)
  const end = database.prepare(`
    delete from token_families
    where id = (select family from refresh_tokens where token_hash = ?)`)
  const endAll = database.prepare('delete from token_families where user = ?')

  function addToken(family: number): Grant {
    const refreshToken = makeToken('gwr_')
    insert.run(hashToken(refreshToken), family)
    return { family, refreshToken }
  }

  return {
    start: (user) => transaction(database, () => {
      const now = Date.now()
      clean.run(user, now)
      const row = insertFamily.get(user, now, now + familyLimitMs)
      return addToken(Number(row?.['id']))
    }),
    use: (token) => transaction(database, () => {
      const hash = hashToken(token)
      const row = use.get(Date.now(), hash)
      if (row !== undefined) return addToken(Number(row['family']))
      endReused.run(hash)
      return undefined
    }),
    findUser(family) {
      const row = selectUser.get(family, Date.now())
      return row && toUser(row)
    },
    endByToken: (token) => void end.run(hashToken(token)),
    endAll: (user) => void endAll.run(user),
  }
}
//#with
  type Known = { family: number; user: number; isUsed: boolean }
  const tokens = new Map<string, Known>()
  let families = 0
  const endFamily = (family: number | undefined) => {
    for (const [hash, known] of tokens) if (known.family === family) tokens.delete(hash)
  }
  const add = (user: number, family: number): Grant => {
    const refreshToken = makeToken('gwr_')
    tokens.set(hashToken(refreshToken), { family, user, isUsed: false })
    return { family, refreshToken }
  }
  const selectUser = database.prepare(`select ${userColumns} from users where id = ?`)
  return {
    start: (user) => add(user, families += 1),
    use(token) {
      const known = tokens.get(hashToken(token))
      if (known === undefined) return undefined
      if (known.isUsed) return endFamily(known.family)
      known.isUsed = true
      return add(known.user, known.family)
    },
    findUser(family) {
      const known = tokens.values().find((each) => each.family === family)
      const row = known && selectUser.get(known.user)
      return row && toUser(row)
    },
    endByToken: (token) => endFamily(tokens.get(hashToken(token))?.family),
    endAll(user) {
      for (const [hash, known] of tokens) if (known.user === user) tokens.delete(hash)
    },
  }
}
//#end
//#replace
import { transaction } from './database.ts'
//#with
//#end
//#replace
const familyLimitMs = 60 * 86_400_000
//#with
//#end
