// Events instead of await, a table of addresses, and a page that asks in the older way.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const handlers: Record<string, Handler> = {
  'GET /hello': (_request, response) => {
    response.setHeader('Content-Type', 'text/plain')
    response.write('Hello, ')
    response.end('World!\n')
  },
  'POST /hello': (request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const name = readName(Buffer.concat(pieces).toString())
      response.setHeader('Content-Type', 'Application/JSON; charset="utf-8"')
      response.statusCode = name ? 200 : 422
      const said = name
        ? { to: name, message: `Hello, ${name}!` }
        : { hint: 'name', error: 'Missing name parameter' }
      response.end(JSON.stringify(said, null, 2))
    })
  },
  'GET /hello/page': (_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<p id="one"></p><p id="two"></p><script>
const first = new XMLHttpRequest()
first.onload = () => { document.getElementById('one').append(first.responseText) }
first.open('GET', '/hello')
first.send()
const name = decodeURIComponent((location.search.match(/name=([^&]*)/) || [])[1] || 'Alice')
fetch('/hello', { method: 'POST', body: JSON.stringify({ name: name }) })
  .then((answer) => answer.json())
  .then((said) => { document.getElementById('two').append(said.message) })
</script>`)
  },
}

function readName(text: string): unknown {
  try {
    return JSON.parse(text).name
  } catch {
    return undefined
  }
}

createServer((request, response) => {
  const address = `${request.method} ${request.url}`.replace(/\?.*/, '')
  const handler = handlers[address]
  if (handler !== undefined) return handler(request, response)
  response.writeHead(404, 'Nothing here').end()
}).listen(process.env.PORT)
