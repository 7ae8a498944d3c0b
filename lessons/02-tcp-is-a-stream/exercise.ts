// An echo server that speaks in lines: it answers each line with the same line, and the line's
// number before it. Each client has numbers of its own.
//
//   hello        1: hello
//   how are you  2: how are you

import { createServer } from 'node:net'

const server = createServer((socket) => {
  let count = 0
  //#region todo Keep what has come of a line that is not whole yet
  //? A line can come in two pieces, and two lines in one.
  //? Where does the first piece wait for the second?
  //> It needs a variable that lives as long as the connection: here, not outside of createServer
  let rest = ''
  //#endregion

  //#region todo Read text, not bytes: a letter such as ü is two bytes, and they may come apart
  //? Half a letter is no letter. Who keeps the first half until the second is there?
  //> Look for setEncoding in the documentation of streams: it does this for you
  socket.setEncoding('utf8')
  //#endregion

  socket.on('data', (data) => {
    //#region todo Answer each whole line, and keep the rest for the next time
    //? What is left after the last line break: a line, or the beginning of one?
    //> Add the data to what you kept, split at '\n', and the last part is the new rest
    //= count += 1
    //= socket.write(`${count}: ${data}`)
    rest += data
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      count += 1
      socket.write(`${count}: ${line}\n`)
    }
    //#endregion
  })

  //#region todo Stay alive when a client disappears
  //? A client is cut off while you talk. Node tells you by an event.
  //? What does Node do with an error that nobody hears?
  //> An 'error' event without a listener ends the whole program
  socket.on('error', (error) => console.error(`A client was cut off: ${error.message}`))
  //#endregion
})

server.listen(Number(process.env.PORT), '127.0.0.1')
