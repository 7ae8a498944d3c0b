// An echo server for lines: it sends back each line with the line's number in front. Each
// connection starts counting at 1.
//
//   hello        1: hello
//   how are you  2: how are you

import { createServer } from 'node:net'

const server = createServer((socket) => {
  let count = 0

  //#region todo Send back each complete line, and keep the rest for later
  //? A line can arrive in two pieces, and two lines in one piece. After the last line break, is
  //? there a line, or the beginning of one? And what if only the first byte of an ü has arrived?
  //> Read "Keep the rest": you need a variable for the rest here, inside the function. Split at
  //> '\n': the last part is the new rest. For the ü, read "Characters of more than one byte"
  //= socket.on('data', (data) => {
  //=   count += 1
  //=   socket.write(`${count}: ${data}`)
  //= })
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (data) => {
    rest += data
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      count += 1
      socket.write(`${count}: ${line}\n`)
    }
  })
  //#endregion

  //#region todo Keep the server running when a client disappears
  //? The socket of a client that is cut off emits an event. What does Node do if nothing listens?
  //> Read "When the other side disappears". Anything that listens is enough
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
  //#endregion
})

server.listen(Number(process.env.PORT), '127.0.0.1')
