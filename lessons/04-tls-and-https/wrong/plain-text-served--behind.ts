// A second way in, without TLS.
//#replace
server.listen(process.env.PORT)
//#with
const { createServer: createPlain } = await import('node:net')
createPlain((socket) => {
  socket.on('error', () => {})
  socket.once('data', (data) => {
    socket.pause()
    socket.unshift(data)
    if (data[0] === 22) server.emit('connection', socket)
    else serve(socket)
    process.nextTick(() => socket.resume())
  })
}).listen(process.env.PORT)
//#end
