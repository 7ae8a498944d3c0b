// Reads DATABASE_URL: the nodes of an rqlite cluster, such as
// `rqlite://10.0.0.1:4001,10.0.0.2:4001,10.0.0.3:4001`. With `rqlites://`, they're asked over TLS.
// Lesson: outgrowing-one-machine (tour)

export type RqliteAddress = {
  /** Where the nodes listen, such as `http://10.0.0.1:4001`. */
  origins: readonly string[]
  /** The header for nodes that ask for a password. */
  authorization: string | undefined
}

// What each scheme means: the protocol, and its default port, which `URL` leaves out.
const schemes = new Map([
  ['rqlite', { protocol: 'http:', port: ':80' }], ['rqlites', { protocol: 'https:', port: ':443' }],
])
const usualPort = '4001'
const mostBytes = 4_096

type Scheme = { protocol: string; port: string }

/**
 * Reads `rqlite://host:port,host:port`, with `user:password@` before the first host if the nodes
 * ask for it. The default port is 4001. Throws an Error that says what is wrong with it.
 */
export function parseRqliteUrl(text: string): RqliteAddress {
  const start = text.indexOf('://')
  const scheme = schemes.get(text.slice(0, Math.max(0, start)))
  if (scheme === undefined || text.length > mostBytes) {
    throw new Error('write it like rqlite://10.0.0.1:4001,10.0.0.2:4001,10.0.0.3:4001')
  }
  const rest = text.slice(start + '://'.length).replace(/\/$/, '')
  const at = rest.lastIndexOf('@')
  const origins = rest.slice(at + 1).split(',').map((host) => parseOrigin(host, scheme))
  return { origins, authorization: at === -1 ? undefined : toBasic(rest.slice(0, at)) }
}

function parseOrigin(host: string, { protocol, port }: Scheme): string {
  const url = URL.parse(`${protocol}//${host}`)
  if (host === '' || url === null || url.pathname !== '/' || url.search + url.hash !== '') {
    throw new Error(`can't read the host ${JSON.stringify(host)}: write it like 10.0.0.1:4001`)
  }
  if (url.port === '' && !host.endsWith(port)) url.port = usualPort
  return url.origin
}

function toBasic(login: string): string {
  const [, name, password] = /^([^:]*):(.*)$/.exec(login)?.map(decode) ?? []
  if (name === undefined || password === undefined) {
    throw new Error('write the login like user:password@ before the first host, with %40 for @')
  }
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
