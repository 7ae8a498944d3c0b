// A server that takes each data event for a message, and a client that sends one line in two parts.

import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

function greet(socket: Socket): void {
  let count = 0
  socket.on('data', (data) => {
    count += 1
    socket.write(`${count}: ${data}`)
  })
}

const server = createServer(greet).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
const client = connect(Number(process.env.PORT ?? 3002), '127.0.0.1')
client.on('data', (data) => process.stdout.write(data))
client.write('hel')
await pause(100)
client.write('lo\n')
await pause(100)
client.end()
server.close()
