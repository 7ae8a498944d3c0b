// Verifies the JSON as it would write it, and not the text that came.
//#file jwt.ts
//#replace
macOf(key, `${head}.${payload}`)
//#with
macOf(key, `${encode(header)}.${payload}`)
//#end
//#file accessTokens.ts
//#replace
        if (signJwt(jwtSecret, { header, claims }) !== token) return undefined
//#with
//#end
