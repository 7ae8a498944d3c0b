// Takes both times before the reply is there.
//#replace
  const start = performance.now()
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
  return reply
//#with
  const start = performance.now()
  const promise = next()
  const duration = performance.now() - start
  const reply = await promise
  reply.headers['server-timing'] = `total;dur=${duration.toFixed(1)}`
  return reply
//#end
