// Reads the user of an access token, but not its scope.
//#file accessTokens.ts
//#replace
        return { user, scopes: parseScopes(String(claims['scope'])) }
//#with
        return { user, scopes: allScopes }
//#end
