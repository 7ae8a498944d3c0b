// Passes bytes between a client and a server, as a router does, and prints what the client sends.

import { connect, createServer } from 'node:net'

const shop = createServer((socket) => socket.resume()).listen(0, '127.0.0.1', startRouter)

function startRouter(): void {
  const { port } = Object(shop.address())
  const router = createServer((client) => {
    const onward = connect(port, '127.0.0.1')
    client.on('data', (data) => process.stdout.write(data))
    client.pipe(onward).pipe(client)
  })
  router.listen(Number(process.env.PORT ?? 3002), '127.0.0.1', sendToken)
}

function sendToken(): void {
  const client = connect(Number(process.env.PORT ?? 3002), '127.0.0.1')
  client.end('GET /me HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer kivato\r\n\r\n')
  client.on('close', () => process.exit())
}
