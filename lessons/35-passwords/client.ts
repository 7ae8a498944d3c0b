// The checks of the project as clients: people with a browser, which keeps cookies and says where
// its requests come from, and programs. The checks of all its lessons use this file.

import { isRecord } from '../../src/basics/check.ts'
import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import { CookieJar } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'

export type Headers = NonNullable<RequestPlan['headers']>

/** Mistakes that a check meets on its way to what it's about. */
export type NeutralId = 'account-not-made' | 'not-signed-in'

/** Anything that can send: the program, or a copy of it. */
type Sender = Pick<Tools, 'send' | 'port'>

export type Account = { email: string; password: string }

/** Makes an address and a password that no other run has. */
export function newAccount(fresh: Fresh): Account {
  const words = [1, 2, 3, 4].map(() => fresh.word())
  return {
    email: `${fresh.word()}.${fresh.integer(1_000, 9_999)}@${fresh.word()}.example`,
    password: words.join(' '),
  }
}

/** Sends a body as JSON. */
export function sendJson(
  sender: Pick<Tools, 'send'>, method: string, target: string, body: unknown,
  headers: Headers = [],
): Promise<HttpExchange> {
  return sender.send({
    method, target, body: JSON.stringify(body),
    headers: [['Content-Type', 'application/json'], ...headers],
  })
}

/** Signs an account up that every program of this project can make. */
export async function register(
  tools: Tools<NeutralId>, account: Account = newAccount(tools.fresh),
): Promise<Account> {
  const exchange = await sendJson(tools, 'POST', '/api/users', account)
  if (isSuccess(exchange)) return account
  return tools.fail('account-not-made', { exchange, mark: 'status', expected: '201' })
}

/** Signs an account in, in a new browser or in this one. */
export async function signIn(
  tools: Tools<NeutralId>, account: Account, browser: Browser = new Browser(tools),
): Promise<Browser> {
  const exchange = await browser.sendJson('POST', '/api/sessions', account)
  const hasCookie = exchange.answer.headers('set-cookie').length > 0
  if (isSuccess(exchange) && hasCookie) return browser
  return tools.fail('not-signed-in', { exchange, expected: '201, and a cookie' })
}

/** Signs a new account up and in. */
export async function newBrowser(
  tools: Tools<NeutralId>,
): Promise<{ account: Account; browser: Browser }> {
  const account = await register(tools)
  return { account, browser: await signIn(tools, account) }
}

/** Says whether a request did what it was for. */
export function isSuccess({ answer }: HttpExchange): boolean {
  return answer.status >= 200 && answer.status < 300
}

/** Reads a JSON object; empty for anything else. */
export function readObject({ answer }: HttpExchange): Readonly<Record<string, unknown>> {
  const value = answer.json()
  return isRecord(value) ? value : {}
}

/** Reads a list in a JSON object: the member `sessions`, say. Other values are left out. */
export function readList(
  exchange: HttpExchange, name: string,
): readonly Readonly<Record<string, unknown>>[] {
  const list = readObject(exchange)[name]
  return Array.isArray(list) ? list.filter(isRecord) : []
}

/** A person's browser. */
export class Browser {
  readonly jar = new CookieJar()
  readonly #sender: Sender

  constructor(sender: Sender) {
    this.#sender = sender
  }

  /** What a browser adds to a request of the site's own page; `headers` come after it. */
  async send({ headers = [], ...plan }: RequestPlan): Promise<HttpExchange> {
    const isUnsafe = plan.method !== undefined && plan.method !== 'GET' && plan.method !== 'HEAD'
    const own = `http://localhost:${this.#sender.port}`
    const isGiven = headers.some(([name]) => name.toLowerCase() === 'origin')
    const origin = isUnsafe && !isGiven
      ? [['Origin', own], ['Sec-Fetch-Site', 'same-origin']] as const : []
    return this.sendAs({ ...plan, headers: [...origin, ...headers] })
  }

  /** Sends a request with its cookies, whatever page it comes from: `headers` say which. */
  async sendAs({ headers = [], ...plan }: RequestPlan): Promise<HttpExchange> {
    const cookie = this.jar.header(plan.target)
    const own: Headers = cookie === undefined ? [] : [['Cookie', cookie]]
    const exchange = await this.#sender.send({ ...plan, headers: [...own, ...headers] })
    this.jar.keep(exchange.answer.headers('set-cookie'), plan.target)
    return exchange
  }

  sendJson(method: string, target: string, body: unknown): Promise<HttpExchange> {
    return sendJson(this, method, target, body)
  }
}
