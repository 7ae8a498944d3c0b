// One price, at every path. A POST raises it.
import { createServer } from 'node:http'

let price = 'Tea: 3 francs\n'

createServer((request, response) => {
  if (request.method === 'POST') price = 'Tea: 4 francs\n'
  const tag = `"${price.length}"`
  response.setHeader('etag', tag)
  response.setHeader('cache-control', 'no-cache')
  if (request.headers['if-none-match'] === tag) response.writeHead(304).end()
  else response.end(price)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
