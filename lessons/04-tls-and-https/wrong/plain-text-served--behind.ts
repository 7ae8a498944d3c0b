// A second way in, without TLS.
//#replace
server.listen(Number(process.env.PORT), '127.0.0.1')
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
}).listen(Number(process.env.PORT), '127.0.0.1')
//#end
