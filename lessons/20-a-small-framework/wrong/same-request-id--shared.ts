// Keeps the id in a variable that all requests share.
//#file framework/middleware.ts
//#replace
  const reply = await next()
  reply.headers['x-request-id'] = randomUUID()
//#with
  latestId = randomUUID()
  const reply = await next()
  reply.headers['x-request-id'] = latestId
//#end
//#replace
/** Gives each reply
//#with
let latestId = ''

/** Gives each reply
//#end
