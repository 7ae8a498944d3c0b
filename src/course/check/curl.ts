// Writes a request as a curl command, so that a learner can repeat it by hand.

/** The port of `npm run learn -- run`, to which requests that are repeated by hand go. */
export const ownPort = 3_001

type Head = { method: string; target: string; lines: readonly string[] }

/**
 * Gives the command for the bytes of one request; undefined when they aren't one, or when curl
 * would send other bytes: a body in chunks, a wrong length, a NUL, more than one request.
 */
export function toCurl(request: string): string | undefined {
  const headEnd = request.indexOf('\r\n\r\n')
  const head = headEnd === -1 ? undefined : readHead(request.slice(0, headEnd))
  if (head === undefined) return undefined
  const { method, target, lines } = head
  const body = request.slice(headEnd + 4)
  const length = valueOf(lines, 'content-length')
  const hasBody = length !== undefined
  const isExact = hasBody ? length === String(body.length) : body === ''
  if (!isExact || body.includes('\0')) return undefined
  return [
    'curl -i',
    ...methodWords(method, hasBody),
    ...targetWords(target),
    ...headerWords(lines, hasBody),
    ...(hasBody ? [`${body.startsWith('@') ? '--data-raw' : '--data-binary'} ${quote(body)}`] : []),
  ].join(' ')
}

function readHead(head: string): Head | undefined {
  const [startLine = '', ...lines] = head.split('\r\n')
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(startLine) ?? []
  if (method === undefined || target === undefined) return undefined
  if (!target.startsWith('/') || valueOf(lines, 'transfer-encoding') !== undefined) return undefined
  return { method, target, lines }
}

function valueOf(lines: readonly string[], name: string): string | undefined {
  const line = lines.find((each) => nameOf(each) === name)
  return line?.slice(line.indexOf(':') + 1).trim()
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':')).toLowerCase()
}

function methodWords(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD' && !hasBody) return ['-I']
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${method}`]
}

function targetWords(target: string): string[] {
  const origin = `http://localhost:${ownPort}`
  // curl leaves out the fragment of a URL, and percent-encodes other letters.
  if (/[^!-~]|#/.test(target)) return [`--request-target ${quote(target)}`, origin]
  return [
    // Without it curl would tidy up a path with dots.
    ...(/\/\.{1,2}(?:\/|\?|$)/.test(target) ? ['--path-as-is'] : []),
    // Without it curl would make several URLs of one with brackets.
    ...(/[[\]{}]/.test(target) ? ['--globoff'] : []),
    quote(`${origin}${target}`),
  ]
}

function headerWords(lines: readonly string[], hasBody: boolean): string[] {
  const given = lines.filter((line) => !isWrittenByCurl(line)).map((line) => {
    // With nothing after the colon curl would leave the header out.
    const isEmpty = line.slice(line.indexOf(':') + 1).trim() === ''
    return `-H ${quote(isEmpty ? line.replace(/:\s*$/, ';') : line)}`
  })
  const hasHost = valueOf(lines, 'host') !== undefined
  const hasType = valueOf(lines, 'content-type') !== undefined
  return [
    ...given,
    ...(hasHost ? [] : ["-H 'Host:'"]),
    ...(hasBody && !hasType ? ["-H 'Content-Type:'"] : []),
  ]
}

function isWrittenByCurl(line: string): boolean {
  if (/^host: *localhost(?::\d+)?$/i.test(line)) return true
  return nameOf(line) === 'content-length' || /^connection: *(?:close|keep-alive)$/i.test(line)
}

// POSIX shell quoting. Bytes that aren't plain text become escapes ($'…' in bash and zsh).
function quote(text: string): string {
  if (/^[\w./:=,@%+-]+$/.test(text)) return text
  const isPlain = /^[\x20-\x7e\n]*$/.test(text)
  if (isPlain) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[^\x20-\x7e]|['\\]/g, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `$'${escaped}'`
}
