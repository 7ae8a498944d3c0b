// Looks whether a token was used before the transaction begins, and not again: the family goes on
// when another copy uses the token right after the look.
//#file refreshTokens.ts
//#replace
    use: (token) => transaction(database, () => {
      const hash = hashToken(token)
      const row = use.get(Date.now(), hash)
      if (row !== undefined) return addToken(Number(row['family']))
      endReused.run(hash)
      return undefined
    }),
//#with
    use(token) {
      const hash = hashToken(token)
      if (find.get(hash)?.['used_at'] !== null) {
        endReused.run(hash)
        return undefined
      }
      return transaction(database, () => {
        const row = use.get(Date.now(), hash)
        return row && addToken(Number(row['family']))
      })
    },
//#end
//#replace
  const endReused
//#with
  const find = database.prepare('select used_at from refresh_tokens where token_hash = ?')
  const endReused
//#end
