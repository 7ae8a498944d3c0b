// Signs people in without a password, and keeps their name in a cookie.

import { createServer } from 'node:http'

const encode = (name: string) => Buffer.from(name).toString('base64url')
const decode = (text: string) => Buffer.from(text, 'base64url').toString()

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(`http://localhost${request.url}`)
  if (pathname === '/login') {
    response.setHeader('set-cookie', `session=${encode(searchParams.get('name') ?? '')}`)
    return response.end('You are signed in\n')
  }
  if (pathname === '/logout') {
    response.setHeader('set-cookie', 'session=; Max-Age=0')
    return response.end('You are signed out\n')
  }
  const [, value = ''] = /session=([\w-]+)/.exec(request.headers.cookie ?? '') ?? []
  response.end(`Hello ${decode(value) || 'stranger'}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
