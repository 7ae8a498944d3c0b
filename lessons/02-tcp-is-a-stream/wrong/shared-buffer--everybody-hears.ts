// A chat, not an echo: what one client says goes to all of them.
//#replace
const server = createServer((socket) => {
//#with
const sockets = new Set<import('node:net').Socket>()
const server = createServer((socket) => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
//#end
//#replace
socket.write(`${count}: ${line}\n`)
//#with
for (const each of sockets) each.write(`${count}: ${line}\n`)
//#end
