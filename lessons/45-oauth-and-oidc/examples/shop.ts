// A shop where people sign in with their account at a provider. Both are in this file.

import { createServer } from 'node:http'

const users = new Map([['session=ann', 'Ann'], ['session=mallory', 'Mallory']])
const tokens = new Map<string, string>()

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/provider') {
    const user = users.get(request.headers.cookie ?? '')
    if (user === undefined) return response.writeHead(401).end('Sign in at the provider\n')
    const token = `token-${tokens.size + 1}`
    tokens.set(token, user)
    const location = `${searchParams.get('back')}?token=${token}`
    return response.writeHead(303, { location }).end(`Go to ${location}\n`)
  }
  if (pathname !== '/shop') return response.writeHead(404).end()
  const user = tokens.get(searchParams.get('token') ?? '') ?? 'nobody'
  response.end(`You are signed in to the shop as ${user}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
