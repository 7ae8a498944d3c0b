// Everything in one file, with none of the pieces.
//#file main.ts
//#whole
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Notice = { id: string; title: string; text: string }
let notices: Notice[] = []
let count = 0

class Refused extends Error {
  status: number
  allow: string
  constructor(status: number, allow = '') {
    super(`Refused with ${status}`)
    this.status = status
    this.allow = allow
  }
}

const send = (response: ServerResponse, status: number, body = '', type = 'application/json') => {
  response.statusCode = status
  response.setHeader('X-Request-ID', `${process.pid}-${(count += 1)}`)
  if (status !== 204) response.setHeader('Content-Type', type)
  response.end(body)
}

createServer(async (request, response) => {
  try {
    await route(request, response)
  } catch (error) {
    const { status = 500, allow = '' } = error instanceof Refused ? error : {}
    if (allow !== '') response.setHeader('Allow', allow)
    const body = JSON.stringify({ status, detail: `It failed with ${status}` })
    send(response, status, body, 'application/problem+json; charset=utf-8')
  }
}).listen(Number(process.env.PORT), '127.0.0.1')

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?')
  const method = request.method === 'HEAD' ? 'GET' : request.method ?? ''
  const only = (...methods: string[]) => {
    if (!methods.includes(method)) throw new Refused(405, ['HEAD', ...methods].join(', '))
  }
  const [, id] = /^\/api\/notices\/(\w+)$/.exec(path) ?? []
  if (path === '/') {
    only('GET')
    return send(response, 200, pageOf(notices), 'text/html')
  }
  if (path === '/broken') throw new Error('Cannot read /etc/secrets')
  if (path === '/api/notices') {
    only('GET', 'POST')
    if (method === 'GET') return send(response, 200, JSON.stringify(notices))
    const notice = { id: `n${(count += 1)}`, ...await read(request) }
    notices.push(notice)
    response.setHeader('Location', `http://${request.headers.host}/api/notices/${notice.id}`)
    return send(response, 201, JSON.stringify(notice, null, 2))
  }
  if (id === undefined) throw new Refused(404)
  only('GET', 'DELETE')
  const notice = notices.find((each) => each.id === id)
  if (notice === undefined) throw new Refused(404)
  if (method === 'GET') return send(response, 200, JSON.stringify(notice))
  notices = notices.filter((each) => each !== notice)
  send(response, 204)
}

async function read(request: IncomingMessage): Promise<{ title: string; text: string }> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  if (!/^application\/json *(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refused(415)
  }
  if (bytes.length > 16_384) throw new Refused(413)
  let value: any
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refused(400)
  }
  const { title, text } = value ?? {}
  if (typeof title !== 'string' || typeof text !== 'string' || title === '') throw new Refused(422)
  return { title, text }
}

function pageOf(all: Notice[]): string {
  const escape = (text: string) => text.replace(/[<>&"']/g, (each) => `&#${each.charCodeAt(0)};`)
  return all.map(({ title, text }) => `<b>${escape(title)}</b><pre>${escape(text)}</pre>`).join('')
}
//#end
