// Three paths, each with a mistake that Node lets you make.
import { createServer } from 'node:http'

const book = JSON.parse('{"title":"Emma"}')

createServer((request, response) => {
  if (request.url === '/count') response.writeHead(200, { 'content-type': 'text/plain' })
  if (request.url === '/books') response.writeHead(200, 'text/html').end('<h1>Emma</h1>')
  if (request.url === '/api/books/1') response.end(book)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
