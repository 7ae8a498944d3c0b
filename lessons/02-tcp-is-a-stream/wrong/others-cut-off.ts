// When one client is lost, everybody has to go.
//#replace
const server = createServer((socket) => {
//#with
const sockets = new Set<import('node:net').Socket>()
const server = createServer((socket) => {
  sockets.add(socket)
//#end
//#replace
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
//#with
  socket.on('error', () => sockets.forEach((each) => each.destroy()))
//#end
