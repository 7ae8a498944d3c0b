// A safe for each person. Three wrong PINs lock it.

import { createServer } from 'node:http'

const pins = new Map([['ann', '4711'], ['ben', '0815']])
const wrong = new Map<string, number>()

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const name = pathname.slice(1)
  const count = wrong.get(name) ?? 0
  if (count >= 3) return response.writeHead(429).end('Locked\n')
  if (searchParams.get('pin') === pins.get(name)) return response.end(`Welcome, ${name}\n`)
  wrong.set(name, count + 1)
  response.writeHead(401).end('Wrong PIN\n')
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
