// The guard has nothing against the request, and does nothing with it.
//#replace
if (context.path === '/admin' && context.key !== 'open') return text(401, 'Who are you?')
return next()
//#with
if (context.path === '/admin' && context.key !== 'open') return text(401, 'Who are you?')
if (context.path === '/admin') return next()
//#end
