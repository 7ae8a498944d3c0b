// One variable for all requests, and compression takes a moment.
//#replace
  const { status, headers, body } = compress(handle(request), request.headers['accept-encoding'])
  // Node sends no body if the method is HEAD.
  response.writeHead(status, headers).end(body)
//#with
  reply = compress(handle(request), request.headers['accept-encoding'])
  setImmediate(() => response.writeHead(reply.status, reply.headers).end(reply.body))
//#end
//#replace
const server = createServer(
//#with
let reply: Reply

const server = createServer(
//#end
