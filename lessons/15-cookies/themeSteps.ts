// Steps: a theme comes back as it was sent, to the browser that chose it, until it's deleted.

import { step, type Tools } from '../../src/course/check/check.ts'
import { parseSetCookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { judgeCookies, mustNotBeJoined } from './attributes.ts'
import { Browser, orElse, told } from './browser.ts'
import type { FindingId } from './findings.ts'

// For steps that wait for the program many times: on a busy machine, that adds up.
export const patient = { deadlineMs: 20_000 }

export const themeSteps = [
  step<FindingId>('A value comes back as it was sent', async (tools) => {
    const { fresh, fail } = tools
    const word = fresh.word()
    for (const theme of [
      word, `${word}; Path=/x, ${fresh.foreignText()} "100%"`, `50%25 %41 %zz`, '50%25 %41',
      ` ${word} `,
      `Dark ${word.toUpperCase()}+1 & 2=3==`, `a\\b'c<d>[e]{f}|~!*()`, '0', 'null',
      `${word}\r\nSet-Cookie: visits=70`, fresh.foreignText().repeat(20),
    ]) {
      const browser = new Browser(tools)
      // Twice, so that a count that starts again at 1 is another one.
      const before = theme === word ? 2 : 1
      for (let visit = 1; visit <= before; visit += 1) await browser.visit()
      const target = `/settings/theme?value=${encodeURIComponent(theme)}`
      // Node throws for a header with characters beyond Latin-1, and that ends the program.
      const saved = await browser.post(target).catch(orElse(tools, 'value-not-encoded'))
      judgeCookies(tools, saved, target, ['theme'])
      const home = await browser.visit()
      if (home.theme !== theme) {
        const id = theme === word ? 'theme-not-saved' : 'value-not-encoded'
        return fail(id, {
          ...told(home.exchange, JSON.stringify(theme)), exchange: saved, mark: 'header set-cookie',
        })
      }
      const expected = `"visits":${before + 1}`
      if (home.visits !== before + 1) fail('counted-elsewhere', told(home.exchange, expected))
    }
  }, patient),
  step<FindingId>('Each browser has its own theme', async (tools) => {
    const { fresh, fail } = tools
    const visitors = Array.from({ length: 3 }, (_, index) => {
      return { browser: new Browser(tools), theme: `${fresh.word()}-${index}` }
    })
    await Promise.all(visitors.map(({ browser, theme }) => {
      return browser.post(`/settings/theme?value=${theme}`)
    }))
    for (const visit of [1, 2]) {
      for (const { browser, theme } of fresh.shuffle(visitors)) {
        const home = await browser.visit()
        if (home.theme === theme) continue
        const isOthers = visitors.some((other) => other.theme === home.theme)
        fail(isOthers ? 'visitors-mixed-up' : 'theme-not-saved', {
          ...told(home.exchange, `"theme":"${theme}" on visit ${visit}`),
        })
      }
      const stranger = await new Browser(tools).visit()
      if (stranger.theme === 'light') continue
      fail('visitors-mixed-up', told(stranger.exchange, '"theme":"light"'))
    }
  }, patient),
  step<FindingId>('GET changes no settings', async (tools) => {
    const browser = new Browser(tools)
    await browser.visit()
    const kept = () => ['visits', 'theme'].map((name) => {
      return `${name}=${browser.jar.find(name)?.value ?? '(deleted)'}`
    }).join('; ')
    const before = kept()
    for (const target of ['/settings/theme?value=dark', '/settings/forget']) {
      const exchange = await browser.send({ target })
      if (kept() === before) continue
      tools.fail('changed-by-get', {
        exchange, mark: 'header set-cookie', expected: `still ${before}`,
        actual: kept(),
      })
    }
  }),
  step<FindingId>('Both cookies are deleted', async (tools) => {
    const { fresh, fail } = tools
    const browser = new Browser(tools)
    const bystander = new Browser(tools)
    const theme = fresh.word()
    for (const each of [browser, bystander]) {
      await each.visit()
      await each.post(`/settings/theme?value=${theme}`)
    }
    const exchange = await browser.post('/settings/forget')
    mustNotBeJoined(tools, exchange, ['visits', 'theme'])
    for (const name of ['visits', 'theme']) {
      if (browser.jar.find(name) !== undefined) explainCookieLeft(tools, exchange, name)
    }
    const home = await browser.visit()
    if (home.visits !== 1 || home.theme !== 'light') {
      return fail('not-deleted', told(home.exchange, '"visits":1 and "theme":"light"'))
    }
    const other = await bystander.visit()
    if (other.visits === 2 && other.theme === theme) return
    fail('visitors-mixed-up', told(other.exchange, `"visits":2 and "theme":"${theme}"`))
  }, patient),
]

function explainCookieLeft(
  { fail }: Tools<FindingId>, exchange: HttpExchange, name: string,
): never {
  const lines = exchange.answer.headers('set-cookie')
  const actual = lines.join('\n') || 'no Set-Cookie'
  const evidence = { exchange, mark: 'header set-cookie', actual } as const
  const cookies = lines.map((line) => parseSetCookie(line, '/settings/forget'))
    .filter((cookie) => cookie?.name === name)
  const elsewhere = cookies.find((cookie) => (cookie?.expiresMs ?? Infinity) <= Date.now())
  if (elsewhere?.path === '/') {
    return fail('cookie-for-another-site', { ...evidence, expected: 'no Domain' })
  }
  if (elsewhere !== undefined) {
    return fail('deleted-at-another-path', {
      ...evidence, expected: `${name} with Path=/`, actual: `the path ${elsewhere.path}: ${actual}`,
    })
  }
  const hasDate = cookies.some((cookie) => {
    return cookie?.attributes.has('expires') && cookie.expiresMs === undefined
  })
  if (hasDate) return fail('unreadable-expiry', { ...evidence, expected: 'Max-Age=0, or a date' })
  return fail('not-deleted', { ...evidence, expected: `${name}=; Path=/; Max-Age=0` })
}
