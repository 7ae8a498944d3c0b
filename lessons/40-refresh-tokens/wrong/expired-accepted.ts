// Forgets the time when a token is used.
//#file refreshTokens.ts
//#replace
    where token_hash = ?2 and used_at is null
      and family in (select id from token_families where expires_at > ?1)
//#with
    where token_hash = ?2 and used_at is null
//#end
//#replace
    findUser(family) {
      const row = selectUser.get(family, Date.now())
//#with
    findUser(family, now = Date.now()) {
      const row = selectUser.get(family, now)
//#end
//#replace
  findUser(family: number): User
//#with
  findUser(family: number, now?: number): User
//#end
//#file tokenRoutes.ts
//#replace
refreshTokens.findUser(grant.family)
//#with
refreshTokens.findUser(grant.family, 0)
//#end
