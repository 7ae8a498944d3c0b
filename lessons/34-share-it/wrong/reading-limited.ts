// Limits every request.
//#file limit.ts
//#replace
    if (context.method !== 'POST') return next()

//#with

//#end
