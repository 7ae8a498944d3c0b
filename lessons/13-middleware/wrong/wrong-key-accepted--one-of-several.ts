// Looks for the key among several words.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.path === '/admin' && !context.key?.split(/[ ;]/).includes('open')) return unauthorized()
//#end
