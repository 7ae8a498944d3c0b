// Writes a request as a curl command, so that a learner can repeat it by hand.

// Headers that curl writes by itself, in the same way.
const own = new Set(['host', 'connection', 'content-length'])

/** Gives the command for the bytes of one request; undefined when they are none. */
export function toCurl(request: string): string | undefined {
  const headEnd = request.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const [startLine = '', ...lines] = request.slice(0, headEnd).split('\r\n')
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(startLine) ?? []
  if (method === undefined || !target?.startsWith('/')) return undefined
  const body = request.slice(headEnd + 4)
  const headers = lines.filter((line) => !own.has(line.slice(0, line.indexOf(':')).toLowerCase()))
  const hasType = headers.some((line) => /^content-type:/i.test(line))
  return [
    'curl -i',
    ...methodWords(method, body !== ''),
    // Without it curl would tidy up a path with dots.
    ...(/\/\.{1,2}(?:\/|\?|$)/.test(target) ? ['--path-as-is'] : []),
    // The name of the port stays in double quotes, so that the shell fills it in.
    `"http://localhost:$PORT"${quote(target)}`,
    ...headers.map((line) => `-H ${quote(line)}`),
    ...(body !== '' && !hasType ? ["-H 'Content-Type:'"] : []),
    ...(body === '' ? [] : [`--data-binary ${quote(body)}`]),
  ].join(' ')
}

function methodWords(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['-I']
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`-X ${method}`]
}

// POSIX shell quoting. Bytes that are no plain text are written as escapes ($'…' of bash and zsh).
function quote(text: string): string {
  if (/^[\w./:=,@%+-]+$/.test(text)) return text
  const isPlain = /^[\x20-\x7e\n\t]*$/.test(text)
  if (isPlain) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[^\x20-\x7e]|['\\]/g, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `$'${escaped}'`
}
