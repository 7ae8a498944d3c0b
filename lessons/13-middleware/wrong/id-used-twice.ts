// One id for the whole program.
//#replace
  reply.headers['x-request-id'] = randomUUID()
//#with
  reply.headers['x-request-id'] = id
//#end
//#replace
let handled = 0
//#with
const id = randomUUID()
let handled = 0
//#end
