// Refuses when the work is done.
//#replace
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
  return next()
//#with
  const isAllowed = context.path !== '/admin' || context.key === 'open'
  return next().then((reply) => isAllowed ? reply : unauthorized())
//#end
