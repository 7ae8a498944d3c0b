// Node has a reader of lines for every stream. It passes the errors of the stream on.
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

createServer((socket) => {
  let count = 0
  createInterface({ input: socket })
    .on('line', (line) => socket.write(`${++count}: ${line}\n`))
    .on('error', () => {})
}).listen(process.env.PORT)
