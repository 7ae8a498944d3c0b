// Knows all its files beforehand: what isn't in the list doesn't exist.
import { createReadStream, lstatSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { pipeline } from 'node:stream'

const types: Record<string, string> = {
  html: 'text/html;charset=utf-8', css: 'text/css', js: 'application/javascript',
  svg: 'image/svg+xml',
  csv: 'text/csv', txt: 'text/plain;charset=utf-8',
}

createServer((request, response) => {
  const path = (request.url ?? '').replace(/\?.*$/s, '').slice(1)
  const name = readdirSync('public').find((one) => one === decode(path))
  const facts = name === undefined || name.startsWith('.') ? undefined : lstatSync(`public/${name}`)
  if (!name || !facts?.isFile()) {
    return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no')
  }
  const headers: Record<string, string | number> = {
    'Content-Type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    ETag: `"${facts.mtimeMs}"`, 'Accept-Ranges': 'bytes',
  }
  const match = request.headers['if-none-match']
  if (match === '*' || match?.includes(`"${facts.mtimeMs}"`)) {
    return void response.writeHead(304, headers).end()
  }
  const { size } = facts
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  let [start, end, status] = [0, size - 1, 200]
  if ((from || to) && !(from && to && Number(to) < Number(from))) {
    status = 206
    start = from ? Number(from) : Math.max(0, size - Number(to))
    end = from && to ? Math.min(Number(to), size - 1) : size - 1
    if (start >= size) {
      return void response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end()
    }
    headers['Content-Range'] = `bytes ${start}-${end}/${size}`
  }
  headers['Content-Length'] = end - start + 1
  response.writeHead(status, headers)
  if (end < start) return void response.end()
  pipeline(createReadStream(`public/${name}`, { start, end }), response, () => {})
}).listen(process.env.PORT, '127.0.0.1')

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
