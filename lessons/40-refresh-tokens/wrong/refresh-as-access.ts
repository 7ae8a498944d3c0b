// Looks for a token in all places.
//#file refreshTokens.ts
//#replace
  /** Finds whose family it is,
//#with
  findByToken(token: string): User | undefined
  /** Finds whose family it is,
//#end
//#replace
    endByToken: (token)
//#with
    findByToken(token) {
      const row = selectByToken.get(hashToken(token))
      return row && toUser(row)
    },
    endByToken: (token)
//#end
//#replace
  const endAll =
//#with
  const selectByToken = database.prepare(`
    select ${userColumns} from users join token_families on token_families.user = users.id
    join refresh_tokens on family = token_families.id
    where token_hash = ? and used_at is null`)
  const endAll =
//#end
//#file accessTokens.ts
//#replace
    find(token) {
//#with
    find(token) {
      const holder = refreshTokens.findByToken(token)
      if (holder !== undefined) return { user: holder, scopes: allScopes }
//#end
