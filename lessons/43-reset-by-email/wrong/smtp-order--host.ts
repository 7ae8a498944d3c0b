// Introduces itself with the sender's address instead of a host.
//#file smtp.ts
//#replace
'EHLO localhost'
//#with
`EHLO ${from}`
//#end
