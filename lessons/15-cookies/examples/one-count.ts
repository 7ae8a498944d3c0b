import { createServer } from 'node:http'

let visits = 0

createServer((request, response) => {
  visits += 1
  response.end(`Visits: ${visits}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
