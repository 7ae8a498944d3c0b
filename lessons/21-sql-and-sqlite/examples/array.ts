// A guest book in an array.

import { createServer } from 'node:http'

const guests: { name: string; age: number }[] = []

createServer((request, response) => {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  const name = url?.searchParams.get('name') ?? ''
  const age = Number(url?.searchParams.get('age') ?? 0)
  if (request.method === 'POST') guests.push({ name, age })
  response.end(`${JSON.stringify(guests)}\n`)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
