// Gives the same token again.
//#file refreshTokens.ts
//#replace
      if (row !== undefined) return addToken(Number(row['family']))
//#with
      if (row !== undefined) return { family: Number(row['family']), refreshToken: token }
//#end
//#replace
    update refresh_tokens set used_at = ?1
    where token_hash = ?2 and used_at is null
//#with
    update refresh_tokens set used_at = null
    where token_hash = ?2
//#end
