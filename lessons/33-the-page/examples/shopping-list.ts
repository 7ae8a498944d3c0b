// Keeps a shopping list for each browser. The cookie says whose list it is.

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const lists = new Map<string, string[]>()

const server = createServer(async (request, response) => {
  const [, owner = 'nobody'] = /owner=(\w+)/.exec(request.headers.cookie ?? '') ?? []
  const list = lists.get(owner) ?? []
  if (request.method === 'POST') {
    const typed = new URLSearchParams(await text(request))
    lists.set(owner, [...list, typed.get('item') ?? ''])
    return response.writeHead(303, { location: '/' }).end()
  }
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<form method="post"><input name="item"><button>Add</button></form>
<ul>${list.map((item) => `<li>${item}</li>`).join('')}</ul>
`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
