// Refuses the second use, and leaves the first one its token.
//#file oauthStore.ts
//#replace
        refreshTokens.end(Number(row['family']))

//#with

//#end
