// Makes one id for all responses.
//#file framework/middleware.ts
//#replace
reply.headers['x-request-id'] = randomUUID()
//#with
reply.headers['x-request-id'] = id
//#end
//#replace
/** Gives each reply an id
//#with
const id = randomUUID()

/** Gives each reply an id
//#end
