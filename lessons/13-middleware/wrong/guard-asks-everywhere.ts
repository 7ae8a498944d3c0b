// Looks at the key, and not at the path.
//#replace
if (context.path === '/admin' && context.key !== 'open')
//#with
if (context.key !== 'open')
//#end
