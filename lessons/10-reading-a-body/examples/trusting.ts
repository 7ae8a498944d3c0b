// Stores the titles of books, and trusts every body.
import { createServer } from 'node:http'

const titles: string[] = []

createServer((request, response) => {
  let text = ''
  request.on('data', (piece) => (text += piece))
  request.on('end', () => {
    titles.push(JSON.parse(text).title)
    response.end(`You have ${titles.length}: ${titles.join(', ')}\n`)
  })
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
