// Takes the first entry of the header for the client.
//#file credentials.ts
//#replace
clientOf(context, trustedHops), user
//#with
context.header('x-forwarded-for')?.split(',')[0] ?? clientOf(context, trustedHops), user
//#end
