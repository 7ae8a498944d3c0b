// Asks for addresses that fit one route, several routes, and none.

import { isDeepStrictEqual } from 'node:util'
import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

export const check = defineCheck({
  findings: {
    'route-not-found': {
      title: 'A route was not found, or another one answered',
      why: 'The method and the path fit exactly one route, and its function '
        + 'should have been called.',
      hint: 'Write down the segments of the route and those of the path. Where do they differ?',
      read: 'lesson:router',
    },
    'wrong-parameters': {
      title: 'The right route answered, with wrong parameters',
      why: 'The function works with what the router hands over: '
        + 'a wrong name or value is a wrong book.',
      hint: 'Which segment of the path stands where the route has :isbn, and under which name?',
      read: 'lesson:router',
    },
    'encoded-parameter': {
      title: 'The parameter still has its percent signs, or was cut at one',
      why: 'In a path %2F is a letter of the data, not a separator. '
        + 'Split first, decode each part after.',
      hint: 'Is the whole path decoded before it is split? Or not decoded at all?',
      read: 'lesson:urls-and-parameters',
    },
    'prefix-match': {
      title: 'An address was answered that only begins like a route',
      why: 'Whoever mistypes an address gets some other page with a 200, and search engines find '
        + 'each page under endless addresses.',
      hint: 'Does your comparison notice when the path goes on after the '
        + 'last segment of the route?',
      read: 'lesson:router',
    },
    'query-in-the-path': {
      title: 'With a query behind it, the address was not found any more',
      why: 'The query is for the function that answers. A route knows the path alone.',
      hint: 'What is in request.url, from the first to the last character?',
      read: 'RFC 3986, section 3',
    },
    'literal-loses-to-parameter': {
      title: 'GET /books/new was answered by the route for one book',
      why: 'Both routes fit. The one that names the word is meant, whatever was written first: '
        + 'else moving two lines changes what the server does.',
      hint: 'What decides in your router when two routes fit: the order of the lines?',
      read: 'lesson:router',
    },
    'not-found-for-a-wrong-method': {
      title: 'You answered 404 for an address that exists, but not with this method',
      why: '404 says: nothing here, do not come back. 405 says: right address, wrong method.',
      hint: 'When no route fits the method and the path, does one fit the path alone?',
      read: 'RFC 9110, section 15.5.6',
    },
    'no-allow': {
      title: 'Your 405 does not tell which methods are allowed',
      why: 'With 405 must come a header Allow. A client learns from it what it may do instead.',
      hint: 'Which methods do the routes have that fit this path? Are all of them in the header?',
      read: 'RFC 9110, section 10.2.1',
    },
    'empty-parameter': {
      title: 'GET /books/ was answered as if a book had been named',
      why: 'After the last slash stands an empty segment. A book without a name is no book.',
      hint: 'May a parameter stand for an empty text?',
      read: 'lesson:router',
    },
    'found-everywhere': {
      title: 'An address that no route knows was not answered with 404',
      why: 'A client must be able to tell that it asked for something that is not there.',
      hint: 'What does your server do when the list of matches is empty?',
      read: 'RFC 9110, section 15.5.5',
    },
  },
  steps: [
    step('Routes without parameters are found', async ({ send, fail }) => {
      for (const [method, route] of [['GET', 'list'], ['POST', 'add']] as const) {
        const exchange = await send({ method, target: '/books' })
        if (!says(exchange, { route })) return fail('route-not-found', told(exchange, { route }))
      }
    }),
    step('Parameters are taken from the path', async ({ send, fail, fresh }) => {
      const isbn = `978${fresh.integer(1_000_000, 9_999_999)}`
      const number = String(fresh.integer(1, 99))
      const rows = [
        ['GET', `/books/${isbn}`, { route: 'book', isbn }],
        ['DELETE', `/books/${isbn}`, { route: 'remove', isbn }],
        ['GET', `/books/${isbn}/reviews/${number}`, { route: 'review', isbn, number }],
      ] as const
      for (const [method, target, body] of rows) {
        const exchange = await send({ method, target })
        if (says(exchange, body)) continue
        // What begins like the shorter route was taken for it.
        if (routeOf(exchange) === 'list') return fail('prefix-match', told(exchange, body))
        const isRoute = routeOf(exchange) === body.route
        return fail(isRoute ? 'wrong-parameters' : 'route-not-found', told(exchange, body))
      }
    }),
    step('A literal beats a parameter', async ({ send, fail }) => {
      const exchange = await send({ target: '/books/new' })
      if (routeOf(exchange) === 'book') {
        return fail('literal-loses-to-parameter', told(exchange, { route: 'new' }))
      }
      if (!says(exchange, { route: 'new' })) {
        return fail('route-not-found', told(exchange, { route: 'new' }))
      }
    }),
    step('The query is no part of the path', async ({ send, fail, fresh }) => {
      const isbn = fresh.word()
      const rows = [
        [`/books?sort=${fresh.word()}`, { route: 'list' }],
        [`/books/${isbn}?from=/books/new?`, { route: 'book', isbn }],
      ] as const
      for (const [target, body] of rows) {
        const exchange = await send({ target })
        if (!says(exchange, body)) return fail('query-in-the-path', told(exchange, body))
      }
    }),
    step('Only whole addresses fit', async ({ send, fail, fresh }) => {
      const rows = [
        `/books${fresh.word()}`, `/books/1/reviews`, `/books/1/reviews/2/${fresh.word()}`,
        `/shop/books`,
      ]
      for (const target of rows) {
        const exchange = await send({ target })
        if (exchange.answer.status !== 404) return fail('prefix-match', toldStatus(exchange, 404))
      }
    }),
    step('What no route knows is not found', async ({ send, fail, fresh }) => {
      const exchange = await send({ target: `/${fresh.word()}` })
      if (exchange.answer.status !== 404) return fail('found-everywhere', toldStatus(exchange, 404))
    }),
    step('A slash at the end names no book', async ({ send, fail }) => {
      const exchange = await send({ target: '/books/' })
      const { status } = exchange.answer
      // 404, or a redirect to the address without the slash.
      if (routeOf(exchange) === 'book') return fail('empty-parameter', toldStatus(exchange, 404))
      const isFine = status === 404 || status === 301 || status === 308
        || routeOf(exchange) === 'list'
      if (!isFine) return fail('empty-parameter', toldStatus(exchange, 404))
    }),
    step('A wrong method is answered with 405 and Allow', async ({ send, fail, fresh }) => {
      const rows = [
        ['PUT', '/books', ['GET', 'POST']],
        ['POST', `/books/${fresh.word()}`, ['DELETE', 'GET']],
      ] as const
      for (const [method, target, allowed] of rows) {
        const exchange = await send({ method, target })
        const { status } = exchange.answer
        if (status !== 405) return fail('not-found-for-a-wrong-method', toldStatus(exchange, 405))
        const names = (exchange.answer.header('allow') ?? '').split(',')
          .map((name) => name.trim().toUpperCase())
        // HEAD and OPTIONS come with every address, whether they are named or not.
        const known = new Set<string>([...allowed, 'HEAD', 'OPTIONS'])
        const isRight = allowed.every((name) => names.includes(name))
          && names.every((name) => known.has(name))
        if (!isRight) {
          return fail('no-allow', {
            exchange, mark: 'header allow', expected: `Allow: ${allowed.join(', ')}`,
            actual: `Allow: ${exchange.answer.header('allow') ?? 'is missing'}`,
          })
        }
      }
    }),
    step('A parameter is decoded, after the path was split', async ({ send, fail, fresh }) => {
      const isbn = `${fresh.word()}/${fresh.word()} ${fresh.foreignText()}`
      const exchange = await send({ target: `/books/${encodeURIComponent(isbn)}` })
      if (!says(exchange, { route: 'book', isbn })) {
        return fail('encoded-parameter', told(exchange, { route: 'book', isbn }))
      }
    }),
  ],
})

// More fields than asked for are nobody's mistake.
function says({ answer }: HttpExchange, body: Readonly<Record<string, string>>): boolean {
  const given = answer.json()
  if (answer.status !== 200 || typeof given !== 'object' || given === null) return false
  return isDeepStrictEqual({ ...given, ...body }, given)
}

function routeOf({ answer }: HttpExchange): unknown {
  const given = answer.json()
  return typeof given === 'object' && given !== null ? Reflect.get(given, 'route') : undefined
}

function told(exchange: HttpExchange, body: object) {
  const { status, text } = exchange.answer
  const mark = status === 200 ? 'body' : 'status'
  return {
    exchange, mark, expected: `200 and ${JSON.stringify(body)}`,
    actual: `${status} and ${text.trim()}`,
  } as const
}

function toldStatus(exchange: HttpExchange, status: number) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
