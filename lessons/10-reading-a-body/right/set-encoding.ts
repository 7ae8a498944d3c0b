// Collects a string with one character for each byte, and asks whether the bytes are UTF-8.
import { isUtf8 } from 'node:buffer'
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
  request.setEncoding('latin1')
  request.on('data', (piece: string) => {
    text = isTooLarge ? '' : text + piece
    if (text.length > 1_000_000) isTooLarge = true
    if (isTooLarge) json(413, {})
  })
  request.on('end', () => {
    const bytes = Buffer.from(text, 'latin1')
    try {
      if (!isUtf8(bytes)) return json(400, { why: 'no UTF-8' })
      json(200, { received: JSON.parse(bytes.toString()) })
    } catch {
      json(400, { why: 'no JSON' })
    }
  })
}).listen(process.env.PORT)
