// Deletes a code at the first try, even a wrong one, and remembers elsewhere which family it
// brought. Gives the scope that it knows to those who ask for more.
//#file tables.ts
//#replace
    expires_at integer not null, family integer
  ) strict`,
//#with
    expires_at integer not null, family integer
  ) strict;
  create table used_codes (code_hash text primary key, family integer) strict`,
//#end
//#file oauthStore.ts
//#replace
    select user, family, expires_at from oauth_codes
    where code_hash = ? and client = ? and redirect_uri = ? and challenge = ?`)
  const setFamily = database.prepare('update oauth_codes set family = ? where code_hash = ?')
//#with
    delete from oauth_codes where code_hash = ? returning *`)
  const setFamily = database.prepare('insert into used_codes (family, code_hash) values (?, ?)')
  const used = database.prepare('select family from used_codes where code_hash = ?')
//#end
//#replace
      const row = find.get(hashToken(code), client, redirectUri, challenge)
      if (row === undefined) return undefined
      if (row['family'] !== null) {
        refreshTokens.end(Number(row['family']))
        return undefined
      }
      if (Number(row['expires_at']) <= Date.now()) return undefined
//#with
      const row = find.get(hashToken(code))
      const before = used.get(hashToken(code))
      if (before !== undefined) refreshTokens.end(Number(before['family']))
      if (row === undefined || Number(row['expires_at']) <= Date.now()) return undefined
      if (row['client'] !== client || row['redirect_uri'] !== redirectUri) return undefined
      if (row['challenge'] !== challenge) return undefined
//#end
//#file authorize.ts
//#replace
  if (read('scope') !== 'email') return 'invalid_scope'
//#with
  if (!read('scope').split(' ').includes('email')) return 'invalid_scope'
//#end
