// Looks at the key when the handler has run.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
return next()
//#with
return Promise.resolve(next()).then((reply) =>
  context.path === '/admin' && context.key !== 'open' ? unauthorized() : reply)
//#end
