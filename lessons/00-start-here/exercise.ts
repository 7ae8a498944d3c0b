// A whole server in one file. It sends the same response to every request, and one character of it
// is wrong.

import { createServer } from 'node:http'

//#region todo Change one character, so that the status says that it worked
//? The first digit of a status says how the request went. Which digit means that it worked?
//> Read "The status" in the lesson: 2 means success, 5 means that the server failed
//= const status = 500
const status = 200
//#endregion

const server = createServer((_request, response) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('This response came from my own machine.\n')
})

// The check chooses the port. 127.0.0.1 means that only programs on this machine can connect.
server.listen(Number(process.env.PORT), '127.0.0.1')
