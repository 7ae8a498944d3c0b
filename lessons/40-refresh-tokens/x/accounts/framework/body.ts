// Lesson 10: reads the body of a request, which nobody may trust: not its type, not its size, not
// its bytes, not its end.

import type { IncomingMessage } from 'node:http'
import type { Context } from './context.ts'
import { HttpError } from './errors.ts'

const usualMaxBytes = 16_384

/** Reads JSON. Throws an HttpError 415 for another type, 413 above the limit, and 400 otherwise. */
export async function readJson(context: Context, maxBytes = usualMaxBytes): Promise<unknown> {
  const text = await readText(context, 'application/json', maxBytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HttpError(400, `The body isn't JSON: ${String(error)}`)
  }
}

/** Reads the fields of an HTML form, with the same errors. */
export async function readForm(
  context: Context, maxBytes = usualMaxBytes,
): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(context, 'application/x-www-form-urlencoded', maxBytes))
}

async function readText(context: Context, type: string, maxBytes: number): Promise<string> {
  const [sent = ''] = (context.header('content-type') ?? '').split(';')
  if (sent.trim().toLowerCase() !== type) {
    throw new HttpError(415, `Send the body as ${type}`, { accept: type })
  }
  const bytes = await readBytes(context.request, maxBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new HttpError(400, "The body isn't UTF-8")
  }
}

function readBytes(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    let length = 0
    request.on('data', (piece: Uint8Array) => {
      length += piece.length
      // The rest is read and dropped, so that the client gets to read the response.
      if (length <= maxBytes) pieces.push(piece)
      else reject(new HttpError(413, `Send at most ${maxBytes} bytes`))
    })
    request.on('end', () => resolve(Buffer.concat(pieces)))
    request.on('close', () => reject(new HttpError(400, 'The body broke off')))
  })
}
