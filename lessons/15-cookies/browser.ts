// A browser without a window: it visits, and it keeps cookies by the rules of RFC 6265bis.

import type { RequestPlan, Tools } from '../../src/course/check/check.ts'
import { CookieJar } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import type { FindingId } from './findings.ts'

export type Home = { exchange: HttpExchange; visits: number; theme: unknown }

export class Browser {
  readonly jar = new CookieJar()
  readonly #tools: Tools<FindingId>

  constructor(tools: Tools<FindingId>) {
    this.#tools = tools
  }

  /** Sends a request with the cookies for its path, and keeps what comes back. */
  async send(plan: Omit<RequestPlan, 'headers'>): Promise<HttpExchange> {
    const cookie = this.jar.header(plan.target)
    const headers = cookie === undefined ? [] : [['Cookie', cookie] as const]
    const exchange = await this.#tools.send({ ...plan, headers })
    this.jar.keep(exchange.answer.headers('set-cookie'), plan.target)
    return exchange
  }

  async post(target: string): Promise<HttpExchange> {
    const exchange = await this.send({ method: 'POST', target, body: '' })
    const { status } = exchange.answer
    if (status < 400) return exchange
    return this.#tools.fail('settings-refused', {
      exchange, mark: 'status', expected: 'a status below 400', actual: `the status ${status}`,
    })
  }

  /** Visits the page. */
  async visit(target = '/'): Promise<Home> {
    return readHome(this.#tools, await this.send({ target }))
  }
}

/** Reads the response to GET /. */
export function readHome({ fail }: Tools<FindingId>, exchange: HttpExchange): Home {
  const { answer } = exchange
  const value = answer.json()
  if (answer.status !== 200 || typeof value !== 'object' || value === null) {
    return fail('home-not-answered', {
      exchange, mark: answer.status === 200 ? 'body' : 'status',
      expected: '200 and {"visits":…,"theme":…}', actual: `${answer.status} and ${answer.text}`,
    })
  }
  const visits: unknown = Reflect.get(value, 'visits')
  if (typeof visits !== 'number') {
    return fail('visits-not-a-number', told(exchange, '"visits": and a number'))
  }
  return { exchange, visits, theme: Reflect.get(value, 'theme') }
}

/** Evidence in the body. */
export function told(exchange: HttpExchange, expected: string) {
  return { exchange, mark: 'body', expected, actual: exchange.answer.text.trim() } as const
}

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

/** Reports its own finding if no complete response came to a request with strange data. */
export function orElse({ fail }: Tools<FindingId>, id: FindingId) {
  return (error: unknown): never => {
    if (!(error instanceof Failure) || !endings.has(error.id)) throw error
    return fail(id, error.evidence)
  }
}
