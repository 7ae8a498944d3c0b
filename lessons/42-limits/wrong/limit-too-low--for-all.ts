// Has one bucket for all strangers.
//#file attempts.ts
//#replace
`sign-in of strangers: ${email}`
//#with
'sign-in of strangers'
//#end
