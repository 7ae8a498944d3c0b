import assert from 'node:assert/strict'
import test from 'node:test'
import {
  expireCookie,
  formatCookie,
  parseCookies,
  type CookieAttributes,
} from '../../src/http/cookies.ts'
import { HttpError } from '../../src/http/errors.ts'

test('a Cookie header becomes names and values', () => {
  const rows: [rule: string, header: string | undefined, cookies: Record<string, string>][] = [
    ['no header', undefined, {}],
    ['an empty header', '', {}],
    ['one', 'a=1', { a: '1' }],
    ['several', 'a=1; b=2; c=3', { a: '1', b: '2', c: '3' }],
    ['no space between', 'a=1;b=2', { a: '1', b: '2' }],
    ['the first equals sign divides', 'a=b=c==', { a: 'b=c==' }],
    ['an empty value', 'a=', { a: '' }],
    ['spaces and tabs around', ' \t a \t = \t 1 \t ; b=2\t', { a: '1', b: '2' }],
    ['only blanks as a value', 'a= \t ', { a: '' }],
    ['blanks inside stay', 'a=x y', { a: 'x y' }],
    ['a non-breaking space is data', 'a=\u00a01\u00a0', { a: '\u00a01\u00a0' }],
    ['quotes on both sides go', 'a="1"', { a: '1' }],
    ['quotes around nothing go', 'a=""', { a: '' }],
    ['one pair of quotes goes', 'a=""1""', { a: '"1"' }],
    ['a single quote mark stays', 'a="', { a: '"' }],
    ['a quote at the start stays', 'a="1', { a: '"1' }],
    ['a quote at the end stays', 'a=1"', { a: '1"' }],
    ['quotes inside stay', 'a=1"2"3', { a: '1"2"3' }],
    ['blanks inside quotes stay', 'a=" 1 "', { a: ' 1 ' }],
    ['no semicolon in quotes', 'a="1;b=2"', { a: '"1', b: '2"' }],
    ['the first of two counts', 'a=1; a=2', { a: '1' }],
    ['the first counts when empty', 'a=; a=2', { a: '' }],
    ['names differ in case', 'a=1; A=2', { a: '1', A: '2' }],
    ['no equals sign: no name', 'abc; b=2', { b: '2' }],
    ['nothing before it: no name', '=1; b=2', { b: '2' }],
    ['blanks before it: no name', ' =1; b=2', { b: '2' }],
    ['a prefix without a name', '=__Host-a=1; b=2', { b: '2' }],
    ['empty pairs', ';;a=1; ;', { a: '1' }],
    ['an escaped value', 'a=%C3%A9%3B%20', { a: 'é; ' }],
    ['a malformed escape', 'a=100%', { a: '100%' }],
    ['an escape that is not UTF-8', 'a=%FF%20', { a: '%FF%20' }],
    ['an escaped name stays', '%61=1', { '%61': '1' }],
    ['escaped quotes are data', 'a=%221%22', { a: '"1"' }],
    ['plus is plus', 'a=1+1', { a: '1+1' }],
  ]
  for (const [rule, header, cookies] of rows) {
    assert.deepEqual(Object.fromEntries(parseCookies(header)), cookies, rule)
  }
})

test('names of the object prototype are cookies like any other', () => {
  const cookies = parseCookies('__proto__=1; constructor=2')
  assert.deepEqual([...cookies], [['__proto__', '1'], ['constructor', '2']])
  assert.equal(parseCookies('a=1').get('toString'), undefined)
})

test('a Cookie header has a largest length and number', () => {
  const isRefused = (error: unknown): boolean =>
    error instanceof HttpError && error.status === 431 && error.code === 'too-many-cookies'
  assert.equal(parseCookies(`a=${'1'.repeat(8190)}`).get('a')?.length, 8190)
  assert.throws(() => parseCookies(`a=${'1'.repeat(8191)}`), isRefused)
  const numbered = (count: number): string =>
    Array.from({ length: count }, (_, index) => `c${index}=1`).join(';')
  assert.equal(parseCookies(numbered(180)).size, 180)
  assert.throws(() => parseCookies(numbered(181)), isRefused)
})

test('a cookie is written with its attributes', () => {
  const epoch = new Date(0)
  const rows: [attributes: CookieAttributes, line: string][] = [
    [{}, 'a=1; Path=/; HttpOnly; SameSite=Lax'],
    [{ path: '/x' }, 'a=1; Path=/x; HttpOnly; SameSite=Lax'],
    [{ path: '/ !:<~' }, 'a=1; Path=/ !:<~; HttpOnly; SameSite=Lax'],
    [{ domain: 'a.example' }, 'a=1; Path=/; Domain=a.example; HttpOnly; SameSite=Lax'],
    [{ maxAgeSeconds: 60 }, 'a=1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax'],
    [{ maxAgeSeconds: 0 }, 'a=1; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'],
    [{ maxAgeSeconds: -1 }, 'a=1; Path=/; Max-Age=-1; HttpOnly; SameSite=Lax'],
    [
      { expires: epoch },
      'a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
    ],
    [{ secure: true }, 'a=1; Path=/; Secure; HttpOnly; SameSite=Lax'],
    [{ secure: false }, 'a=1; Path=/; HttpOnly; SameSite=Lax'],
    [{ httpOnly: false }, 'a=1; Path=/; SameSite=Lax'],
    [{ sameSite: 'Strict' }, 'a=1; Path=/; HttpOnly; SameSite=Strict'],
    [{ sameSite: 'None', secure: true }, 'a=1; Path=/; Secure; HttpOnly; SameSite=None'],
    [
      { partitioned: true, secure: true },
      'a=1; Path=/; Secure; HttpOnly; SameSite=Lax; Partitioned',
    ],
    [{ partitioned: false }, 'a=1; Path=/; HttpOnly; SameSite=Lax'],
    [
      {
        path: '/x',
        domain: 'a.example',
        maxAgeSeconds: 1,
        expires: epoch,
        secure: true,
        httpOnly: true,
        sameSite: 'None',
        partitioned: true,
      },
      'a=1; Path=/x; Domain=a.example; Max-Age=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ' +
        'Secure; HttpOnly; SameSite=None; Partitioned',
    ],
  ]
  for (const [attributes, line] of rows) assert.equal(formatCookie('a', '1', attributes), line)
})

test('any value comes back as it was', () => {
  const values = ['', 'plain', 'a;b', 'a=b', '"quoted"', ' x ', 'é € 🌱', '100%', '%41', '\r\n']
  for (const value of values) {
    const [pair = ''] = formatCookie('a', value).split(';')
    assert.match(pair, /^a=[!#-+\--:<-[\]-~]*$/)
    assert.equal(parseCookies(pair).get('a'), value)
  }
})

test('a name is a token', () => {
  for (const name of ['a', 'Z9', "!#$%&'*+-.^_`|~"]) {
    assert.ok(formatCookie(name, '').startsWith(`${name}=; `))
  }
  for (const name of ['', 'a b', 'a;', 'a=', 'a\n', ' a', 'a,', '"a"', 'é', '(a)', 'a/b', 'a\\']) {
    assert.throws(() => formatCookie(name, ''), /its name must be a token/, JSON.stringify(name))
  }
})

test('a mistake is named', () => {
  const rows: [name: string, attributes: CookieAttributes, message: RegExp][] = [
    ['a', { path: 'x' }, /its path "x" must start with "\/"/],
    ['a', { path: '' }, /its path "" must start with "\/"/],
    ['a', { path: '/;' }, /its path "\/;" must be ASCII without ";"/],
    ['a', { path: '/\n' }, /its path "\/\\n" must be ASCII/],
    ['a', { path: '/\x7f' }, /must be ASCII/],
    ['a', { path: '/é' }, /its path "\/é" must be ASCII/],
    ['a', { domain: '' }, /its domain "" must be ASCII/],
    ['a', { domain: 'a;b' }, /its domain "a;b" must be ASCII without ";"/],
    ['a', { domain: 'a\r\nx' }, /its domain "a\\r\\nx" must be ASCII/],
    ['a', { maxAgeSeconds: 1.5 }, /its maxAgeSeconds 1.5 must be a whole number/],
    ['a', { maxAgeSeconds: Infinity }, /its maxAgeSeconds Infinity/],
    ['a', { expires: new Date(Number.NaN) }, /its expires isn't a valid date/],
    ['a', { sameSite: 'None' }, /SameSite=None needs Secure/],
    ['a', { sameSite: 'None', secure: false }, /SameSite=None needs Secure/],
    ['a', { partitioned: true }, /Partitioned needs Secure/],
    ['__Secure-a', {}, /its prefix needs Secure/],
    ['__secure-a', { secure: false }, /its prefix needs Secure/],
    ['__Host-a', {}, /its prefix needs Secure/],
    ['__Host-a', { secure: true, path: '/x' }, /its prefix needs the path "\/"/],
    ['__hOST-a', { secure: true, path: '/x' }, /its prefix needs the path "\/"/],
    ['__Host-a', { secure: true, domain: 'a.example' }, /its prefix forbids a domain/],
  ]
  for (const [name, attributes, message] of rows) {
    assert.throws(() => formatCookie(name, '1', attributes), (error: unknown) => {
      assert.ok(error instanceof TypeError)
      assert.match(error.message, message)
      assert.ok(error.message.startsWith(`Cannot set the cookie "${name}": `))
      return true
    })
  }
})

test('a prefix allows what it does not forbid', () => {
  const rows: [name: string, attributes: CookieAttributes][] = [
    ['__Host-a', { secure: true }],
    ['__Host-a', { secure: true, path: '/', maxAgeSeconds: 1, sameSite: 'None' }],
    ['__Secure-a', { secure: true, path: '/x', domain: 'a.example' }],
    ['a__Host-', { path: '/x' }],
    ['__Host', { path: '/x' }],
    ['__Other-a', {}],
  ]
  for (const [name, attributes] of rows) {
    assert.ok(formatCookie(name, '1', attributes).startsWith(`${name}=1; Path=`))
  }
})

test('what a browser would drop for its length is refused, and no error contains a value', () => {
  assert.ok(formatCookie('abcd', '1'.repeat(4092)))
  assert.ok(formatCookie('abcd', ' '.repeat(1364)))
  for (const value of ['1'.repeat(4093), ' '.repeat(1365)]) {
    assert.throws(() => formatCookie('abcd', value), /^TypeError: Cannot set [^1]*more than 4096/)
  }
  assert.throws(() => formatCookie('a', '\ud800'), /^TypeError: .*half of a surrogate pair/)
})

test('an expired cookie keeps where it belongs', () => {
  const past = 'Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
  assert.equal(expireCookie('a'), `a=; Path=/; ${past}; HttpOnly; SameSite=Lax`)
  assert.equal(
    expireCookie('a', { path: '/x', domain: 'a.example', maxAgeSeconds: 9, secure: true }),
    `a=; Path=/x; Domain=a.example; ${past}; Secure; HttpOnly; SameSite=Lax`,
  )
  assert.throws(() => expireCookie('__Host-a'), /needs Secure/)
})
