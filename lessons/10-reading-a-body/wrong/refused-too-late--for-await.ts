// Waits for the whole body with a helper of Node, and then looks at its length.
//#replace
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
//#with
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
//#end
//#replace
  const bytes = await readBytes(request)
//#with
  const bytes = await buffer(request).catch(() => readBytes(request))
  if (bytes.length > maxBytes) throw new Refusal(413, `Send at most ${maxBytes} bytes`)
//#end
