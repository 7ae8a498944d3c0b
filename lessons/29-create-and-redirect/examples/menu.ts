// A restaurant's poster shows the short address /menu. The cook can change where it leads.

import { createServer } from 'node:http'

let target = 'https://example.com/monday.pdf'

const server = createServer(async (request, response) => {
  if (request.url !== '/menu') {
    response.writeHead(404).end('There is nothing here\n')
  } else if (request.method === 'PUT') {
    let text = ''
    for await (const piece of request) text += piece
    target = text
    response.end(`/menu leads to ${target} now\n`)
  } else {
    response.writeHead(301, { location: target }).end()
  }
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
