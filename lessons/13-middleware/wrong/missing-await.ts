// Looks at the clock before the reply is there.
//#replace
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
//#with
  const promise = next()
  const duration = performance.now() - start
  const reply = await promise
  reply.headers['server-timing'] = `total;dur=${duration.toFixed(1)}`
//#end
