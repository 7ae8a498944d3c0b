import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const books = Array.from({ length: 500 }, (_, index) => ({ id: index, title: `Book ${index}` }))
const text = Buffer.from(JSON.stringify(books))

createServer((request, response) => {
  const body = request.url === '/plain' ? text : gzipSync(text)
  if (body !== text) response.setHeader('content-encoding', 'gzip')
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', body.length)
  response.end(body)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
