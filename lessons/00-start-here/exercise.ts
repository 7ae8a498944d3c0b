// A whole server in one file. It gives every request the same answer, and one character of it is
// wrong.

import { createServer } from 'node:http'

//#region todo Change one character, so that the answer says: all went well
//? The first digit of a status tells how it went. Which digit means that all went well?
//> Read "The one character" in the lesson: 2 is for success, 5 for a failure of the server
//= const status = 500
const status = 200
//#endregion

const server = createServer((_request, response) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('This answer came from my own machine.\n')
})

// Whoever starts a server tells it the port, in the variable PORT.
server.listen(process.env.PORT)
