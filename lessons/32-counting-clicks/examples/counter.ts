// Gives a prize to the first visitor of a link.

import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const limit = 1
let visitors = 0

const server = createServer(async (request, response) => {
  if (request.url === '/count') return response.end(`${visitors} visitors\n`)
  if (visitors >= limit) return response.writeHead(410).end('All prizes are gone\n')
  // A program that asks a database waits here.
  await pause(500)
  visitors += 1
  response.end('You win!\n')
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
