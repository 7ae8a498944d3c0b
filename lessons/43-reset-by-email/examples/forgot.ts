// Sends links to people who have forgotten their password. Its mails can be read at /mails.

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const passwords = new Map([['ann@example.org', 'four words that rhyme']])
const links: string[] = []
let mails = ''

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(`http://localhost${request.url}`)
  const body = await text(request)
  if (pathname === '/mails') return response.end(mails)
  if (pathname === '/forgot') {
    if (!passwords.has(body)) return response.writeHead(404).end('No such account\n')
    const token = links.push(body)
    mails += `To: ${body}\nhttp://${request.headers.host}/reset?token=${token}\n`
    return response.end('A mail is on its way\n')
  }
  const email = links[Number(searchParams.get('token')) - 1]
  if (email === undefined) return response.writeHead(404).end('No such link\n')
  passwords.set(email, body)
  response.end(`${email} has a new password\n`)
})
server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
