// A web server by hand: it reads the bytes of a request and writes the bytes of the answer.
//
//   GET  /        200, a text
//   POST /echo    200, the same bytes that came as the body
//   all else      404
//
// It answers one request on each connection, and then closes it.

import { createServer } from 'node:net'

type Request = { method: string; target: string; body: Buffer }
type Answer = { status: string; body: Buffer }

const server = createServer((socket) => {
  let received = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    const request = readRequest(received)
    // A part of it is still on its way.
    if (request === undefined) return
    socket.end(writeAnswer(answer(request)))
  })
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
})

server.listen(Number(process.env.PORT), '127.0.0.1')

function answer({ method, target, body }: Request): Answer {
  const text = (words: string) => Buffer.from(words)
  if (method === 'GET' && target === '/') {
    return { status: '200 OK', body: text('Hello from the wire 🌱\n') }
  }
  if (method === 'POST' && target === '/echo') return { status: '200 OK', body }
  return { status: '404 Not Found', body: text('Nothing is here\n') }
}

// Gives undefined as long as a part of the request is missing.
function readRequest(bytes: Buffer): Request | undefined {
  //#region todo Find where the head ends, and wait until it is there
  //? The head ends with an empty line.
  //? Which four bytes are that, and what if they have not come yet?
  //> bytes.indexOf('\r\n\r\n') gives -1 as long as they are not there
  //= const headEnd = bytes.length
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  //#endregion
  const [requestLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n')
  const [method = '', target = ''] = requestLine.split(' ')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    //#region todo Keep the header so that content-length is found however it is written
    //? Content-Length, content-length, CONTENT-LENGTH: three names or one?
    //> Write each name in lower case before you keep it;
    //> a space after the colon may be there or not
    //= headers.set(line.slice(0, colon), line.slice(colon + 2))
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
    //#endregion
  }
  //#region todo Wait for the whole body: as many bytes as Content-Length says
  //? The head has come, and the body has not. What tells you how much is missing?
  //> The body begins four bytes after headEnd.
  //> Compare the bytes that came with the bytes that should
  //= return { method, target, body: Buffer.alloc(0) }
  const bodyStart = headEnd + 4
  const bodyEnd = bodyStart + Number(headers.get('content-length') ?? 0)
  if (bytes.length < bodyEnd) return undefined
  return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
  //#endregion
}

function writeAnswer({ status, body }: Answer): Buffer {
  //#region todo Write the head before the body: status line, headers, an empty line
  //? Look at the picture. What is in the first line,
  //? how does each line end, and what ends the head?
  //> Content-Length counts bytes, and a Buffer knows its length.
  //> Each line ends with \r\n, the empty one too
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
