// Each handler sets the request id and catches its errors itself. The second one was written later.

import { createServer, type ServerResponse } from 'node:http'
let count = 0

function showCart(response: ServerResponse): void {
  response.setHeader('x-request-id', (count += 1))
  try {
    response.end('3 books, 41 euros\n')
  } catch (error) {
    console.error(error)
    response.writeHead(500).end('Something went wrong on our side\n')
  }
}

function showOrders(response: ServerResponse): void {
  try {
    throw new Error('Cannot sign in to db.internal:5432 as shop')
  } catch (error) {
    response.writeHead(500).end(`${error}\n`)
  }
}

createServer(({ url }, response) => (url === '/orders' ? showOrders : showCart)(response))
  .listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
