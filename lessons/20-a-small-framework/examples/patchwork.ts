// A bookshop in which each handler does everything by itself.

import { createServer, type ServerResponse } from 'node:http'

const books = new Map([['1', 'Emma'], ['2', 'Persuasion']])
let count = 0

function showBook(id: string, response: ServerResponse): void {
  response.setHeader('x-request-id', (count += 1))
  const title = books.get(id)
  if (title === undefined) return void response.writeHead(404).end('No such book\n')
  response.end(`${title}\n`)
}

const server = createServer((request, response) => {
  const [, first, id = ''] = (request.url ?? '/').split('/')
  if (request.method === 'GET' && first === 'books') return showBook(id, response)
  response.writeHead(404).end('Nothing here\n')
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
