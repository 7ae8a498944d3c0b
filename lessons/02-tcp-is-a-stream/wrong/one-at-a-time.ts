// The second client waits until the first one has gone.
//#replace
const server = createServer((socket) => {
//#with
let last: Promise<unknown> = Promise.resolve()
const server = createServer((socket) => {
  socket.pause()
  last = last.then(() => {
    socket.resume()
    return new Promise((resolve) => socket.once('close', resolve))
  })
//#end
