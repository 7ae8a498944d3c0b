// Steps: visits are counted for each browser, and only whole and honest cookies count.

import { step, type Tools } from '../../src/course/check/check.ts'
import { parseSetCookie } from '../../src/course/check/cookieJar.ts'
import { judgeCookies } from './attributes.ts'
import { Browser, orElse, readHome, told, type Home } from './browser.ts'
import type { FindingId } from './findings.ts'
import { patient } from './themeSteps.ts'

export const visitSteps = [
  step<FindingId>('A first visit gets its cookies', async (tools) => {
    const exchange = await tools.send({ target: '/' })
    judgeCookies(tools, exchange, '/', ['visits', 'theme'])
    const home = readHome(tools, exchange)
    mustCount(tools, home, 1)
    if (home.theme !== 'light') tools.fail('wrong-default', told(exchange, '"theme":"light"'))
  }),
  step<FindingId>('Visits are counted', async (tools) => {
    const { send, fail, fresh } = tools
    for (const before of [fresh.integer(10, 99), fresh.integer(1e8, 999_999_998), 0, 9]) {
      const pairs = fresh.shuffle(['theme=light', `visits=${before}`, `id=${fresh.word()}`])
      const exchange = await send({ target: '/', headers: [['Cookie', pairs.join('; ')]] })
      await mustFind(tools, readHome(tools, exchange), before)
      judgeCookies(tools, exchange, '/', ['visits', 'theme'])
      const lines = exchange.answer.headers('set-cookie')
      const values = lines.map((line) => parseSetCookie(line, '/'))
        .filter((cookie) => cookie?.name === 'visits').map((cookie) => unquote(cookie?.value))
      if (values.at(-1) === String(before + 1)) continue
      fail('not-counted', {
        exchange, mark: 'header set-cookie', expected: `visits=${before + 1}; …`,
        actual: lines.join('\n'),
      })
    }
    // Alone at first: a wrong count can't be another browser's.
    const browser = new Browser(tools)
    for (const visit of [1, 2, 3]) mustCount(tools, await browser.visit(), visit)
  }),
  step<FindingId>('Each browser has its own count', async (tools) => {
    const browsers = Array.from({ length: 4 }, () => new Browser(tools))
    // They come back a different number of times, and all at once.
    for (let round = 1; round <= browsers.length; round += 1) {
      const visits = browsers.slice(0, round).map((browser, index) => async () => {
        const home = await browser.visit(index % 2 === 0 ? '/' : '/?from=mail&visits=70')
        const expected = round - index
        if (home.visits === expected) return
        const id = round > 1 ? 'visitors-mixed-up' : 'not-counted'
        tools.fail(id, told(home.exchange, `"visits":${expected}`))
      })
      await tools.together(() => Promise.all(visits.map((visit) => visit())))
    }
  }, patient),
  step<FindingId>('Only GET / is a visit', async (tools) => {
    const browser = new Browser(tools)
    mustCount(tools, await browser.visit(), 1)
    for (const [method, target] of [
      ['GET', '/favicon.ico'], ['GET', '/visits'], ['POST', '/'], ['GET', '/settings/theme/x'],
    ] as const) {
      const body = method === 'POST' ? { body: '' } : {}
      const exchange = await browser.send({ method, target, ...body })
      const visits = unquote(browser.jar.find('visits')?.value)
      if (visits === '1') continue
      tools.fail('counted-elsewhere', {
        exchange, mark: 'header set-cookie', expected: 'no new count',
        actual: visits === undefined ? 'visits was deleted' : `the browser has visits=${visits}`,
      })
    }
    mustCount(tools, await browser.visit(), 2)
  }),
  step<FindingId>('Only whole names count', async (tools) => {
    const { send, fail, fresh } = tools
    const decoys = [
      'allvisits=70', 'note=visits=80', 'visitsall=71', 'Visits=72', 'x=%3B%20visits%3D73',
      'my-visits=74', `n="visits=75"`,
    ]
    for (const pairs of [decoys, fresh.shuffle(decoys)]) {
      const all = fresh.shuffle([...pairs, 'visits=4'])
      const exchange = await send({ target: '/', headers: [['Cookie', all.join('; ')]] })
      if (readHome(tools, exchange).visits === 5) continue
      fail('found-by-substring', told(exchange, '"visits":5'))
    }
    const none = await send({ target: '/', headers: [['Cookie', decoys.join('; ')]] })
    if (readHome(tools, none).visits !== 1) fail('found-by-substring', told(none, '"visits":1'))
    for (const header of [
      'flag; visits=4', 'visits=4; flag', '=x; visits=4', 'a=b=c==; visits=4', 'empty=; visits=4',
      'damaged=%zz; visits=4', '__proto__=1; constructor=2; visits=4', 'visits=4;',
      'n=grün; visits=4',
      `long=${'x'.repeat(3_000)}; visits=4`, 'percent=100%; visits=4', 'json={"a":[1,2]}; visits=4',
      'theme=%zz; visits=4', 'theme=grün%; visits=4',
    ]) {
      const exchange = await send({ target: '/', headers: [['Cookie', header]] })
        .catch(header.includes('%') ? orElse(tools, 'damaged-cookie') : rethrow)
      if (exchange.answer.status === 200 && readHome(tools, exchange).visits === 5) continue
      fail('cookie-not-found', told(exchange, '"visits":5'))
    }
  }, patient),
  step<FindingId>("Nonsense isn't believed", async (tools) => {
    const { send, fail } = tools
    // Spellings of whole numbers that JavaScript knows, such as 0x10, aren't sent: a program may
    // count them, and numbers of more than nine digits too.
    for (const value of [
      'abc', '-5', '', '1e99', '%zz', '3abc', '5.5', 'NaN', 'Infinity', 'null', 'true', '[7]',
      '9'.repeat(30), '4%204', '7%00', '1,2', '%ff', '5-3', '1_000', '5=3', 'x%0A7',
    ]) {
      const exchange = await send({ target: '/', headers: [['Cookie', `visits=${value}`]] })
        .catch(orElse(tools, 'damaged-cookie'))
      const { status } = exchange.answer
      if (status >= 400) {
        return fail('nonsense-refused', {
          exchange, mark: 'status', expected: '200 and "visits":1', actual: `the status ${status}`,
        })
      }
      const visits: unknown = Reflect.get(Object(exchange.answer.json()), 'visits')
      if (visits !== 1) fail('believes-everything', told(exchange, '"visits":1'))
    }
  }, patient),
]

function mustCount({ fail }: Tools<FindingId>, { exchange, visits }: Home, expected: number): void {
  if (visits !== expected) fail('not-counted', told(exchange, `"visits":${expected}`))
}

// The cookie was one of several. Does the program count if it comes alone?
async function mustFind(tools: Tools<FindingId>, home: Home, before: number): Promise<void> {
  if (home.visits === before + 1) return
  const headers = [['Cookie', `visits=${before}`]] as const
  const alone = readHome(tools, await tools.send({ target: '/', headers }))
  const expected = `"visits":${before + 1}`
  if (alone.visits !== before + 1) tools.fail('not-counted', told(home.exchange, expected))
  const again = readHome(tools, await tools.send({ target: '/', headers }))
  if (again.visits === before + 1) tools.fail('cookie-not-found', told(home.exchange, expected))
  tools.fail('count-changes', told(again.exchange, `${expected}, as a moment before`))
}

// Quotes around a value are allowed and mean nothing, and a digit may be encoded.
function unquote(value: string | undefined): string | undefined {
  return value?.replace(/^"(.*)"$/, '$1')
    .replace(/%3(\d)/g, (_, digit: string) => digit)
}

function rethrow(error: unknown): never {
  throw error
}
