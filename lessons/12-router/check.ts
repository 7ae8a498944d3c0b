// Sends requests that match one route, several routes, and none.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import { fieldOf } from '../11-urls-and-parameters/judge.ts'
import { findings } from './findings.ts'
import {
  expectNoRoute, expectNotAllowed, expectRoute, expectRoutes, routeOf, type Id, type RouterTools,
  type Row,
} from './judge.ts'

// For steps with many requests: on a busy machine that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Routes without parameters are found', async (tools) => {
      const rows: Row[] =
        [['GET', '/books', { route: 'list' }], ['POST', '/books', { route: 'add' }]]
      for (const row of tools.fresh.shuffle([...rows, ...rows])) await expectRoute(tools, row)
    }),
    step('Parameters are taken from the path', readParameters),
    step('A parameter matches any segment', async (tools) => {
      const { fresh } = tools
      const mistakes = { none: 'value-refused', parameters: judgeValue } as const
      for (const isbn of fresh.shuffle([
        '0', '-5', '1e99', '007', '978-0-14-143958-7', `${fresh.word()}.epub`, 'null', '__proto__',
        `${fresh.name()}_~1`, '*', 'books', '(.*)',
      ])) {
        await expectRoute(tools, ['GET', `/books/${isbn}`, { route: 'book', isbn }], mistakes)
      }
    }, patient),
    step('A literal beats a parameter', preferLiterals, patient),
    step('The query is not part of the path', async (tools) => {
      const isbn = tools.fresh.word()
      const rows: Row[] = [
        ['GET', `/books?sort=${tools.fresh.word()}`, { route: 'list' }],
        ['GET', '/books/new?', { route: 'new' }],
        ['GET', `/books/${isbn}?from=/books/new?`, { route: 'book', isbn }],
        ['DELETE', `/books/${isbn}?a=%2Fnew&b=/x`, { route: 'remove', isbn }],
      ]
      const id = 'query-in-the-path'
      for (const row of rows) {
        await expectRoute(tools, row, { another: id, none: id, parameters: id })
      }
    }),
    step('A route matches the whole path', async (tools) => {
      const { fresh } = tools
      for (const target of fresh.shuffle([
        `/books${fresh.word()}`, '/books/1/reviews', `/books/1/reviews/2/${fresh.word()}`,
        '/shop/books', `/${fresh.word()}/books/new`, '/books/1/2/3', '/book', '/books/new/x',
        `/books/1/${fresh.word()}/2`, '/books/1/reviewsx/2',
      ])) {
        await expectNoRoute(tools, target, 'prefix-match')
      }
      for (const target of ['/Books', '/BOOKS/new', '/books/1/Reviews/2']) {
        await expectNoRoute(tools, target, 'case-ignored')
      }
    }, patient),
    step('A path without a route is not found', async (tools) => {
      for (const target of [`/${tools.fresh.word()}`, '/', '/constructor', '/new', '/*']) {
        await expectNoRoute(tools, target, 'found-everywhere')
      }
    }),
    step('A parameter is not empty', refuseEmpty),
    step('A wrong method gets a 405, with Allow', refuseMethods, patient),
    step('A parameter is decoded, after the path was split', decodeParameters, patient),
    step("A malformed escape doesn't end the server", surviveEscapes),
    step('Several clients at once each get their own route', async (tools) => {
      const [isbn, other] = [tools.fresh.word(), tools.fresh.word()]
      const rows: Row[] = [
        ['GET', `/books/${isbn}`, { route: 'book', isbn }], ['GET', '/books', { route: 'list' }],
        ['DELETE', `/books/${other}`, { route: 'remove', isbn: other }],
        ['GET', `/books/${other}`, { route: 'book', isbn: other }],
      ]
      await expectRoutes(tools, tools.fresh.shuffle(rows))
    }),
    survivalStep('/books'),
  ],
})

async function readParameters(tools: RouterTools): Promise<void> {
  const { fresh, fail } = tools
  const isbn = `978${fresh.integer(1_000_000, 9_999_999)}`
  const number = String(fresh.integer(1_000, 9_999))
  // The path begins like that of the list, so a prefix is enough for some routers.
  const mistakes = { another: 'prefix-match' } as const
  await expectRoute(tools, ['GET', `/books/${isbn}`, { route: 'book', isbn }], mistakes)
  const rows: Row[] = [
    ['DELETE', `/books/${isbn}`, { route: 'remove', isbn }],
    ['GET', `/books/${isbn}/reviews/${number}`, { route: 'review', isbn, number }],
  ]
  for (const row of rows) await expectRoute(tools, row)
  const other = `978${fresh.integer(1_000_000, 9_999_999)}`
  const exchange =
    await expectRoute(tools, ['GET', `/books/${other}`, { route: 'book', isbn: other }])
  const list = await expectRoute(tools, ['GET', '/books', { route: 'list' }])
  if (fieldOf(exchange, 'number') === number) {
    return fail('parameters-kept', { exchange, mark: 'body', expected: 'no "number"' })
  }
  if (fieldOf(list, 'isbn') === other) {
    return fail('parameters-kept', { exchange: list, mark: 'body', expected: 'no "isbn"' })
  }
}

async function preferLiterals(tools: RouterTools): Promise<void> {
  const { send, fresh } = tools
  const beaten = { another: 'literal-loses-to-parameter' } as const
  await expectRoute(tools, ['GET', '/books/new', { route: 'new' }], beaten)
  // The other order. A program may leave out the authors: nothing else needs them.
  const authors = await send({ target: '/authors/popular' })
  if (routeOf(authors) !== undefined) {
    const name = fresh.word()
    await expectRoute(tools, ['GET', '/authors/popular', { route: 'popular' }], beaten)
    await expectRoute(tools, ['GET', `/authors/${name}`, { route: 'author', name }])
  }
  const alike = { another: 'literal-by-likeness', none: 'literal-in-the-way' } as const
  for (const isbn of fresh.shuffle(['news', 'ne', 'New', 'NEW', 'renew', 'new.', 'new-1'])) {
    await expectRoute(tools, ['GET', `/books/${isbn}`, { route: 'book', isbn }], alike)
  }
  const number = String(fresh.integer(1, 99))
  const rows: Row[] = [
    ['GET', `/books/new/reviews/${number}`, { route: 'review', isbn: 'new', number }],
    ['DELETE', '/books/new', { route: 'remove', isbn: 'new' }],
    ['GET', `/books/${number}/reviews/new`, { route: 'review', isbn: number, number: 'new' }],
  ]
  for (const row of rows) await expectRoute(tools, row, { none: 'literal-in-the-way' })
}

// 404 or 400, a redirect to the path without the slash, or the list.
async function refuseEmpty(tools: RouterTools): Promise<void> {
  const { send, fail } = tools
  for (const target of [
    '/books/', '/books//reviews/1', '/books/1/reviews/', '/books//', '/books//1',
  ]) {
    const exchange = await send({ target })
    const { status } = exchange.answer
    const evidence = toldStatus(exchange, 404)
    if (status >= 500) return fail('server-error', evidence)
    const route = routeOf(exchange)
    if (route === 'book' || route === 'review') return fail('empty-parameter', evidence)
    const isRedirect = status >= 300 && status < 400
    if ([404, 410, 400].includes(status) || isRedirect || route === 'list') continue
    return fail(status === 405 ? 'method-blamed' : 'found-everywhere', evidence)
  }
}

async function refuseMethods(tools: RouterTools): Promise<void> {
  const { fresh } = tools
  for (const row of fresh.shuffle([
    ['PUT', '/books', ['GET', 'POST']],
    ['DELETE', '/books?all=1', ['GET', 'POST']],
    ['POST', `/books/${fresh.word()}`, ['GET', 'DELETE']],
    ['PATCH', '/books/new', ['GET', 'DELETE']],
    ['DELETE', `/books/${fresh.word()}/reviews/${fresh.integer(1, 99)}`, ['GET']],
  ] as const)) {
    await expectNotAllowed(tools, [row[0], row[1], [...row[2]]])
  }
  const exchange = await tools.send({ method: 'POST', target: `/${fresh.word()}/new` })
  if (exchange.answer.status === 405) {
    return tools.fail('method-blamed', toldStatus(exchange, 404))
  }
}

async function decodeParameters(tools: RouterTools): Promise<void> {
  const { fresh } = tools
  await decode(tools, `${fresh.word()}/${fresh.word()}`, 'decoded-too-early')
  for (const isbn of fresh.shuffle([
    `${fresh.name()} "${fresh.word()}" & ${fresh.foreignText()}`, 'a+b', '%2F', '100%',
    `what?${fresh.word()}#1`, ' ', `O'Neil;v=1,2`,
  ])) {
    await decode(tools, isbn, 'value-refused')
  }
  const isbn = `${fresh.word()}+1`
  const plus = { parameters: 'value-changed', none: 'value-refused' } as const
  await expectRoute(tools, ['DELETE', `/books/${isbn}`, { route: 'remove', isbn }], plus)
}

async function decode(tools: RouterTools, isbn: string, none: Id): Promise<void> {
  const row: Row = ['GET', `/books/${encodeURIComponent(isbn)}`, { route: 'book', isbn }]
  const parameters = (exchange: HttpExchange): Id => {
    const given = fieldOf(exchange, 'isbn')
    if (typeof given !== 'string') return 'wrong-parameters'
    if (decodes(given, isbn)) return 'not-decoded'
    return isbn.startsWith(`${given}/`) ? 'decoded-too-early' : 'value-changed'
  }
  await expectRoute(tools, row, { another: none, none, parameters })
}

// A text that isn't the one that was sent has been changed; anything else isn't the parameter.
function judgeValue(exchange: HttpExchange): Id {
  return typeof fieldOf(exchange, 'isbn') === 'string' ? 'value-changed' : 'wrong-parameters'
}

function decodes(given: string, isbn: string): boolean {
  try {
    return decodeURIComponent(given) === isbn
  } catch {
    return false
  }
}

// Any response but a 5xx is good, as long as no other value is made up.
async function surviveEscapes(tools: RouterTools): Promise<void> {
  const { send, fail, fresh } = tools
  for (const isbn of ['%zz', '100%', `%${fresh.word()}`, '%C3%28', '%FF', 'a%']) {
    const exchange = await send({ target: `/books/${isbn}` })
    if (exchange.answer.status >= 500) return fail('server-error', toldStatus(exchange, 400))
    const given = fieldOf(exchange, 'isbn')
    const isKept = given === isbn || String(given).includes('\ufffd')
    if (routeOf(exchange) === 'book' && !isKept) {
      return fail('broken-escape-accepted', toldStatus(exchange, '400 or 404'))
    }
  }
}
