// Counts for each client where there is no account.
//#file attempts.ts
//#replace
    enter({ email, client, user }) {
//#with
    enter({ email: typed, client, user }) {
      const email = user === undefined ? `nobody, from ${client}` : typed
//#end
