// Keeps letters. It asks who you are, but not whose letter it is.

import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

const users = new Map([
  ['Bearer token-ann', { name: 'Ann', role: 'user' }],
  ['Bearer token-ben', { name: 'Ben', role: 'user' }],
])
const letters = ['Dear Ann, you have won', 'Dear Ben, you have not']

const server = createServer(async (request, response) => {
  const user = users.get(request.headers.authorization ?? '')
  if (user === undefined) return response.writeHead(401).end('Who are you?\n')
  if (request.url === '/me' && request.method === 'PATCH') {
    return response.end(`You are ${Object.assign(user, await json(request)).name}\n`)
  }
  if (request.url === '/all' && user.role === 'admin') {
    return response.end(letters.map((text) => `${text}\n`).join(''))
  }
  const letter = letters[Number(request.url?.slice(1)) - 1]
  response.end(`${letter ?? 'No such letter'}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
