// Moves the end with each use.
//#file refreshTokens.ts
//#replace
      if (row !== undefined) return addToken(Number(row['family']))
//#with
      if (row !== undefined) {
        extend.run(Date.now() + familyLimitMs, Number(row['family']))
        return addToken(Number(row['family']))
      }
//#end
//#replace
  const endReused
//#with
  const extend = database.prepare('update token_families set expires_at = ? where id = ?')
  const endReused
//#end
