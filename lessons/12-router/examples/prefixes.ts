// A server that finds its pages with a list of ifs.

import { createServer } from 'node:http'

createServer((request, response) => {
  const [path = ''] = (request.url ?? '').split('?')
  if (path.startsWith('/films')) return void response.end('All films\n')
  if (path.startsWith('/films/')) return void response.end(`Film ${path.slice(7)}\n`)
  if (path === '/films/new') return void response.end('A form for a new film\n')
  response.writeHead(404).end('There is nothing here\n')
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
