// node:https does the HTTP; the other server is asked with the name in the certificate.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { connect } from 'node:tls'

const ca = readFileSync('authority.crt')
const cert = readFileSync('server.crt')

createServer({ key: readFileSync('server.key'), cert }, async (request, response) => {
  const [, first, second] = (request.url ?? '').split('/')
  if (first === '') return void response.end('hello')
  if (first === 'certificate') {
    return void response.setHeader('content-type', 'application/x-pem-file').end(cert)
  }
  if (first !== 'ask') return void response.writeHead(404).end()
  try {
    const socket = connect(Number(second), 'localhost', { ca })
    await new Promise((resolve, reject) =>
      socket.once('secureConnect', resolve).once('error', reject))
    socket.end('please\n')
    let text = ''
    for await (const data of socket) text += data
    response.end(text)
  } catch {
    response.writeHead(503).end()
  }
}).listen(Number(process.env.PORT), '127.0.0.1')
