// Sends the alphabet, whole or in part.
import { createServer } from 'node:http'

const letters = 'abcdefghijklmnopqrstuvwxyz'

createServer((request, response) => {
  const [, start, end] = /(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
  if (start === undefined) return void response.end(`${letters}\n`)
  response.writeHead(206, { 'content-range': `bytes ${start}-${end}/27` })
  response.end(letters.slice(Number(start), Number(end)))
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
