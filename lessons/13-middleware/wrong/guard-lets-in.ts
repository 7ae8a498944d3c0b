// Makes the reply, and goes on.
//#replace
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
  if (context.path === '/admin' && context.key !== 'open') unauthorized()
//#end
