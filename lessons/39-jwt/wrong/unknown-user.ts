// Trusts the claims, and doesn't look for the user.
//#file accessTokens.ts
//#replace
        const user = users.find(Number(claims['sub']))
//#with
        const user = { email: '', ...users.find(Number(claims['sub'])), id: Number(claims['sub']) }
//#end
