// The error is caught too far outside, so its reply passes nobody.
//#replace
[requestId, timing, errors,
//#with
[errors, requestId, timing,
//#end
//#replace
  const reply = await next()
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
//#with
  const reply = await next().catch((error) => Promise.reject(error))
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
//#end
