// Looks first and writes later, without a transaction.
//#file oauthStore.ts
//#replace
useCode: ({ client, redirectUri, challenge }, code) => transaction(database, () => {
//#with
useCode: ({ client, redirectUri, challenge }, code) => {
//#end
//#replace
      return family
    }),
//#with
      return family
    },
//#end
