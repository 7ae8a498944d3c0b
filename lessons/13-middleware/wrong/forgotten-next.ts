// The guard has nothing against the request, and does nothing with it.
//#replace
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
  return next()
//#with
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
  if (context.path === '/admin') return next()
//#end
