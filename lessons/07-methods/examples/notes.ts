// Keeps notes. The first response to POST and the first one to PUT get lost, as on a bad network.

import { createServer } from 'node:http'

const notes = new Map<string, string>()
const lost = new Set(['POST', 'PUT'])

createServer((request, response) => {
  const { method = '', url = '' } = request
  if (method === 'POST') notes.set(`/notes/${notes.size + 1}`, 'Buy milk')
  if (method === 'PUT') notes.set(url, 'Buy milk')
  // The note is stored, but the client doesn't hear of it.
  if (lost.delete(method)) return response.destroy()
  response.end(`${JSON.stringify(Object.fromEntries(notes))}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
