// Puts the hash of the password into the token, so that a new password ends it.
//#file accessTokens.ts
//#replace
    issue({ id }) {
//#with
    issue({ id, email }) {
//#end
//#replace
        iat: now, exp: now + accessSeconds, scope: formatScopes(allScopes),
//#with
        iat: now, exp: now + accessSeconds, scope: formatScopes(allScopes),
        hash: users.findByEmail(email)?.passwordHash,
//#end
