// Where an application may have people sent back to. Anyone who can change this URL gets the codes,
// so it's compared letter by letter: no prefixes, no wildcards (RFC 9700, section 4.1.3).
// Lesson: oauth-and-oidc (core)

const longest = 500

// RFC 8252, section 7.3: a program on somebody's machine gets a free port when it starts.
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(\/[!-~]*)$/

// RFC 8252, section 7.1: an app on a phone has a scheme of its own, a domain name in reverse. So no
// two developers choose the same one by accident, and none is `javascript` or `data`. There's no
// host, so only one slash follows.
const appScheme = /^([a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+):\/(?!\/)[!-~]*$/

/**
 * Says why an address can't be registered; undefined for one that can. Every app on a phone can
 * take any scheme and get the codes of another app (RFC 8252, section 8.6). PKCE makes them useless
 * there, and a secret would be in each copy of the app: so such an address is for public
 * applications.
 */
export function redirectUriMistake(text: string, isPublic: boolean): string | undefined {
  if (text.length > longest) return `Use at most ${longest} characters`
  const url = URL.parse(text)
  if (url === null) return `${JSON.stringify(text)} isn't a complete URL`
  if (appScheme.test(url.href) && !isPublic) {
    return `Only an application that can't keep a secret can have ${text}: tick the box below`
  }
  if (url.protocol !== 'https:' && !loopback.test(url.href) && !appScheme.test(url.href)) {
    return `Write https, or http on this machine, as in http://127.0.0.1/callback, or the scheme ` +
      `of an app, as in com.example.app:/callback, not ${text}`
  }
  if (url.username !== '' || url.password !== '') return 'Leave out the user and the password'
  // A code in a fragment never reaches the application's server (RFC 6749, section 3.1.2).
  if (text.includes('#')) return 'Leave out the fragment, the part from # on'
  if (url.hostname.includes('*')) return "Write each URI out: * isn't a wildcard here"
  return url.href === text ? undefined : `Write it as ${url.href}`
}

/** Reads addresses that were typed or stored, one per line. */
export function readRedirectUris(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
}

/** Says whether an address is the registered one; on the loopback its port may differ. */
export function matchesRedirectUri(registered: string, given: string): boolean {
  if (registered === given) return true
  const [, host, rest] = loopback.exec(registered) ?? []
  const [, givenHost, givenRest] = loopback.exec(given) ?? []
  return host !== undefined && host === givenHost && rest === givenRest && URL.canParse(given)
}

/** Says whether an address is on the machine of the person who signs in. */
export function isLoopbackUri(address: string): boolean {
  return loopback.test(address)
}

/** Returns the scheme of an app on a phone, such as `com.example.app`; undefined for others. */
export function appSchemeOf(address: string): string | undefined {
  return appScheme.exec(address)?.[1]
}

/** Adds parameters to an address and keeps the query that it has (RFC 6749, section 4.1.2). */
export function withParameters(
  address: string, parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, value)
  }
  return `${address}${address.includes('?') ? '&' : '?'}${query}`
}
