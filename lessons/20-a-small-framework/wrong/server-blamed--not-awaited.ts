// Leaves the try before the promise fails.
//#file framework/errorReplies.ts
//#replace
return await next()
//#with
return next()
//#end
