// On node:net, as in lesson 3. GET and HEAD are one function that writes the body, or does not.
// PATCH makes a note where none is, which RFC 5789 allows.
import { createServer } from 'node:net'

const notes = new Map<string, Record<string, unknown>>()

createServer((socket) => {
  let bytes = ''
  socket.setEncoding('latin1')
  socket.on('error', () => {})
  socket.on('data', (piece) => {
    bytes += piece
    const [head, body] = split(bytes)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    if (body === undefined || body.length < length) return
    const [method = '', target = ''] = head.split(' ')
    const { status, headers = {}, value } =
      act(method, target, Buffer.from(body, 'latin1').toString())
    const content = value === undefined ? '' : JSON.stringify(value)
    const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(content) })
    if (status === 204) lines.pop()
    const answer = [
      `HTTP/1.1 ${status} `, ...lines.map(([name, text]) => `${name}: ${text}`), '', '',
    ]
    socket.end(answer.join('\r\n') + (method === 'HEAD' ? '' : content))
  })
}).listen(process.env.PORT)

function split(text: string): [string, string?] {
  const end = text.indexOf('\r\n\r\n')
  return end === -1 ? [text] : [text.slice(0, end), text.slice(end + 4)]
}

type Result = { status: number; headers?: Record<string, string>; value?: unknown }

function act(method: string, target: string, body: string): Result {
  if (target === '/notes') {
    if (method === 'GET' || method === 'HEAD') return { status: 200, value: [...notes.values()] }
    const name = crypto.randomUUID()
    if (method === 'POST') notes.set(name, JSON.parse(body))
    if (method === 'POST') return { status: 201, headers: { location: `notes/${name}` } }
    return { status: method === 'OPTIONS' ? 204 : 405, headers: { allow: 'GET, HEAD, POST' } }
  }
  if (!target.startsWith('/notes/')) return { status: 404 }
  const note = notes.get(target)
  if (method === 'PUT') notes.set(target, JSON.parse(body))
  if (method === 'PATCH') notes.set(target, Object.assign({}, note, JSON.parse(body)))
  if (method === 'PUT' || method === 'PATCH') return { status: note === undefined ? 201 : 204 }
  const found = note ?? notes.get(target.slice('/notes/'.length))
  if (method === 'GET' || method === 'HEAD') {
    return found === undefined ? { status: 404 } : { status: 200, value: found }
  }
  if (method === 'DELETE') return { status: notes.delete(target) ? 200 : 404, value: {} }
  const headers = { allow: 'GET, HEAD, PUT, PATCH, DELETE' }
  return { status: method === 'OPTIONS' ? 204 : 405, headers }
}
