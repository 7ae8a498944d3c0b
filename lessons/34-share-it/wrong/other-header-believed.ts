// Counts each browser on its own.
//#file limit.ts
//#replace
const own = clientOf(context, trustedHops)
//#with
const own = clientOf(context, trustedHops) + (context.header('user-agent') ?? '')
//#end
