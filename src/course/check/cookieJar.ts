// The cookies that a browser keeps, by the rules of RFC 6265bis: which Set-Cookie lines it accepts,
// when a cookie expires, and which cookies it sends to a path. Checks treat a learner's cookies
// as a browser does.

export type Cookie = {
  name: string
  value: string
  path: string
  /** In milliseconds since 1970; undefined for a cookie that lasts until the browser is closed. */
  expiresMs: number | undefined
  /** As they were written, with their names in lower case; the last one of a name counts. */
  attributes: ReadonlyMap<string, string>
}

const longestPair = 4096
const longestAttribute = 1024

export class CookieJar {
  readonly #host: string
  #cookies: Cookie[] = []

  constructor(host = 'localhost') {
    this.#host = host
  }

  get cookies(): readonly Cookie[] {
    return this.#cookies
  }

  find(name: string): Cookie | undefined {
    return this.#cookies.find((cookie) => cookie.name === name)
  }

  /** Does what the Set-Cookie lines of a response to a request for this target say. */
  keep(lines: readonly string[], target: string, nowMs = Date.now()): void {
    for (const line of lines) {
      const cookie = parseSetCookie(line, target, nowMs)
      if (cookie === undefined || !this.#isFromHere(cookie) || !keepsPrefix(cookie)) continue
      const isOther = ({ name, path }: Cookie) => name !== cookie.name || path !== cookie.path
      this.#cookies = this.#cookies.filter(isOther)
      if (!isOver(cookie, nowMs)) this.#cookies.push(cookie)
    }
  }

  /** Gives the header Cookie for a request; undefined if there is nothing to send. */
  header(target: string, nowMs = Date.now()): string | undefined {
    const path = pathOf(target)
    const fitting = this.#cookies
      .filter((cookie) => !isOver(cookie, nowMs) && covers(cookie.path, path))
      .sort((one, other) => other.path.length - one.path.length)
    if (fitting.length === 0) return undefined
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  #isFromHere({ attributes }: Cookie): boolean {
    const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? ''
    return domain === '' || domain === this.#host || this.#host.endsWith(`.${domain}`)
  }
}

/** Reads one Set-Cookie line (section 5.6); undefined when a browser would ignore it. */
export function parseSetCookie(
  line: string, target: string, nowMs = Date.now(),
): Cookie | undefined {
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(line)) return undefined
  const [pair = '', ...rest] = line.split(';')
  const equals = pair.indexOf('=')
  // Without an equals sign, all of it is the value of a cookie that has no name.
  const name = equals === -1 ? '' : pair.slice(0, equals).trim()
  const value = pair.slice(equals + 1).trim()
  if ((name === '' && value === '') || name.length + value.length > longestPair) return undefined
  const attributes = new Map(rest.map(readAttribute).filter(([, text]) => {
    return text.length <= longestAttribute
  }))
  const path = attributes.get('path') ?? ''
  return {
    name, value, attributes,
    path: path.startsWith('/') ? path : defaultPath(target),
    expiresMs: expiryOf(attributes, nowMs),
  }
}

/** Reads a date as browsers do in Expires (section 5.1.1); undefined when it isn't one. */
export function parseCookieDate(text: string): number | undefined {
  const found: { time?: string; day?: string; month?: number; year?: string } = {}
  for (const token of text.split(/[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/)) {
    const month = months.indexOf(token.slice(0, 3).toLowerCase())
    if (found.time === undefined && /^\d{1,2}:\d{1,2}:\d{1,2}(?:\D|$)/.test(token)) {
      found.time = token
    } else if (found.day === undefined && /^\d{1,2}(?:\D|$)/.test(token)) found.day = token
    else if (found.month === undefined && month !== -1) found.month = month
    else if (found.year === undefined && /^\d{2,4}(?:\D|$)/.test(token)) found.year = token
  }
  const { time, day, month, year } = found
  if (time === undefined || day === undefined || month === undefined || year === undefined) {
    return undefined
  }
  return toMs({ time, day: parseInt(day, 10), month, year: fullYear(parseInt(year, 10)) })
}

const months = [
  'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec',
]

type DateParts = { time: string; day: number; month: number; year: number }

function toMs({ time, day, month, year }: DateParts): number | undefined {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map((part) => parseInt(part, 10))
  const isValid = day >= 1 && day <= 31 && year >= 1601 && hour <= 23 && minute <= 59
    && second <= 59
  return isValid ? Date.UTC(year, month, day, hour, minute, second) : undefined
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900
  return year < 70 ? year + 2000 : year
}

function readAttribute(text: string): [name: string, value: string] {
  const equals = text.indexOf('=')
  if (equals === -1) return [text.trim().toLowerCase(), '']
  return [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()]
}

// A name with a prefix says which attributes the cookie has (section 4.1.3).
function keepsPrefix({ name, attributes }: Cookie): boolean {
  const [, prefix] = /^__(host|secure)-/i.exec(name) ?? []
  if (prefix === undefined) return true
  if (!attributes.has('secure')) return false
  const isForHost = attributes.get('path') === '/' && !attributes.get('domain')
  return isForHost || prefix.toLowerCase() === 'secure'
}

// Max-Age outweighs Expires; either one is ignored when it can't be read.
function expiryOf(attributes: ReadonlyMap<string, string>, nowMs: number): number | undefined {
  const age = attributes.get('max-age')
  if (age !== undefined && /^-?\d+$/.test(age)) {
    return Number(age) <= 0 ? -Infinity : nowMs + Number(age) * 1000
  }
  return parseCookieDate(attributes.get('expires') ?? '')
}

function isOver({ expiresMs }: Cookie, nowMs: number): boolean {
  return expiresMs !== undefined && expiresMs <= nowMs
}

function pathOf(target: string): string {
  return /^[^?#]*/.exec(target)?.[0] ?? '/'
}

// The folder of the path that set the cookie (section 5.1.4).
function defaultPath(target: string): string {
  const path = pathOf(target)
  return path.startsWith('/') ? path.slice(0, Math.max(path.lastIndexOf('/'), 1)) : '/'
}

function covers(cookiePath: string, path: string): boolean {
  if (!path.startsWith(cookiePath)) return false
  return cookiePath.endsWith('/') || path.length === cookiePath.length
    || path[cookiePath.length] === '/'
}
