// Cuts the lines as bytes and makes text of whole lines only.
import { createServer } from 'node:net'

createServer({ allowHalfOpen: true }, (socket) => {
  let count = 0
  let rest = Buffer.alloc(0)
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data])
    while (rest.includes(10)) {
      const end = rest.indexOf(10)
      count += 1
      socket.write(`${count}: `)
      socket.write(rest.subarray(0, end + 1))
      rest = rest.subarray(end + 1)
    }
  })
  socket.on('end', () => socket.end())
  socket.on('error', () => socket.destroy())
}).listen(process.env.PORT)
