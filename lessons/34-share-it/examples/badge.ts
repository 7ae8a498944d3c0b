// Makes links of what the client says about itself, and lets each client in three times.

import { createServer } from 'node:http'

const visits = new Map<string, number>()

const server = createServer((request, response) => {
  const client = request.socket.remoteAddress ?? ''
  const count = (visits.get(client) ?? 0) + 1
  visits.set(client, count)
  if (count > 3) return void response.writeHead(429).end(`Too many requests from ${client}\n`)
  const host = request.headers['x-forwarded-host'] ?? request.headers.host
  response.end(`Your badge: https://${host}/badge/${count}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
