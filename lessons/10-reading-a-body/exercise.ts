// Reads JSON from the body of a request, and trusts nothing: not its type, its size, its bytes, its
// end.
//
//   POST /notes       answers { "received": … } with what was sent
//   GET  /under-way   tells how many bodies are being read right now

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const maxBytes = 1_000_000
let underWay = 0

// What the client did wrong; the status says what.
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
    //#region todo Answer a Refusal with its status and its message; all else is our own fault: 500
    //? Who made the mistake, when the JSON is broken: the client or the server?
    //> error instanceof Refusal tells; a Refusal has a status and a message
    //= answer(response, 500, { error: String(error) })
    if (error instanceof Refusal) answer(response, error.status, { error: error.message })
    else answer(response, 500, { error: 'Something went wrong on our side' })
    //#endregion
  } finally {
    underWay -= 1
  }
})

server.listen(Number(process.env.PORT), '127.0.0.1')

async function readJson(request: IncomingMessage): Promise<unknown> {
  //#region todo Refuse every other type than application/json with 415
  //? Is `application/json; charset=utf-8` the same type? And `Application/JSON`?
  //> What stands before the semicolon is the type; upper and lower case mean the same
  const [type = ''] = (request.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'Send the body as application/json')
  }
  //#endregion
  const bytes = await readBytes(request)
  //#region todo Turn bytes into text, and that into a value; a failure is the client's fault: 400
  //? JSON.parse throws. Who catches it, and which status does it become?
  //> new TextDecoder('utf-8', { fatal: true }) throws for bytes that are no UTF-8
  //= return JSON.parse(String(bytes))
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Refusal(400, `The body is no JSON: ${String(error)}`)
  }
  //#endregion
}

// Collects the body. It comes in pieces, of any size and at any time.
function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    //#region todo Collect the pieces as bytes, count them, and notice when the client is gone
    //? A letter may lie across two pieces.
    //? So when do bytes become text: for each piece, or at the end?
    //> Events: 'data' for each piece, 'end' after the last one, 'close' when the connection is
    //> gone, with or without an end
    //= let text = ''
    //= request.on('data', (piece) => (text += piece))
    //= request.on('end', () => resolve(Buffer.from(text)))
    const pieces: Uint8Array[] = []
    let length = 0
    request.on('data', (piece: Uint8Array) => {
      length += piece.length
      // Too much: the rest is read and thrown away, so that the client gets to read the answer.
      if (length <= maxBytes) pieces.push(piece)
      else reject(new Refusal(413, `Send ${maxBytes} bytes at most`))
    })
    request.on('end', () => resolve(Buffer.concat(pieces)))
    request.on('close', () => reject(new Refusal(400, 'The body broke off')))
    //#endregion
  })
}

function answer(response: ServerResponse, status: number, body: object): void {
  // First of all, because it throws for a value that is nested too deep.
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(text)
}
