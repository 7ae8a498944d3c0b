// Decides where people may be sent by comparing text.

import { createServer } from 'node:http'

function isSafe(target: string): boolean {
  if (!/^https?:\/\//i.test(target)) return false
  return !/localhost|127\.0\.0\.1|user|password/i.test(target)
}

const server = createServer((request, response) => {
  const [, query = ''] = (request.url ?? '/').split('?')
  const target = new URLSearchParams(query).get('target') ?? ''
  if (!isSafe(target)) return void response.writeHead(422).end('Refused\n')
  response.end(`Accepted: a browser goes to ${new URL(target).host}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
