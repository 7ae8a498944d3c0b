// Asks the database only once for each family, to be fast.
//#file accessTokens.ts
//#replace
        const user = refreshTokens.findUser(Number(claims['sid']))
//#with
        const family = Number(claims['sid'])
        const user = users.get(family) ?? refreshTokens.findUser(family)
        if (user !== undefined) users.set(family, user)
//#end
//#replace
// Tokens for other purposes
//#with
const users = new Map<number, User>()
// Tokens for other purposes
//#end
