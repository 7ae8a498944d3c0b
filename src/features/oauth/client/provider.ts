// Another provider that people sign in with: where it is, where a sign-in begins, and who signed
// in. Its addresses come from its own document (OpenID Connect Discovery, section 4), which
// is believed only when it names the issuer that was configured. Lesson: oauth-and-oidc (appendix)

import { isRecord } from '../../../basics/check.ts'
import { hourMs, minuteMs, secondMs, type Clock } from '../../../basics/clock.ts'
import { readKeySet, type Jwk } from '../jwk.ts'
import { challengeOf } from '../pkce.ts'
import { namesUnknownKey } from '../signedClaims.ts'
import { fetchJson, mayFetch, ProviderError } from './fetchJson.ts'
import { verifyIdToken, type ProviderIdentity } from './idToken.ts'
import { completeIdentity } from './userinfo.ts'

/** How another provider is set up: what it told us when we registered there. */
export type ProviderSettings = {
  /** Such as `https://accounts.example.org`. */
  issuer: string
  clientId: string
  /** undefined for a public client. */
  clientSecret: string | undefined
  /** What the button says. */
  name: string
}

/** What a sign-in begins with, kept by the browser until it comes back. */
type SignInStart = { state: string; nonce: string; verifier: string }

type Metadata = {
  authorizationEndpoint: string
  tokenEndpoint: string
  keysAddress: string
  userinfoAddress: string | undefined
  sendsIssuer: boolean
  takesBasic: boolean
}

const keepMs = hourMs
// A key we don't know may be new, but tokens with made-up names must not make us fetch each time.
const refetchMs = minuteMs

type ProviderOptions = ProviderSettings & {
  clock: Clock
  /** Where the provider sends people back to. */
  redirectUri: string
}

/** Another provider. It's asked nothing before a sign-in. */
export class Provider {
  readonly name: string
  readonly issuer: string
  readonly #options: ProviderOptions
  readonly #metadata: Kept<Metadata>
  readonly #keys: Kept<Jwk[]>
  #search: { at: number; keys: Promise<Jwk[]> } | undefined = undefined

  constructor(options: ProviderOptions) {
    const { name, issuer, clock } = options
    this.name = name
    this.issuer = issuer
    this.#options = options
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    this.#metadata = new Kept(clock, async () =>
      readMetadata(issuer, await fetchFrom(issuer, address)))
    this.#keys = new Kept(clock, async () =>
      readKeySet(await fetchFrom(issuer, (await this.#metadata.get()).keysAddress)))
  }

  /**
   * Returns the URL at the provider where a sign-in begins. With `isAgain`, the provider has to ask
   * for the password even if somebody is signed in there: anybody could be at that computer.
   */
  async authorizationUrl(
    { state, nonce, verifier }: SignInStart, isAgain: boolean,
  ): Promise<string> {
    const { clientId, redirectUri } = this.#options
    const url = new URL((await this.#metadata.get()).authorizationEndpoint)
    const parameters = {
      response_type: 'code', client_id: clientId, redirect_uri: redirectUri,
      scope: 'openid email profile', state, nonce,
      code_challenge: challengeOf(verifier), code_challenge_method: 'S256',
      ...(isAgain ? { max_age: '0' } : {}),
    }
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return url.href
  }

  /**
   * Says whether a response is from this provider: with several of them a wrong one could hand us
   * a code of another, to have it sent to itself (mix-up, RFC 9207).
   */
  async isFrom(given: string | null): Promise<boolean> {
    return given === null ? !(await this.#metadata.get()).sendsIssuer : given === this.issuer
  }

  /** Exchanges a code and says who signed in. Throws a ProviderError or a JwtError. */
  async identify(
    code: string, { nonce, verifier }: Pick<SignInStart, 'nonce' | 'verifier'>,
  ): Promise<ProviderIdentity> {
    const { issuer, clientId, clock } = this.#options
    const metadata = await this.#metadata.get()
    const reply = await exchangeCode(this.#options, metadata, { code, verifier })
    const { id_token: token, access_token: accessToken } = isRecord(reply) ? reply : {}
    if (typeof token !== 'string') throw new ProviderError('malformed', 'There is no ID token')
    const keys = await this.#findKeys(token)
    const expected = { issuer, clientId, nonce, now: clock() / secondMs }
    const identity = verifyIdToken(keys, token, expected)
    const address = metadata.userinfoAddress
    const isComplete = identity.email !== undefined || address === undefined
    if (isComplete || typeof accessToken !== 'string') return identity
    return completeIdentity(identity, { address, accessToken })
  }

  async #findKeys(token: string): Promise<readonly Jwk[]> {
    const keys = await this.#keys.get()
    return namesUnknownKey(keys, token) ? this.#searchKeys() : keys
  }

  // Sign-ins at the same time share a search. One that failed doesn't keep the next from searching.
  #searchKeys(): Promise<Jwk[]> {
    const now = this.#options.clock()
    if (this.#search !== undefined && Math.abs(now - this.#search.at) <= refetchMs) {
      return this.#search.keys
    }
    const keys = this.#keys.renew()
    this.#search = { at: now, keys }
    keys.catch(() => this.#search = undefined)
    return keys
  }
}

async function fetchFrom(issuer: string, address: string): Promise<unknown> {
  if (mayFetch(address, issuer)) return fetchJson(address)
  throw new ProviderError('malformed', `The provider's address ${address} is not https`)
}

function readMetadata(issuer: string, value: unknown): Metadata {
  const document = isRecord(value) ? value : {}
  // Discovery, section 4.3: otherwise anybody's document could speak for the issuer.
  const named = document['issuer']
  if (named !== issuer) {
    // The log shows it: often only a slash at the end is missing in the setting.
    const shown = typeof named === 'string' ? named.slice(0, 200) : 'none'
    throw new ProviderError('malformed', `The issuer in the document of ${issuer} is ${shown}`)
  }
  const endpoint = (name: string): string => {
    const address = document[name]
    if (typeof address === 'string' && mayFetch(address, issuer)) return address
    throw new ProviderError('malformed', `The ${name} of ${issuer} is missing, or not https`)
  }
  const {
    userinfo_endpoint: userinfo, token_endpoint_auth_methods_supported: ways,
  } = document
  return {
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    keysAddress: endpoint('jwks_uri'),
    userinfoAddress: typeof userinfo === 'string' && mayFetch(userinfo, issuer)
      ? userinfo : undefined,
    sendsIssuer: document['authorization_response_iss_parameter_supported'] === true,
    takesBasic: !Array.isArray(ways) || ways.includes('client_secret_basic'),
  }
}

function exchangeCode(
  { clientId, clientSecret, redirectUri }: ProviderOptions,
  { tokenEndpoint, takesBasic }: Metadata,
  { code, verifier }: { code: string; verifier: string },
): Promise<unknown> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier,
  })
  const headers: Record<string, string> = { accept: 'application/json' }
  if (clientSecret !== undefined && takesBasic) {
    headers['authorization'] = basicOf(clientId, clientSecret)
  } else {
    form.set('client_id', clientId)
    if (clientSecret !== undefined) form.set('client_secret', clientSecret)
  }
  return fetchJson(tokenEndpoint, { method: 'POST', headers, body: form })
}

// Both are encoded as in a form first (RFC 6749, section 2.3.1): a secret may have a colon.
function basicOf(id: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`
}

/** Keeps what was fetched for an hour; a failure is not kept. Requests meanwhile share a fetch. */
class Kept<Value> {
  readonly #clock: Clock
  readonly #fetch: () => Promise<Value>
  #kept: { value: Value; at: number } | undefined = undefined
  #fetching: Promise<Value> | undefined = undefined

  constructor(clock: Clock, fetch: () => Promise<Value>) {
    this.#clock = clock
    this.#fetch = fetch
  }

  async get(): Promise<Value> {
    if (this.#kept !== undefined && this.ageMs() < keepMs) return this.#kept.value
    this.#fetching ??= this.renew().finally(() => this.#fetching = undefined)
    return this.#fetching
  }

  async renew(): Promise<Value> {
    const value = await this.#fetch()
    this.#kept = { value, at: this.#clock() }
    return value
  }

  // If the clock was set back, the value isn't kept until the clock has caught up.
  ageMs(): number {
    return Math.abs(this.#clock() - (this.#kept?.at ?? 0))
  }
}
