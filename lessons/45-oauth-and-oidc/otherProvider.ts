// The other provider, played by the check: its discovery document and its token endpoint. It gives
// for a code whatever a step wants it to, and remembers what it was asked.

import type { Fresh } from '../../src/course/check/fresh.ts'
import type { HttpTarget, ServedRequest, TargetAnswer } from '../../src/course/check/targets.ts'
import { findProblem, type Client, type Expected, type Problem } from './tokenRequest.ts'

type Respond = () => TargetAnswer | Promise<TargetAnswer>

/** What the provider knows about a code that it gave out. */
export type Grant = Expected & {
  respond: Respond
  /** What only the program may get to see. */
  tokens: readonly string[]
  /** The request that brought the code, and what is wrong with it. */
  request?: ServedRequest
  problem?: Problem | undefined
}

export class OtherProvider {
  readonly issuer: string
  readonly client: Client
  readonly #target: HttpTarget
  readonly #paths: { authorize: string; token: string }
  readonly #grants: Grant[] = []
  #discover: Respond = () => json(this.document)

  constructor(target: HttpTarget, fresh: Fresh) {
    this.#target = target
    const [tenant, first, second] = [fresh.word(), fresh.word(), fresh.word()]
    this.issuer = `${target.origin}/${tenant}`
    this.#paths = { authorize: `/${tenant}/${first}/auth`, token: `/${tenant}/${second}/token` }
    this.client = {
      id: `app:${fresh.word()}`,
      // Its bytes are the key: it only looks as if it was in base64. 32 are the fewest for HS256.
      secret: `${[1, 2, 3, 4, 5].map(() => fresh.word()).join('+')}/%41=`,
    }
    target.answer((request) => this.#respond(request))
  }

  /** Of the program that is its client. */
  get variables() {
    const { id, secret } = this.client
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret }
  }

  /** Where the browser is sent. */
  get authorizationEndpoint(): string {
    return this.#target.origin + this.#paths.authorize
  }

  /** What discovery tells. */
  get document() {
    return {
      issuer: this.issuer,
      authorization_endpoint: this.authorizationEndpoint,
      token_endpoint: this.#target.origin + this.#paths.token,
      jwks_uri: `${this.issuer}/keys`,
      scopes_supported: ['openid', 'email'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['HS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  /** Gives a code out. */
  add(grant: Grant): Grant {
    this.#grants.push(grant)
    return grant
  }

  /** The tokens that it gave out last. */
  get newestTokens(): readonly string[] {
    return this.#grants.slice(-2).flatMap(({ tokens }) => tokens)
  }

  /** Makes discovery respond in another way, while `work` runs. */
  async whileDiscovery<Value>(respond: Respond, work: () => Promise<Value>): Promise<Value> {
    this.#discover = respond
    try {
      return await work()
    } finally {
      this.#discover = () => json(this.document)
    }
  }

  /** Nobody can reach it any longer. */
  close(): void {
    this.#target.close()
  }

  #respond(request: ServedRequest): TargetAnswer | Promise<TargetAnswer> {
    const [path = ''] = request.target.split('?')
    const discovery = `${new URL(this.issuer).pathname}/.well-known/openid-configuration`
    if (path === discovery) return this.#discover()
    return path === this.#paths.token ? this.#exchange(request) : json({}, 404)
  }

  #exchange(request: ServedRequest): TargetAnswer | Promise<TargetAnswer> {
    const code = new URLSearchParams(request.text).get('code')
    const grant = this.#grants.find((each) => each.code === code && each.request === undefined)
      // The newest one may have been asked for without its code, or with half of it.
      ?? this.#grants.findLast((each) => each.request === undefined)
    if (grant === undefined) return json({ error: 'invalid_grant' }, 400)
    grant.request = request
    grant.problem = findProblem(request, grant, this.client)
    return grant.problem === undefined ? grant.respond() : json({ error: 'invalid_grant' }, 400)
  }
}

/** A response with JSON. */
export function json(value: unknown, status = 200): TargetAnswer {
  return {
    status, body: JSON.stringify(value),
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  }
}
