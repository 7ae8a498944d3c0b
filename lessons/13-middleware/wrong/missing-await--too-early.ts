// Measures before the promise is fulfilled.
//#replace
const reply = await next()
reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
return reply
//#with
const pending = next()
const dur = (performance.now() - start).toFixed(1)
const reply = await pending
reply.headers['server-timing'] = `total;dur=${dur}`
return reply
//#end
