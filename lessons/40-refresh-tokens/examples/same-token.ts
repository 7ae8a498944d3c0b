// Gives access tokens to anyone who sends the refresh token, which stays the same.

import { createServer } from 'node:http'

// Real tokens are random. These are short, so that you can type them.
const refreshTokens = new Map([['refresh-ann', 'ann']])
const accessTokens = new Map<string, string>()

const server = createServer((request, response) => {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
  const tokens = request.url === '/hello' ? accessTokens : refreshTokens
  const user = tokens.get(token)
  if (user === undefined) return response.writeHead(401).end('Sign in\n')
  if (request.url === '/hello') return response.end(`Hello ${user}\n`)
  if (request.url === '/sign-out') {
    refreshTokens.delete(token)
    return response.end('You are signed out\n')
  }
  const accessToken = `access-${accessTokens.size + 1}`
  accessTokens.set(accessToken, user)
  response.end(`${accessToken}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
