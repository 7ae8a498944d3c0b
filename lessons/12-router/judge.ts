// Sends a request and compares the route that handled it, and its parameters, with the right ones.

import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../src/basics/check.ts'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import { fieldOf } from '../11-urls-and-parameters/judge.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type RouterTools = Tools<Id>

const names: readonly unknown[] =
  ['list', 'add', 'book', 'new', 'remove', 'review', 'popular', 'author']

type Body = Readonly<Record<string, string>> & { readonly route: string }
export type Row = readonly [method: string, target: string, body: Body]

/** What to say when another route was found, when none was, and when the parameters are wrong. */
export type Mistakes = { another?: Id; none?: Id; parameters?: Id | ((given: HttpExchange) => Id) }

/** Ends the step unless the route handled the request, with these parameters. */
export async function expectRoute(
  { send, fail }: RouterTools, [method, target, body]: Row, mistakes: Mistakes = {},
): Promise<HttpExchange> {
  const exchange = await send({ method, target })
  if (says(exchange, body)) return exchange
  const { another = 'another-route', none = 'route-not-found' } = mistakes
  const { status, text } = exchange.answer
  const evidence = {
    exchange, mark: isSuccess(exchange) ? 'body' : 'status',
    expected: `200 and ${JSON.stringify(body)}`, actual: `${status} and ${text.trim()}`,
  } as const
  const route = routeOf(exchange)
  if (status >= 500) return fail('server-error', evidence)
  if (says(await send({ method, target }), body)) return fail('other-response-later', evidence)
  const isJson = isRecord(exchange.answer.json())
  if (isSuccess(exchange) && !isJson) return fail('not-json', evidence)
  if (none === 'route-not-found') {
    if (status === 405) return fail('right-method-refused', evidence)
    if (isSuccess(exchange) && !names.includes(route)) return fail('no-route-name', evidence)
  }
  if (route === undefined) return fail(none, evidence)
  if (route !== body.route) return fail(another, evidence)
  const { parameters = 'wrong-parameters' } = mistakes
  return fail(typeof parameters === 'string' ? parameters : parameters(exchange), evidence)
}

/** Sends all requests at once, and ends the step unless each gets its own route. */
export async function expectRoutes(tools: RouterTools, rows: readonly Row[]): Promise<void> {
  const exchanges = await Promise.all(rows.map(([method, target]) =>
    tools.send({ method, target })))
  for (const [index, row] of rows.entries()) {
    const exchange = exchanges[index]
    if (exchange === undefined || says(exchange, row[2])) continue
    // One at a time, it gets the right response, or this ends the step.
    await expectRoute(tools, row)
    return tools.fail('other-response-later', {
      exchange, mark: isSuccess(exchange) ? 'body' : 'status',
      expected: `200 and ${JSON.stringify(row[2])}`,
      actual: `${exchange.answer.status} and ${exchange.answer.text.trim()}`,
    })
  }
}

/** Ends the step unless the path is not found; `found` is for a route that handled it. */
export async function expectNoRoute(
  { send, fail }: RouterTools, target: string, found: Id,
): Promise<void> {
  const exchange = await send({ target })
  const { status } = exchange.answer
  if (status === 404 || status === 410) return
  const evidence = toldStatus(exchange, 404)
  if (status >= 500) return fail('server-error', evidence)
  if (status === 405) return fail('method-blamed', evidence)
  return fail(routeOf(exchange) === undefined ? 'found-everywhere' : found, evidence)
}

/** Ends the step unless the method is refused with 405 and the right Allow. */
export async function expectNotAllowed(
  { send, fail }: RouterTools, [method, target, allowed]: readonly [string, string, string[]],
): Promise<void> {
  const exchange = await send({ method, target })
  const { status } = exchange.answer
  if (status >= 500 && status !== 501) return fail('server-error', toldStatus(exchange, 405))
  if (routeOf(exchange) !== undefined) {
    return fail('wrong-method-accepted', toldStatus(exchange, 405))
  }
  if (status !== 405) return fail('not-found-for-a-wrong-method', toldStatus(exchange, 405))
  const id = mistakeInAllow(exchange.answer.header('allow'), allowed)
  if (id === undefined) return
  return fail(id, {
    exchange, mark: 'header allow', expected: `Allow: ${allowed.join(', ')}`,
    actual: `Allow: ${exchange.answer.header('allow') ?? '(missing)'}`,
  })
}

/** The name of the route that handled the request. */
export function routeOf(exchange: HttpExchange): unknown {
  return isSuccess(exchange) ? fieldOf(exchange, 'route') : undefined
}

function mistakeInAllow(value: string | undefined, allowed: readonly string[]): Id | undefined {
  if (value === undefined || value.trim() === '') return 'no-allow'
  const names = value.split(',').map((name) => name.trim()).filter((name) => name !== '')
  // A method can have other characters and lower case, but then it is another method.
  if (names.some((name) => !/^[A-Za-z-]+$/.test(name))) return 'allow-malformed'
  if (allowed.some((name) => !names.includes(name))) return 'allow-incomplete'
  // Every path may support HEAD and OPTIONS, whether the list names them or not.
  const known = [...allowed, 'HEAD', 'OPTIONS']
  return names.every((name) => known.includes(name)) ? undefined : 'allow-too-much'
}

// More fields than asked for are fine.
function says(exchange: HttpExchange, body: Body): boolean {
  const given = exchange.answer.json()
  return isSuccess(exchange) && isRecord(given)
    && isDeepStrictEqual({ ...given, ...body }, given)
}

// A program may say more than 200, such as 201 for a new book.
function isSuccess({ answer }: HttpExchange): boolean {
  return answer.status >= 200 && answer.status < 300
}
