// A pastebin: people send a text, and share the short name that it gets.

import { createServer } from 'node:http'

const texts = new Map<string, string>()

const server = createServer(async (request, response) => {
  const name = (request.url ?? '/').slice(1)
  if (request.method === 'POST') {
    let text = ''
    for await (const piece of request) text += piece
    const slug = (texts.size + 1000).toString(36)
    texts.set(slug, text)
    response.writeHead(201, { location: `/${slug}` }).end()
  } else {
    const text = texts.get(name)
    response.writeHead(text === undefined ? 404 : 200).end(`${text ?? 'Nothing here'}\n`)
  }
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
