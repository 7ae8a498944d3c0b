// Serves the folder `public`, until somebody asks for something else.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'

createServer((request, response) => {
  createReadStream(`public${request.url}`).pipe(response)
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
