// Knows a client by its cookie.
//#file limit.ts
//#replace
`changes ${clientOf(context, trustedHops)}`
//#with
`changes ${context.header('cookie') ?? clientOf(context, trustedHops)}`
//#end
