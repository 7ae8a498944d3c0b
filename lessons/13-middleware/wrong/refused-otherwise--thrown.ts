// Throws an error, which becomes a 500.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.path === '/admin' && context.key !== 'open') throw new Error('Send the key open')
//#end
