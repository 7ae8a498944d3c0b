// Looks, waits for something, and writes.
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
    async use(token) {
      const hash = hashToken(token)
      const row = find.get(hash, Date.now())
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (row !== undefined && row['used_at'] === null) {
        mark.run(Date.now(), hash)
        return addToken(Number(row['family']))
      }
      endReused.run(hash)
      return undefined
    },
//#end
//#replace
  use(token: string): Grant | undefined
//#with
  use(token: string): Promise<Grant | undefined>
//#end
//#file tokenRoutes.ts
//#replace
const grant = refreshTokens.use(
//#with
const grant = await refreshTokens.use(
//#end
