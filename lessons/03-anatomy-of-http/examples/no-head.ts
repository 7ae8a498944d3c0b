import { createServer } from 'node:net'

createServer((socket) => {
  socket.on('error', (error) => console.error(error.message))
  socket.end('Hello from the wire\n')
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
