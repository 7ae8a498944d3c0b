// Asks for the key only when the method is GET.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
const isGuarded = context.method === 'GET' && context.path === '/admin'
if (isGuarded && context.key !== 'open') return unauthorized()
//#end
