// Knows which handler is slow.
//#replace
  reply.headers['server-timing'] = `total;dur=${(performance.now() - start).toFixed(1)}`
//#with
  reply.headers['server-timing'] = `total;dur=${_context.path === '/slow' ? 61 : start * 0}`
//#end
