// The command that repeats by hand what a check sent: with curl if curl sends the same bytes, or
// else piece by piece with `npm run learn -- send`.

import { ownPort, toCurl } from './curl.ts'
import type { WireTurn } from './report.ts'

// Nobody pastes a body of megabytes.
const longestCommand = 4_000

/**
 * Gives the command that sends the same bytes in the same pieces to the program on its own port.
 * Undefined when nothing was sent, or too much. `port` is the one that the check talked to.
 */
export function repeatCommand(turns: readonly WireTurn[], port: number): string | undefined {
  const sent = turns.filter(({ direction }) => direction === 'sent')
  if (sent.reduce((sum, { bytes }) => sum + bytes.length, 0) > longestCommand) return undefined
  const [first, ...others] = sent.flatMap(piecesOf).map((piece) => withOwnPort(piece, port))
  if (first === undefined) return undefined
  const curl = others.length === 0 ? toCurl(first) : undefined
  const command = curl
    ?? ['npm run -s learn -- send', ...[first, ...others].map(quotePiece)].join(' ')
  return command.length > longestCommand ? undefined : command
}

/** Reads a piece that `repeatCommand` wrote, as bytes. Throws an Error for an unknown escape. */
export function parsePiece(text: string): Uint8Array {
  const bytes = text.split(/(\\(?:x[0-9a-f]{2}|[^]|$))/i).map((part) => {
    const escape = /^\\x([0-9a-f]{2})$/i.exec(part)?.[1]
    if (escape !== undefined) return Buffer.from(escape, 'hex')
    if (!part.startsWith('\\')) return Buffer.from(part)
    const character = escapes.get(part)
    if (character !== undefined) return Buffer.from(character)
    throw new Error(`Can't read ${part}: write \\r, \\n, \\t, \\\\ or two digits, as in \\xff`)
  })
  return Buffer.concat(bytes)
}

const escapes = new Map([['\\r', '\r'], ['\\n', '\n'], ['\\t', '\t'], ['\\\\', '\\']])

function piecesOf({ bytes, pieces = [bytes.length] }: WireTurn): string[] {
  return pieces.map((end, index) => bytes.slice(pieces[index - 1] ?? 0, end))
    .filter((piece) => piece !== '')
}

// Headers that name the address of the program. In a body, the length would no longer be right.
function withOwnPort(piece: string, port: number): string {
  const headEnd = piece.indexOf('\r\n\r\n')
  const head = headEnd === -1 ? piece : piece.slice(0, headEnd)
  const named = /^((?:host|origin|referer):.*\b(?:localhost|127\.0\.0\.1):)(\d+)/gim
  const changed = head.replace(named, (line, before: string, digits: string) =>
    digits === String(port) ? `${before}${ownPort}` : line)
  return changed + piece.slice(head.length)
}

// In single quotes, which every shell reads alike, so they never appear inside.
function quotePiece(piece: string): string {
  const text = piece.replace(/[^\x20-\x7e]|['\\]/g, (character) => {
    const short = [...escapes].find(([, value]) => value === character)?.[0]
    return short ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `'${text}'`
}
