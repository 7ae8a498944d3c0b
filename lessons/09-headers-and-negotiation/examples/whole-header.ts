import { createServer } from 'node:http'

const book = { id: 1, title: 'Emma' }

createServer((request, response) => {
  if (request.headers.accept === 'application/json') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(book))
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<h1>${book.title}</h1>`)
  }
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
