// A server that speaks TLS. It is also a client: it asks another server, but only if that server
// proves who it is.
//
//   GET /              a greeting
//   GET /certificate   the certificate of this server, which is public
//   GET /ask/41234     what the server on port 41234 of this machine says, or 502

import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { connect, createServer, type TlsOptions } from 'node:tls'

const files: TlsOptions = { key: readFileSync('server.key'), cert: readFileSync('server.crt') }
const authority = readFileSync('authority.crt')

//#region todo Serve over TLS, with the key and the certificate
//? Which module has a createServer that speaks TLS, and what does it get that node:net doesn't?
//> Read "TLS in Node": the files come first, and then the function
//= const { createServer: createPlainServer } = await import('node:net')
//= const server = createPlainServer(serve)
const server = createServer(files, serve)
//#endregion

server.on('tlsClientError', (error) => console.error(`A client left: ${error.message}`))
server.listen(Number(process.env.PORT), '127.0.0.1')

function serve(socket: Socket): void {
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
  let head = ''
  const read = async (data: Buffer) => {
    head += data.toString('latin1')
    // The head can arrive in pieces. It ends with an empty line.
    if (!head.includes('\r\n\r\n')) return
    socket.off('data', read)
    const [, path = '/'] = head.split(' ')
    const { status, text } = await answer(path)
    const length = Buffer.byteLength(text)
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n${text}`,
    )
  }
  socket.on('data', read)
}

async function answer(path: string): Promise<{ status: string; text: string }> {
  if (path === '/') return { status: '200 OK', text: 'Nobody could read this on its way.\n' }
  if (path === '/certificate') {
    return { status: '200 OK', text: readFileSync('server.crt', 'utf8') }
  }
  const [, port] = /^\/ask\/(\d{1,5})$/.exec(path) ?? []
  if (port === undefined) return { status: '404 Not Found', text: 'There is nothing here\n' }
  try {
    return { status: '200 OK', text: await ask(Number(port)) }
  } catch (error) {
    return {
      status: '502 Bad Gateway', text: `That server can't be trusted: ${String(error)}\n`,
    }
  }
}

// Asks the server on a port of this machine for its secret.
function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    //#region todo Trust the authority and nobody else, and expect the name localhost
    //? Without the checks, the connection is encrypted. But with whom?
    //> Read "TLS in Node": which option says whom you trust, and which one is the name? The
    //> variable `authority` contains the file
    //= const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authority })
    //#endregion
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (data) => (text += data))
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
    socket.once('secureConnect', () => socket.write('The secret, please\n'))
  })
}
