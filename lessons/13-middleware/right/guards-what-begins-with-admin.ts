// Asks for the key at every path that begins with /admin.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.path.startsWith('/admin') && context.key !== 'open') return unauthorized()
//#end
