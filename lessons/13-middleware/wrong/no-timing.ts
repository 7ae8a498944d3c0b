// Writes the time to the log only.
//#replace
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
//#with
  console.log(performance.now() - start)
//#end
