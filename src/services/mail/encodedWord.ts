// Words of any script in a header, which is ASCII (RFC 2047): `=?utf-8?B?w6k=?=` is é.
// Lesson: reset-by-email (appendix)

// With the longest name of a header before it, a line stays under its limit of 76 characters.
const mostBytesInWord = 39

/** Writes text as encoded words, one in each line of a folded header. */
export function encodeWords(text: string): string {
  const words: string[] = []
  let word = ''
  // A character must not be cut: each word is decoded alone (RFC 2047, section 5).
  for (const character of text) {
    if (Buffer.byteLength(word + character) > mostBytesInWord) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
}

/** Reads the encoded words of a header. Blanks between two of them only separate them. */
export function decodeWords(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=/gi, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString())
}
