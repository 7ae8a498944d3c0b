// Lets the stream make the text, and looks for the sign of broken bytes.
import { createServer } from 'node:http'

let underWay = 0

createServer((request, response) => {
  const json = (status: number, body: object) => {
    if (!response.headersSent) {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }
  }
  if (request.url === '/under-way') return json(200, { underWay })
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return json(415, {})
  }
  underWay += 1
  response.on('close', () => (underWay -= 1))
  request.on('error', () => {})
  let text = ''
  let isTooLarge = false
  request.setEncoding('utf8')
  request.on('data', (piece: string) => {
    text = isTooLarge ? '' : text + piece
    if (Buffer.byteLength(text) > 1_000_000) isTooLarge = true
    if (isTooLarge) json(413, {})
  })
  request.on('end', () => {
    try {
      if (text.includes('\ufffd')) return json(400, { why: 'no UTF-8' })
      json(200, { received: JSON.parse(text) })
    } catch {
      json(400, { why: 'no JSON' })
    }
  })
}).listen(process.env.PORT)
