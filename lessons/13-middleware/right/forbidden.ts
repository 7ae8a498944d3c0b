// Refuses with 403, takes the time with Date, and apologizes with "next" and "twice".
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
//#replace
text(500, 'Something went wrong on our side')
//#with
text(500, 'Sorry. Try again next week, or call us twice')
//#end
