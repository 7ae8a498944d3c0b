// Ends all that the user has.
//#file oauthStore.ts
//#replace
refreshTokens.end(Number(row['family']))
//#with
refreshTokens.endAll(Number(row['user']))
//#end
