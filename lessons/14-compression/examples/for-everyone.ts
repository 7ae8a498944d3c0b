import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const books = Array.from({ length: 500 }, (_, index) => ({ id: index, title: `Book ${index}` }))

createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  if (request.url === '/plain') return void response.end(JSON.stringify(books))
  response.setHeader('content-encoding', 'gzip')
  response.end(gzipSync(JSON.stringify(books)))
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
