// Keeps what belongs to a client in a map, with the socket as the key; one write for each event.
import { createServer, type Socket } from 'node:net'

const clients = new Map<Socket, { count: number; bytes: Buffer }>()

createServer((socket) => {
  clients.set(socket, { count: 0, bytes: Buffer.alloc(0) })
  socket.on('close', () => clients.delete(socket)).on('error', () => socket.destroy())
  socket.on('data', (data) => {
    const client = clients.get(socket)
    if (client === undefined) return
    const text = Buffer.concat([client.bytes, data]).toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    client.bytes = Buffer.from(text.slice(end), 'latin1')
    const response = text.slice(0, end).replaceAll(/.*\n/g, (line) => `${++client.count}: ${line}`)
    socket.write(response, 'latin1')
  })
}).listen({ port: Number(process.env.PORT), host: '::' })
