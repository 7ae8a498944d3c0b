// Lesson 5: puts a handler on a port. It listens on this machine alone.

import {
  createServer, type IncomingMessage, type Server, type ServerResponse,
} from 'node:http'
import { Context, type Handler } from './context.ts'
import { empty, type Reply } from './reply.ts'

/** Starts to listen on the port in PORT, or on 3001. */
export function serve(handler: Handler): Server {
  const server = createServer((request, response) => respond(handler, request, response))
  return server.listen(Number(process.env.PORT ?? 3001), '127.0.0.1')
}

// The last resort: what no middleware has caught must not end the whole server.
async function respond(
  handler: Handler, request: IncomingMessage, response: ServerResponse,
): Promise<void> {
  try {
    send(response, await handler(new Context(request)))
  } catch (error) {
    console.error(error)
    // A writeHead that failed leaves its reason phrase behind: "500 Found".
    response.statusMessage = ''
    send(response, empty(500))
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // Throws for a body that isn't a text, before anything is sent: json(undefined) has none.
  const bytes = Buffer.byteLength(body)
  // 204 and 304 have no body, so they have no length (RFC 9110, section 8.6).
  const hasLength = status !== 204 && status !== 304
  const length = hasLength ? { 'content-length': String(bytes) } : {}
  // In a response to HEAD, Node leaves out the body.
  response.writeHead(status, { ...headers, ...length }).end(body)
}
