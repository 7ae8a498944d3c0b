// Asks for a password and a code, in one of its two routes. Nobody counts the wrong codes.

import { createServer } from 'node:http'

const password = `Basic ${Buffer.from('ann:secret').toString('base64')}`
// Sent to Ann's phone. A real one is random.
const code = '217'

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  if (request.headers.authorization !== password) {
    return response.writeHead(401).end('Wrong password\n')
  }
  if (pathname === '/page' && searchParams.get('code') !== code) {
    return response.writeHead(401).end('Wrong code\n')
  }
  response.end('Hello Ann\n')
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
