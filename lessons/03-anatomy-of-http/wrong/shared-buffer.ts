// One buffer for all clients, emptied after each request.
//#replace
const server = createServer((socket) => {
  let received = Buffer.alloc(0)
//#with
let received = Buffer.alloc(0)

const server = createServer((socket) => {
//#end
//#replace
    socket.end(writeResponse(respond(request)))
//#with
    received = Buffer.alloc(0)
    socket.end(writeResponse(respond(request)))
//#end
