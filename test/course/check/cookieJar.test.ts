import assert from 'node:assert/strict'
import test from 'node:test'
import { CookieJar, parseCookieDate } from '../../../src/course/check/cookieJar.ts'

const now = Date.UTC(2026, 0, 31, 12)

// After a response to a request for `from`, what the browser sends to `to`.
const rows: [lines: string[], from: string, to: string, sent: string | undefined][] = [
  [['a=1'], '/', '/x/y', 'a=1'],
  [['a=1', 'b=2; Path=/'], '/', '/', 'a=1; b=2'],
  [['a=1; path=/x'], '/', '/x?q', 'a=1'],
  [['a=1; Path=/x'], '/', '/xy', undefined],
  [['a=1; Path=/x/'], '/', '/x', undefined],
  [['a=1'], '/settings/theme?value=/x/y', '/', undefined],
  [['a=1'], '/settings/theme?value=/x/y', '/settings/other', 'a=1'],
  [['a=1; Path="/"'], '/settings/theme', '/', undefined],
  [['a=1; Path='], '/settings/theme', '/', undefined],
  [['a=1; Path=/; Path=/x'], '/', '/', undefined],
  [['a=1; Path=/x', 'a=2; Path=/'], '/', '/x', 'a=1; a=2'],
  [['a=1', 'a=2'], '/', '/', 'a=2'],
  [['a=1', 'a=; Max-Age=0'], '/', '/', undefined],
  [['a=1', 'a=; max-age=-1'], '/', '/', undefined],
  [['a=1', 'a=; Max-Age=0; Path=/x'], '/', '/', 'a=1'],
  [['a=1', 'a=; Max-Age=1'], '/', '/', 'a='],
  [['a=1', 'a=2; MaxAge=0'], '/', '/', 'a=2'],
  [['a=1', 'a=2; Max-Age=0, b=; Path=/'], '/', '/', 'a=2'],
  [['a=1', 'a=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], '/', '/', undefined],
  [['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60'], '/', '/', 'a=1'],
  [['a=1', 'a=2; Expires=0'], '/', '/', 'a=2'],
  [['a=1', 'a=2; Expires=1970-01-01T00:00:00.000Z'], '/', '/', 'a=2'],
  [['a=1; Domain=example.com'], '/', '/', undefined],
  [['a=1; Domain=.localhost; Secure; Priority=High'], '/', '/', 'a=1'],
  [['=; Path=/', 'a=\u0007'], '/', '/', undefined],
  [[`a=${'x'.repeat(4096)}`], '/', '/', undefined],
  [['a=b=c; HttpOnly'], '/', '/', 'a=b=c'],
  [['__Host-a=1; Path=/'], '/', '/', undefined],
  [['__host-a=1; Secure'], '/', '/', undefined],
  [['__Host-a=1; Secure; Path=/; Domain=localhost'], '/', '/', undefined],
  [['__Host-a=1; Secure; Path=/'], '/', '/', '__Host-a=1'],
  [['__Host-a=1; Secure; Path=/', '__Host-a=; Path=/; Max-Age=0'], '/', '/', '__Host-a=1'],
  [['__Secure-a=1'], '/', '/', undefined],
  [['__Secure-a=1; Secure; Domain=localhost'], '/', '/', '__Secure-a=1'],
  [['__Hosts=1'], '/', '/', '__Hosts=1'],
]

test('a jar keeps and sends cookies as a browser does', () => {
  for (const [lines, from, to, sent] of rows) {
    const jar = new CookieJar()
    jar.keep(lines, from, now)
    assert.equal(jar.header(to, now), sent, lines.join(' | '))
  }
})

test('a cookie is sent until its time is over', () => {
  const jar = new CookieJar()
  jar.keep(['a=1; Max-Age=2'], '/', now)
  assert.equal(jar.header('/', now + 1_999), 'a=1')
  assert.equal(jar.header('/', now + 2_000), undefined)
})

const dates: [text: string, time: number | undefined][] = [
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Thu, 01-Jan-70 00:00:01 GMT', 1_000],
  ['1 january 2000 1:2:3', Date.UTC(2000, 0, 1, 1, 2, 3)],
  ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['1970-01-01', undefined],
  ['1970-01-01T00:00:00.000Z', undefined],
  ['Thu, 01 Jan 1970', undefined],
  ['Thu, 32 Jan 1970 00:00:00 GMT', undefined],
  ['Thu, 01 Jan 1970 24:00:00 GMT', undefined],
  ['0', undefined],
  ['', undefined],
]

test('dates are read as browsers read them', () => {
  for (const [text, time] of dates) assert.equal(parseCookieDate(text), time, text)
})
