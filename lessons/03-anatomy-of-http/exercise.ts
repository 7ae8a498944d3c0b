// A web server without node:http: it reads the bytes of a request, and writes the bytes of the
// response.
//
//   GET  /        200, a text
//   POST /echo    200, the same bytes that came as the body
//   all others    404
//
// It responds to one request on each connection, and then closes it.

import { createServer } from 'node:net'

type Request = { method: string; target: string; body: Buffer }
type Response = { status: string; body: Buffer }

const server = createServer((socket) => {
  let received = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    const request = readRequest(received)
    if (request === 'incomplete') return
    socket.end(writeResponse(respond(request)))
  })
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
})

server.listen(Number(process.env.PORT), '127.0.0.1')

function respond(request: Request | 'malformed'): Response {
  const text = (words: string) => Buffer.from(words)
  if (request === 'malformed') return { status: '400 Bad Request', body: text('Malformed\n') }
  const { method, target, body } = request
  if (method === 'GET' && target === '/') {
    return { status: '200 OK', body: text('Hello from the wire 🌱\n') }
  }
  if (method === 'POST' && target === '/echo') return { status: '200 OK', body }
  return { status: '404 Not Found', body: text('Nothing is here\n') }
}

// Reads a request from all the bytes that have arrived, or says why it can't.
function readRequest(bytes: Buffer): Request | 'incomplete' | 'malformed' {
  //#region todo Find the end of the head and the length, and wait until the body is there
  //? Which four bytes end the head? How many bytes should come after them? And what do you return
  //? as long as some of them are missing?
  //> Read "Where the body ends" and "Names in any case". bytes.indexOf returns -1 as long as
  //> \r\n\r\n isn't there. The body begins four bytes after the place that it finds.
  //= const { method, target } = readHead(bytes.toString('latin1'))
  //= return { method, target, body: Buffer.alloc(0) }
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return 'incomplete'
  const { method, target, headers } = readHead(bytes.toString('latin1', 0, headEnd))
  const found = headers.find(({ name }) => name.toLowerCase() === 'content-length')
  const length = found?.value.trim() ?? '0'
  if (!/^\d+$/.test(length)) return 'malformed'
  const bodyStart = headEnd + 4
  const bodyEnd = bodyStart + Number(length)
  if (bytes.length < bodyEnd) return 'incomplete'
  return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
  //#endregion
}

// Takes the text of a head apart. Names and values stay as they were sent, with all spaces.
function readHead(head: string) {
  const [requestLine = '', ...lines] = head.split('\r\n')
  const [method = '', target = ''] = requestLine.split(' ')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return { name: line.slice(0, colon), value: line.slice(colon + 1) }
  })
  return { method, target, headers }
}

function writeResponse({ status, body }: Response): Buffer {
  //#region todo Write the head before the body: status line, headers, an empty line
  //? Look at the picture. What is in the first line? How does each line end, and what ends the
  //? head?
  //> Read "Each line ends with two bytes". Content-Length counts bytes, and body.length is their
  //> number, because body is a Buffer. Buffer.concat joins the head and the body.
  //= return body
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
  //#endregion
}
