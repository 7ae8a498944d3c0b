// A shop with a guard in front of /admin. The guard and the page read the URL in different ways.

import { createServer } from 'node:http'

const pages = new Map([['', 'Welcome to the shop\n'], ['admin', 'All orders of all customers\n']])

createServer((request, response) => {
  const target = request.url ?? '/'
  const { pathname } = new URL(target, 'http://localhost')
  if (pathname.startsWith('/admin')) return void response.writeHead(403).end('Not for you\n')
  const [name = ''] = target.split('/').filter((segment) => segment !== '')
  response.end(pages.get(name) ?? 'There is nothing here\n')
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
