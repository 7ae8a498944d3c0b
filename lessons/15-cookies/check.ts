// A browser without a window: it keeps cookies by the rules of RFC 6265bis, and visits.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

type Cookie = { name: string; value: string; path: string; attributes: Map<string, string> }

export const check = defineCheck({
  findings: {
    'no-cookie': {
      title: 'The answer sets no cookie of the name that was asked for',
      why: 'A server forgets everybody as soon as it has answered. '
        + 'Only what the browser sends back next time can be known again.',
      hint: 'Which header carries a cookie to the browser?',
      read: 'RFC 6265, section 4.1',
    },
    'not-counted': {
      title: 'The browser came back with its cookie, and the count is wrong',
      why: 'What came in the header Cookie is all that the server knows of the visits before.',
      hint: 'Is the cookie of the request read, before the new one is written?',
      read: 'lesson:cookies',
    },
    'joined-by-comma': {
      title: 'Two cookies stand in one line, with a comma between them',
      why: 'Set-Cookie is the one header that must not be joined: a comma may be part of a '
        + 'cookie, as in a date. Browsers read one cookie and drop the other.',
      hint: 'What does setHeader do with a list, and what with a text?',
      read: 'RFC 9110, section 5.3',
    },
    'only-one-cookie': {
      title: 'The answer sets one of the two cookies only',
      why: 'A second setHeader with the same name replaces the first.',
      hint: 'Are both cookies in one list?',
      read: 'lesson:cookies',
    },
    'no-httponly': {
      title: 'A cookie lacks HttpOnly',
      why: 'Every script in the page can read it, also one that an attacker got into the page.',
      hint: 'Does any script of yours need to read this cookie?',
      read: 'RFC 6265, section 4.1.2.6',
    },
    'no-samesite': {
      title: 'A cookie lacks SameSite',
      why: 'Without it some browsers send the cookie with requests that another site caused, and '
        + 'your server takes them for the wish of the user.',
      hint: 'Lax, Strict or None: which one keeps a link to your site working?',
      read: 'lesson:cookies',
    },
    'cookie-for-some-paths': {
      title: 'The cookie that was set under /settings does not come back to /',
      why: 'Without Path a cookie belongs to the folder of the address that set it. From '
        + '/settings/theme it comes back to /settings/… and to nothing else.',
      hint: 'Which attribute says for which paths a cookie is meant?',
      read: 'RFC 6265, section 5.1.4',
    },
    'value-not-encoded': {
      title: 'A value did not come back as it was sent',
      why: 'A semicolon ends a cookie, and letters outside of ASCII have no meaning in it. So the '
        + 'value is encoded when it is written, and decoded when it is read.',
      hint: 'What becomes of `a;b` in Set-Cookie? Which function makes it harmless?',
      read: 'RFC 6265, section 4.1.1',
    },
    'deleted-at-another-path': {
      title: 'The cookies were to be deleted, and one is still there',
      why: 'A browser knows a cookie by its name, domain and path. With another path you delete a '
        + 'cookie that does not exist.',
      hint: 'Compare the Set-Cookie that made it with the one that should delete it.',
      read: 'RFC 6265, section 5.3',
    },
    'not-deleted': {
      title: 'The cookies were to be forgotten, and they do not expire',
      why: 'An empty value is a value. A cookie goes away when its time is over.',
      hint: 'Which attribute tells how many seconds a cookie lives?',
      read: 'RFC 6265, section 5.3',
    },
    'found-by-substring': {
      title: 'You read a value out of another cookie',
      why: 'Names may be parts of other names, and values may look like cookies. Only whole pairs '
        + 'count.',
      hint: 'Do you search the text for "visits=", or do you split it into pairs first?',
      read: 'RFC 6265, section 5.4',
    },
    'believes-everything': {
      title: 'A cookie with nonsense in it made nonsense of your answer',
      why: 'A cookie lies in the hands of the user, who can write into it whatever he likes.',
      hint: 'What is Number("abc") + 1, and what does JSON make of it?',
      read: 'lesson:cookies',
    },
    'damaged-cookie': {
      title: 'A damaged cookie ended your server',
      why: 'decodeURIComponent throws for %zz. Anybody can send that, and all others suffer.',
      hint: 'Which function in your program may throw when a value is read?',
      read: 'lesson:cookies',
    },
  },
  steps: [
    step('A first visit gets its cookies', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      const lines = exchange.answer.headers('set-cookie')
      if (!lines.some((line) => line.startsWith('visits='))) {
        return fail('no-cookie', {
          exchange, mark: 'head', expected: 'Set-Cookie: visits=1; …',
          actual: `Set-Cookie: ${lines.join(' | ') || 'is missing'}`,
        })
      }
      const evidence = { exchange, mark: 'header set-cookie', actual: lines.join(' | ') } as const
      const isJoined = lines.some((line) => /,\s*theme=/.test(line))
      if (isJoined) return fail('joined-by-comma', { ...evidence, expected: 'two lines' })
      if (!lines.some((line) => line.startsWith('theme='))) {
        return fail('only-one-cookie', { ...evidence, expected: 'a line for theme too' })
      }
      judgeAttributes({ fail }, exchange, '/')
    }),
    step('Visits are counted', async ({ send, fail, fresh }) => {
      const before = fresh.integer(2, 400)
      const exchange = await send({
        target: '/', headers: [['Cookie', `theme=light; visits=${before}`]],
      })
      if (read(exchange, 'visits') !== before + 1) {
        return fail('not-counted', told(exchange, `"visits":${before + 1}`))
      }
      const [cookie] = cookiesOf(exchange, '/').filter(({ name }) => name === 'visits')
      if (cookie?.value !== String(before + 1)) {
        return fail('not-counted', {
          ...told(exchange, `visits=${before + 1} in Set-Cookie`), mark: 'header set-cookie',
        })
      }
    }),
    step('Only whole names count', async ({ send, fail }) => {
      const exchange = await send({
        target: '/', headers: [['Cookie', 'allvisits=70; note=visits=80; visits=4']],
      })
      if (read(exchange, 'visits') !== 5) {
        return fail('found-by-substring', told(exchange, '"visits":5'))
      }
    }),
    step('Nonsense is not believed', async ({ send, fail }) => {
      for (const value of ['abc', '-5', '', '1e99', '%zz']) {
        const exchange = await send({ target: '/', headers: [['Cookie', `visits=${value}`]] })
          .catch(orElse(fail, 'damaged-cookie'))
        const visits = read(exchange, 'visits')
        if (typeof visits !== 'number' || visits < 1 || visits > 1_000_000_000) {
          return fail('believes-everything', told(exchange, '"visits":1'))
        }
      }
    }),
    step('A value comes back as it was sent', async ({ send, fail, fresh }) => {
      const theme = `${fresh.word()}; Path=/x, ${fresh.foreignText()} "100%"`
      const target = `/settings/theme?value=${encodeURIComponent(theme)}`
      // Node refuses a header with characters beyond Latin-1, and that ends a program.
      const saved = await send({ method: 'POST', target, headers: [['Content-Length', '0']] })
        .catch(orElse(fail, 'value-not-encoded'))
      const all = cookiesOf(saved, '/settings/theme')
      if (all.length === 0) {
        return fail('no-cookie', { exchange: saved, mark: 'head', expected: 'Set-Cookie: theme=…' })
      }
      const sent = all.filter(({ path }) => path === '/')
      if (sent.length === 0) {
        return fail('cookie-for-some-paths', {
          exchange: saved, mark: 'header set-cookie', expected: 'Path=/',
          actual: `the path ${all[0]?.path}`,
        })
      }
      const shown = await send({ target: '/', headers: [['Cookie', header(sent)]] })
      if (read(shown, 'theme') !== theme) {
        return fail('value-not-encoded', {
          ...told(shown, JSON.stringify(theme)), exchange: saved, mark: 'header set-cookie',
        })
      }
      judgeAttributes({ fail }, saved, '/settings/theme')
    }),
    step('Both cookies are forgotten', async ({ send, fail }) => {
      const made = cookiesOf(await send({ target: '/' }), '/')
      const exchange = await send({
        method: 'POST', target: '/settings/forget',
        headers: [['Content-Length', '0'], ['Cookie', header(made)]],
      })
      const gone = cookiesOf(exchange, '/settings/forget')
      for (const { name, path } of made) {
        const evidence = {
          exchange, mark: 'header set-cookie', expected: `${name} with Path=${path} and Max-Age=0`,
        } as const
        const same = gone.filter((cookie) => cookie.name === name)
        if (same.some((cookie) => cookie.path === path && isOver(cookie))) continue
        if (same.some(isOver)) {
          return fail('deleted-at-another-path', {
            ...evidence, actual: `the path ${same[0]?.path}`,
          })
        }
        return fail('not-deleted', evidence)
      }
    }),
  ],
})

type Fail = Pick<Tools<'no-httponly' | 'no-samesite'>, 'fail'>

function judgeAttributes({ fail }: Fail, exchange: HttpExchange, from: string): void {
  for (const { name, attributes } of cookiesOf(exchange, from)) {
    const evidence = { exchange, mark: 'header set-cookie', actual: `${name} without it` } as const
    if (!attributes.has('httponly')) fail('no-httponly', { ...evidence, expected: 'HttpOnly' })
    const sameSite = attributes.get('samesite')?.toLowerCase() ?? ''
    if (!['lax', 'strict'].includes(sameSite)) {
      fail('no-samesite', { ...evidence, expected: 'SameSite=Lax or Strict' })
    }
  }
}

// What a browser would keep of an answer to a request for this path (RFC 6265, section 5.2).
function cookiesOf(exchange: HttpExchange, from: string): Cookie[] {
  return exchange.answer.headers('set-cookie').map((line) => {
    const [pair = '', ...rest] = line.split(';')
    const attributes = new Map(rest.map((part) => {
      const [name = '', ...value] = part.split('=')
      return [name.trim().toLowerCase(), value.join('=').trim()]
    }))
    const equals = pair.indexOf('=')
    const folder = from.slice(0, Math.max(from.lastIndexOf('/'), 1))
    const path = attributes.get('path')
    return {
      name: pair.slice(0, equals).trim(),
      value: pair.slice(equals + 1).trim(),
      path: path?.startsWith('/') ? path : folder,
      attributes,
    }
  })
}

function isOver({ attributes }: Cookie): boolean {
  const age = attributes.get('max-age')
  if (age !== undefined) return Number(age) <= 0
  const expires = attributes.get('expires') ?? ''
  // Without a time it is no date for a browser, which then passes over it (RFC 6265, 5.1.1).
  return /\d:\d\d:\d\d/.test(expires) && Date.parse(expires) < Date.now()
}

const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

// Names what ended the answer to a request that is there to end it.
function orElse<Id extends string>(fail: Tools<Id>['fail'], id: Id) {
  return (error: unknown): never => {
    if (!(error instanceof Failure) || !endings.has(error.id)) throw error
    return fail(id, error.evidence)
  }
}

function header(cookies: readonly Cookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

function read({ answer }: HttpExchange, name: string): unknown {
  const given = answer.json()
  return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined
}

function told(exchange: HttpExchange, expected: string) {
  return { exchange, mark: 'body', expected, actual: exchange.answer.text.trim() } as const
}
