// Keeps the readings of a weather station. The key is in the URL, and there's only one.

import { createServer } from 'node:http'

const key = 'station-7'
const log: string[] = []
let readings = [12.5, 13.1]

const server = createServer((request, response) => {
  log.push(`${request.method} ${request.url}\n`)
  const { pathname, searchParams } = new URL(`http://localhost${request.url}`)
  if (pathname === '/log') return response.end(log.join(''))
  if (searchParams.get('key') !== key) return response.writeHead(401).end('Wrong key\n')
  if (request.method === 'DELETE') readings = []
  response.end(`${readings.length} readings\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
