// Keeps diaries. Deleting an account deletes the user, and nothing else.

import { createServer } from 'node:http'

const users = [{ id: 1, name: 'Ann' }, { id: 2, name: 'Ben' }]
const tokens = new Map([['Bearer token-ann', 1], ['Bearer token-ben', 2]])
const pages = [{ user: 2, text: 'I sing in the shower' }]

const server = createServer(({ method, url = '', headers }, response) => {
  if (method === 'POST') {
    const [name, id] = [url.slice(1), Math.max(...users.map((user) => user.id)) + 1]
    users.push({ id, name })
    tokens.set(`Bearer token-${name}`, id)
    return response.end(`Your token is token-${name}\n`)
  }
  const id = tokens.get(headers.authorization ?? '')
  const user = users.find((each) => each.id === id)
  if (user === undefined) return response.writeHead(401).end('Who are you?\n')
  if (method === 'DELETE') users.splice(users.indexOf(user), 1)
  const own = pages.filter((page) => page.user === id).map((page) => page.text)
  response.end(method === 'DELETE' ? 'Goodbye\n' : `Diary of ${user.name}: ${own.join()}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
