// Returns the promise before it fails.
//#replace
return await next()
//#with
return next()
//#end
