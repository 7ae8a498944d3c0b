// Doesn't look at the type.
//#file accessTokens.ts
//#replace
        if (header['typ'] !== typ) return undefined
//#with
//#end
