// Reads JSON from the body of a request, and trusts nothing: not its type, its size, its bytes or
// its end.
//
//   POST /notes       { "received": … } with the value that was sent
//   GET  /under-way   { "underWay": … } with the number of bodies that are being read right now

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const maxBytes = 1_000_000
let underWay = 0

// What the client did wrong, and the status that says so.
class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const server = createServer(async (request, response) => {
  if (request.url === '/under-way') return answer(response, 200, { underWay })
  underWay += 1
  try {
    answer(response, 200, { received: await readJson(request) })
  } catch (error) {
    if (error instanceof Refusal) answer(response, error.status, { error: error.message })
    else answer(response, 500, { error: 'Something went wrong on our side' })
  } finally {
    underWay -= 1
  }
})

server.listen(Number(process.env.PORT), '127.0.0.1')

async function readJson(request: IncomingMessage): Promise<unknown> {
  //#region todo Throw a Refusal for another type (415) or a body that isn't JSON in UTF-8 (400)
  //? Is Application/JSON;charset=utf-8 the type that you want? And what happens to the error that
  //? JSON.parse throws?
  //> Read "Check the type" and "Decode once, and strictly". A try around two calls is enough
  //= const bytes = await readBytes(request)
  //= return JSON.parse(String(bytes))
  const [type = ''] = (request.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'Send the body as application/json')
  }
  const bytes = await readBytes(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Refusal(400, `The body isn't JSON in UTF-8: ${String(error)}`)
  }
  //#endregion
}

// Collects the body. It arrives in pieces, of any size and at any time.
function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    //#region todo Collect and count bytes, throw a Refusal above maxBytes, and notice a lost client
    //? A character can be cut in two. So when do bytes become text: for each piece, or at the end?
    //? And which event comes if a client disconnects in the middle?
    //> Read "Count while the body arrives", "Let a client finish" and "Notice who leaves".
    //> Buffer.concat joins a list of pieces, and reject passes an error on
    //= let text = ''
    //= request.on('data', (piece) => (text += piece))
    //= request.on('end', () => resolve(Buffer.from(text)))
    const pieces: Uint8Array[] = []
    let length = 0
    request.on('data', (piece: Uint8Array) => {
      length += piece.length
      // Too much: the rest is read and dropped, so that the client gets to read the response.
      if (length <= maxBytes) pieces.push(piece)
      else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
    })
    request.on('end', () => resolve(Buffer.concat(pieces)))
    request.on('close', () => reject(new Refusal(400, 'The body is incomplete')))
    //#endregion
  })
}

function answer(response: ServerResponse, status: number, body: object): void {
  // This comes first: if it throws an error, a 500 can still be sent.
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(text)
}
