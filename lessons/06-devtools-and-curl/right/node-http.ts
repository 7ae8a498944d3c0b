// With node:http, over one connection that is kept.
import { Agent, request } from 'node:http'

const origin = process.argv[2] ?? ''
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function send(method: string, path: string, headers = {}, body?: string): Promise<string> {
  return new Promise((resolve) => {
    request(origin + path, { method, agent, headers }, async (response) => {
      let text = ''
      for await (const piece of response.setEncoding('utf8')) text += piece
      resolve(text)
    }).end(body)
  })
}

const tasks = JSON.parse(await send('GET', '/tasks'))
await send('GET', `/books?${new URLSearchParams({ search: tasks.search })}`)
await send('POST', '/users', { 'Content-Type': 'application/json' }, JSON.stringify(tasks.user))
await send('DELETE', `/links/${tasks.link}`)
await send('GET', '/me', { Authorization: `Bearer ${tasks.token}` })
agent.destroy()
