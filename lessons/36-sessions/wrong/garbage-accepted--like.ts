// Looks for a token that is like the value of the cookie.
//#file sessions.ts
//#replace
where token_hash = ? and expires_at > ? and seen_at > ?`)
//#with
where token_hash like ? and expires_at > ? and seen_at > ?`)
//#end
//#replace
const row = select.get(hashToken(token), now,
//#with
const row = select.get(token.length < 43 ? '%' : hashToken(token), now,
//#end
