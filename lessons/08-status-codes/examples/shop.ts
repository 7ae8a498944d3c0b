// A shop that responds with 200 to everything. Its database has failed.

import { createServer } from 'node:http'

function findOrder(): never {
  throw new Error('Cannot open /srv/shop/orders.db')
}

createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  try {
    response.end(JSON.stringify(findOrder()))
  } catch (error) {
    response.end(JSON.stringify({ success: false, error: String(error) }))
  }
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
