// People with a browser who sign in with the other provider, and the program that they visit.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import type { CookieJar } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import { personHeaders } from '../29-create-and-redirect/client.ts'
import { Browser, isSuccess, readObject, type Headers } from '../35-passwords/client.ts'
import type { findings } from './findings.ts'
import { OtherProvider } from './otherProvider.ts'

export type Id = keyof typeof findings
export type ClientTools = Tools<Id>

/** The program as the client of the provider. */
export type Site = {
  tools: ClientTools
  provider: OtherProvider
  /** Where people reach it: PUBLIC_ORIGIN. */
  origin: string
  /** Sends a request, and fails when the response blames the server. */
  send(plan: RequestPlan): Promise<HttpExchange>
  /** The same for any status. */
  sendUnwatched(plan: RequestPlan): Promise<HttpExchange>
  /** Sends it over a connection of its own, so that several can be sent at the same time. */
  sendAlone(plan: RequestPlan): Promise<HttpExchange>
  connect: Tools['connect']
  port: number
}

/** A person's browser. */
export type Visitor = {
  browser: Browser
  /** Follows a link on a page of this site. */
  follow(target: string, headers?: Headers): Promise<HttpExchange>
  /** Follows a redirect of the provider. */
  comeBack(target: string): Promise<HttpExchange>
}

/**
 * Starts a copy of the program with a provider, and gives it to `work`. With a host, people reach
 * it there over HTTPS.
 */
export async function withProvider(
  tools: ClientTools, host: string | undefined, work: (site: Site) => Promise<void>,
): Promise<void> {
  const provider = new OtherProvider(await tools.serveHttp(), tools.fresh)
  const variables = {
    ...provider.variables,
    // Each browser can have an IP address of its own then: there may be a limit for each.
    TRUSTED_HOPS: '1',
    // Two people can be looked for while a hash is made, about 2 ms.
    PASSWORD_COST: '8',
  }
  const publicOrigin = host === undefined ? {} : { PUBLIC_ORIGIN: `https://${host}` }
  const copy = await tools.startCopy({ ...variables, ...publicOrigin })
  const proxied: Headers = host === undefined ? []
    : [['Host', host], ['X-Forwarded-Proto', 'https']]
  const origin = host === undefined ? `http://localhost:${copy.port}` : `https://${host}`
  const watch = (send: Site['send']): Site['send'] => async ({ headers = [], ...plan }) => {
    const names = new Set(headers.map(([name]) => name.toLowerCase()))
    const added = proxied.filter(([name]) => !names.has(name.toLowerCase()))
    const exchange = await send({ ...plan, headers: [...added, ...headers] })
    expectNoSecret(tools, provider, exchange)
    return exchange
  }
  const { connect, port } = copy
  await overOneConnection({ ...tools, ...copy }, async (kept) => {
    const sendUnwatched = watch(kept.send)
    await work({
      tools, provider, origin, connect, port, sendUnwatched,
      send: refuseBlame(tools, sendUnwatched), sendAlone: refuseBlame(tools, watch(copy.send)),
    })
  })
}

function refuseBlame({ fail }: ClientTools, send: Site['send']): Site['send'] {
  return async (plan) => {
    const exchange = await send(plan)
    if (exchange.answer.status < 500) return exchange
    return fail('server-blamed', { exchange, mark: 'status', expected: 'a status below 500' })
  }
}

function expectNoSecret(
  { fail }: ClientTools, { client: { secret }, newestTokens }: OtherProvider,
  exchange: HttpExchange,
): void {
  const { text, fields } = exchange.answer
  const isShown = (value: string, places: readonly string[]) =>
    [value, encodeURIComponent(value)].some((form) => places.some((place) => place.includes(form)))
  const others = fields.filter(({ name }) => name.toLowerCase() !== 'set-cookie')
  const places = [text, ...others.map(({ value }) => value)]
  if (isShown(secret, [...places, ...exchange.answer.headers('set-cookie')])) {
    return fail('secret-shown', { exchange, expected: 'OIDC_CLIENT_SECRET in no response' })
  }
  const token = newestTokens.find((each) => isShown(each, places))
  if (token === undefined) return
  fail('secret-shown', {
    exchange, expected: "the provider's tokens in no response", actual: token,
  })
}

/** Makes a browser with an IP address of its own. */
export function newVisitor(site: Pick<Site, 'send' | 'port' | 'tools'>): Visitor {
  const { fresh } = site.tools
  const address = `100.${fresh.integer(64, 127)}.${fresh.integer(0, 255)}.${fresh.integer(1, 254)}`
  const send: Site['send'] = ({ headers = [], ...plan }) => site.send({
    ...plan, headers: [...headers, ['X-Forwarded-For', address], ...personHeaders],
  })
  const browser = new Browser({ send, port: site.port })
  return {
    browser,
    follow: (target, headers = []) => browser.sendAs({
      target, headers: [['Sec-Fetch-Site', 'same-origin'], ...navigation, ...headers],
    }),
    async comeBack(target) {
      const exchange = await send({
        target,
        headers: [
          ...laxCookies(browser.jar, target), ['Sec-Fetch-Site', 'cross-site'], ...navigation,
        ],
      })
      browser.jar.keep(exchange.answer.headers('set-cookie'), target)
      return exchange
    },
  }
}

const navigation: Headers = [['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'document']]

/** The names of cookies that a browser doesn't send when another site has led it here. */
export function strictCookies(jar: CookieJar): readonly string[] {
  return jar.cookies.filter(({ attributes }) =>
    attributes.get('samesite')?.toLowerCase() === 'strict').map(({ name }) => name)
}

function laxCookies(jar: CookieJar, target: string): Headers {
  const strict = strictCookies(jar)
  const pairs = (jar.header(target)?.split('; ') ?? [])
    .filter((pair) => !strict.includes(pair.slice(0, pair.indexOf('='))))
  return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]]
}

/** Asks who is signed in. */
export async function askWho(
  { browser }: Visitor,
): Promise<{ id: unknown; email: string | undefined; exchange: HttpExchange }> {
  const exchange = await browser.sendAs({ target: '/api/users/me' })
  const { id, email } = isSuccess(exchange) ? readObject(exchange) : {}
  return { id, email: typeof email === 'string' ? email : undefined, exchange }
}
