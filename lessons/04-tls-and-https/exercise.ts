// A server that speaks TLS, and a client that asks another server only after that one has proved
// who it is.
//
//   GET /              a greeting
//   GET /certificate   the certificate, which everybody may see
//   GET /ask/41234     what the server on port 41234 of this machine says, or 502

import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { connect, createServer, type TlsOptions } from 'node:tls'

const files: TlsOptions = { key: readFileSync('server.key'), cert: readFileSync('server.crt') }
const authority = readFileSync('authority.crt')

//#region todo Serve over TLS: the key proves that the certificate is yours
//? Who can read what goes over the wire when the server is made by node:net?
//> createServer of node:tls takes the files first, and then the function
//= const { createServer: createPlainServer } = await import('node:net')
//= const server = createPlainServer(serve)
const server = createServer(files, serve)
//#endregion

server.on('tlsClientError', (error) => console.error(`A client left: ${error.message}`))
server.listen(process.env.PORT)

function serve(socket: Socket): void {
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
  let head = ''
  const read = async (data: Buffer) => {
    head += data.toString('latin1')
    // The head may come in pieces: it ends with an empty line.
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
  if (path === '/') return { status: '200 OK', text: 'Nobody could read this on the way.\n' }
  if (path === '/certificate') {
    //#region todo Give out what everybody may see, and nothing else
    //? There are two files. Which one does every client get anyway, and which one must never leave?
    //> The certificate is public. Whoever has the key can pretend to be you
    //= return { status: '200 OK', text: 'The certificate comes here' }
    return { status: '200 OK', text: readFileSync('server.crt', 'utf8') }
    //#endregion
  }
  const [, port] = /^\/ask\/(\d{1,5})$/.exec(path) ?? []
  if (port === undefined) return { status: '404 Not Found', text: 'There is nothing here\n' }
  try {
    return { status: '200 OK', text: await ask(Number(port)) }
  } catch (error) {
    return {
      status: '502 Bad Gateway', text: `That server is not to be trusted: ${String(error)}\n`,
    }
  }
}

// Asks the server on a port of this machine for its secret.
function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    //#region todo Trust the authority, and nobody else; and insist on the name localhost
    //? With the check switched off the connection is encrypted. But with whom do you talk?
    //> The option `ca` names the authorities that you trust; `servername` is the name that must
    //> stand in the certificate
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
