// Limits POST only, as before.
//#file limit.ts
//#replace
    const isSafe = context.method === 'GET' || context.method === 'HEAD'
//#with
    const isSafe = context.method !== 'POST'
//#end
