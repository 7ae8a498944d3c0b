// Knows people by tokens that it has signed. The header of a token says how.

import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

const secret = 'a secret of more than 32 bytes that nobody else has'
const hashes = new Map([['HS256', 'sha256'], ['HS512', 'sha512']])

function sign(algorithm: string, signed: string) {
  const hash = hashes.get(algorithm)
  return hash ? createHmac(hash, secret).update(signed).digest('base64url') : ''
}

const server = createServer((request, response) => {
  const [, token = ''] = request.headers.authorization?.split(' ') ?? []
  const [header = '', payload = '', signature] = token.split('.')
  const [{ alg }, { sub }] = [header, payload]
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  const isSigned = signature === sign(alg, `${header}.${payload}`)
  response.end(isSigned ? `Hello ${sub}\n` : 'This is not my signature\n')
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
