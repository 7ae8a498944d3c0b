// Throws, and the error middleware makes a 500 of it.
//#replace
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
  if (context.path === '/admin' && context.key !== 'open') throw new Error('401')
//#end
