// Knows all its files beforehand: what isn't in the list doesn't exist.
import { createReadStream, lstatSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { pipeline } from 'node:stream'

const types = new Map(Object.entries({
  html: 'text/html;charset=utf-8', css: 'text/css', js: 'application/javascript',
  svg: 'image/svg+xml', csv: 'text/csv', txt: 'text/plain;charset=utf-8',
}))

createServer((request, response) => {
  const path = (request.url ?? '').replace(/\?.*$/s, '').slice(1)
  const name = readdirSync('public').find((one) => one === decode(path))
  const facts = name === undefined || name.startsWith('.') ? undefined : lstatSync(`public/${name}`)
  if (!name || !facts?.isFile()) {
    return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no')
  }
  response.writeHead(200, {
    'Content-Type': types.get(name.split('.').at(-1) ?? '') ?? 'application/octet-stream',
    'Content-Length': facts.size,
  })
  pipeline(createReadStream(`public/${name}`), response, () => {})
}).listen(process.env.PORT, '127.0.0.1')

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
