// Refuses with 403, and takes the time with Date.
//#replace
text(401, 'Who are you?')
//#with
text(403, 'No')
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
