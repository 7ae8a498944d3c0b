// Asks for the key only when the method is GET.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.method === 'GET' && context.path === '/admin' && context.key !== 'open') return unauthorized()
//#end
