// Has nothing to protect where there is no account.
//#file attempts.ts
//#replace
    enter({ email, client, user }) {
//#with
    enter({ email, client, user }) {
      if (user === undefined) return
//#end
