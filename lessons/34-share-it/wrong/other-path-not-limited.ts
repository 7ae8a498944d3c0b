// Limits the API alone.
//#file limit.ts
//#replace
if (context.method !== 'POST') return next()
//#with
if (context.method !== 'POST' || context.target.path === '/links') return next()
//#end
