// Counts for the account alone, and all clients share it.
//#file attempts.ts
//#replace
isKnown ? ownName(email, client) : `sign-in of strangers: ${email}`
//#with
`sign-in: ${email}`
//#end
