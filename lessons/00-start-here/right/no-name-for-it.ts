// The same without a name for the number, and with a number for the port.
import { createServer } from 'node:http'

createServer((_request, response) => response.writeHead(200).end('fine'))
  .listen(Number(process.env.PORT), '127.0.0.1')
