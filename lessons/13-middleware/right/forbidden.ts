// Refuses with 403, and takes the time with Date.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.path === '/admin' && context.key !== 'open') return text(403, 'No')
//#end
//#replace
const start = performance.now()
//#with
const start = Date.now()
//#end
//#replace
`total;dur=${(performance.now() - start).toFixed(1)}`
//#with
`app;desc="all of it";dur=${Date.now() - start}`
//#end
