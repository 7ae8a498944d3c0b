// Streams the body through a compressor, without a length, and adds a suffix to the ETag.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'

createServer((request, response) => {
  const [path, query] = (request.url ?? '').split('?')
  const text = `Hello, ${new URLSearchParams(query).get('name') ?? 'you'}`
  if (!['GET', 'HEAD'].includes(request.method ?? '')) {
    return void response.writeHead(405, { Allow: 'GET, HEAD' }).end()
  }
  if (path === '/sunrise.png') {
    response.writeHead(200, { 'Content-Type': 'image/png' })
    return void createReadStream(new URL('sunrise.png', import.meta.url)).pipe(response)
  }
  if (path !== '/greeting' && path !== '/greetings') return void response.writeHead(404).end()
  const content = path === '/greeting' ? { text } : Array.from({ length: 96 }, () => ({ text }))
  const body = Buffer.from(JSON.stringify(content))
  response.setHeader('Content-Type', 'application/json;charset=utf-8')
  response.setHeader('Vary', ['Accept', 'accept-encoding'])
  if (body.length < 200 || !accepts(request.headers['accept-encoding'])) {
    return void response.setHeader('ETag', `"${body.length}"`).end(body)
  }
  response.setHeader('ETag', `"${body.length}-gzip"`)
  response.setHeader('Content-Encoding', 'GZIP')
  if (request.method === 'HEAD') return void response.end()
  Readable.from([body.subarray(0, 99), body.subarray(99)]).pipe(createGzip()).pipe(response)
}).listen(Number(process.env.PORT))

function accepts(header = ''): boolean {
  const find = (name: string) => header.toLowerCase().split(',')
    .map((member) => member.trim().split(/ *; */)).find(([coding]) => coding === name)
  const entry = find('gzip') ?? find('*')
  return entry !== undefined && Number(entry[1]?.replace('q=', '') ?? 1) > 0
}
