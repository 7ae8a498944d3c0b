// The whole program in one file, with node:http alone, and a statement for each request.
//#file main.ts
//#whole
import { createServer, type IncomingMessage } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env['DATABASE'] ?? 'data.db')
database.exec(`create table if not exists links (id integer primary key, slug text not null unique,
  target text not null, created_at integer not null) strict`)
const port = Number(process.env['PORT'] ?? 3001)
const origin = process.env['PUBLIC_ORIGIN'] || `http://localhost:${port}`

class Refusal extends Error {
  status: number
  headers: Record<string, string>
  constructor(status: number, headers: Record<string, string> = {}) {
    super(String(status))
    this.status = status
    this.headers = headers
  }
}

createServer(async (request, response) => {
  try {
    const path = (request.url ?? '/').split('?')[0] ?? ''
    const [, slug = ''] = /^\/([^/]+)$/.exec(path) ?? []
    const [, shown = ''] = /^\/api\/links\/([^/]+)$/.exec(path) ?? []
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (path === '/api/links') {
      if (request.method !== 'POST') throw new Refusal(405, { allow: 'POST' })
      const link = makeLink(await readTarget(request))
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.writeHead(201, { location: `/api/links/${link.slug}` }).end(JSON.stringify(link))
    } else if (shown !== '' || slug !== '') {
      if (!isRead) throw new Refusal(405, { allow: 'GET, HEAD' })
      const link = findLink(shown || slug)
      if (shown !== '') response.end(JSON.stringify(link))
      else response.writeHead(302, { location: link.target, 'cache-control': 'no-store' }).end()
    } else throw new Refusal(404)
  } catch (error) {
    const { status, headers } = error instanceof Refusal ? error : new Refusal(500)
    response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end()
  }
}).listen(port, '127.0.0.1')

async function readTarget(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of request) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const type = request.headers['content-type']?.split(';')[0]?.toLowerCase()
  if (type !== 'application/json') throw new Refusal(415)
  if (bytes.length > 16_384) throw new Refusal(413)
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const url = typeof value?.target === 'string' ? URL.parse(value.target) : null
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  } catch {
    throw new Refusal(400)
  }
  throw new Refusal(422)
}

function makeLink(target: string) {
  const { next } = { ...database.prepare('select count(*) + 1 as next from links').get() }
  const slug = `n${next}`
  database.prepare('insert into links (slug, target, created_at) values (?, ?, ?)')
    .run(slug, target, Date.now())
  return { slug, shortUrl: `${origin}/${slug}`, target }
}

function findLink(slug: string) {
  const row = database.prepare('select target from links where slug = ?').get(slug)
  if (row === undefined) throw new Refusal(404)
  return { slug, shortUrl: `${origin}/${slug}`, target: String(row['target']) }
}
//#end
