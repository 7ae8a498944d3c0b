// Quoted-printable (RFC 2045, section 6.7): any text as short lines of ASCII that old mail servers
// pass on unchanged, and that a person can still read. Lesson: reset-by-email (appendix)
//
//   'é = ?'  →  '=C3=A9 =3D ?'

const mostLineLength = 76

/** Writes text; its lines end with CRLF, whatever they ended with before. */
export function encodeQuotedPrintable(text: string): string {
  return text.split(/\r\n|\r|\n/).map(encodeLine).join('\r\n')
}

/** Reads what `encodeQuotedPrintable` wrote; lines end with LF. */
export function decodeQuotedPrintable(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

function encodeLine(line: string): string {
  let done = ''
  let current = ''
  const bytes = Buffer.from(line)
  for (const [index, byte] of bytes.entries()) {
    const piece = encodeByte(byte, index === bytes.length - 1)
    // One column stays free for the `=` that says: the line goes on.
    if (current.length + piece.length > mostLineLength - 1) {
      done += `${current}=\r\n`
      current = ''
    }
    current += piece
  }
  return done + current
}

function encodeByte(byte: number, isLast: boolean): string {
  const isBlank = byte === 0x20 || byte === 0x09
  const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x3d
  // Blanks at the end of a line get lost on the way.
  if (isPlain || (isBlank && !isLast)) return String.fromCharCode(byte)
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
