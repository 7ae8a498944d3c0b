// Stores the hash, and looks for the value of the cookie itself.
//#file sessions.ts
//#replace
const row = select.get(hashToken(token), now,
//#with
const row = select.get(token, now,
//#end
