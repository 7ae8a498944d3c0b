// Counts by account and IP address.
//#file attempts.ts
//#replace
isKnown ? ownName(email, client) : `sign-in of strangers: ${email}`
//#with
ownName(email, client)
//#end
