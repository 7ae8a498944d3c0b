// Sends Ann's parcels to the address that she has typed into a form.

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

let address = '1 Main Street'

const server = createServer(async (request, response) => {
  if (request.headers.cookie !== 'session=ann') return response.writeHead(401).end('Sign in\n')
  if (request.method === 'POST') {
    const fields = new URLSearchParams(await text(request))
    address = fields.get('address') ?? address
  }
  response.end(`Your parcels go to ${address}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
