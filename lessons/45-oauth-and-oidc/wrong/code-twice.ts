// Never asks whether the code was used.
//#file oauthStore.ts
//#replace
      if (row['family'] !== null) {
        refreshTokens.end(Number(row['family']))
        return undefined
      }

//#with

//#end
