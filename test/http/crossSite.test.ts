import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import { Context } from '../../src/http/context.ts'
import { crossSiteCheck } from '../../src/http/crossSite.ts'
import { HttpError } from '../../src/http/errors.ts'
import { empty } from '../../src/http/reply.ts'
import { parseTarget } from '../../src/http/target.ts'

function contextOf(method: string, headers: Record<string, string>): Context {
  const request = {
    method,
    url: '/',
    headers,
    headerLines: Object.entries(headers).flat(),
    body: Readable.from([]),
    peer: {},
    signal: () => new AbortController().signal,
    sendContinue: () => undefined,
  }
  return new Context(request, parseTarget('/'), { id: 'test', params: {} })
}

const check = crossSiteCheck({
  publicOrigin: 'HTTPS://Own.example:443/',
  alsoTrusted: ['https://app.example'],
})

const own = 'https://own.example'
const app = 'https://app.example'
const evil = 'https://evil.example'

test("only our own pages, and clients that aren't browsers, may change anything", () => {
  const rows: [rule: string, headers: Record<string, string>, passes: boolean][] = [
    ['no browser', {}, true],
    ['no browser, with a key', { authorization: 'Bearer x' }, true],
    ['a cookie from nowhere', { cookie: 'a=1' }, false],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: own, cookie: 'a=1' }, true],
    ['a person', { 'sec-fetch-site': 'none', cookie: 'a=1' }, true],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: evil, cookie: 'a=1' }, false],
    ['another site without cookies', { 'sec-fetch-site': 'cross-site' }, false],
    ['a sibling', { 'sec-fetch-site': 'same-site', origin: 'https://x.own.example' }, false],
    ['the site counts more than the origin', { 'sec-fetch-site': 'same-site', origin: own }, false],
    ['the site counts, the other way', { 'sec-fetch-site': 'same-origin', origin: evil }, true],
    ['an unknown site', { 'sec-fetch-site': 'x' }, false],
    ['an empty site', { 'sec-fetch-site': '' }, false],
    ['two sites', { 'sec-fetch-site': 'same-origin, same-origin' }, false],
    ['a site in capitals', { 'sec-fetch-site': 'SAME-ORIGIN' }, false],
    ['our origin', { origin: own, cookie: 'a=1' }, true],
    ['another origin', { origin: evil }, false],
    ['no origin to name', { origin: 'null' }, false],
    ['an empty origin', { origin: '' }, false],
    ['our host without TLS', { origin: 'http://own.example' }, false],
    ['another port', { origin: `${own}:8443` }, false],
    ['a longer host', { origin: `${own}.evil.example` }, false],
    ['a path', { origin: `${own}/` }, false],
    ['two origins', { origin: `${own}, ${own}` }, false],
    ['the Host header decides nothing', { origin: evil, host: 'evil.example' }, false],
    ['a trusted origin', { origin: app, cookie: 'a=1' }, true],
    ['a trusted origin elsewhere', { origin: app, 'sec-fetch-site': 'cross-site' }, true],
    ['no origin is not a trusted one', { 'sec-fetch-site': 'cross-site', origin: '' }, false],
  ]
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'ANY', 'get']) {
    for (const [rule, headers, passes] of rows) {
      const run = (): unknown => check(contextOf(method, headers), () => empty())
      if (passes) assert.deepEqual(run(), empty(), rule)
      else assert.throws(run, isCrossSite, rule)
    }
  }
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const [rule, headers] of rows) {
      assert.deepEqual(check(contextOf(method, headers), () => empty()), empty(), rule)
    }
  }
})

test('without further origins only our own is trusted', () => {
  const strict = crossSiteCheck({ publicOrigin: 'http://localhost:3000' })
  const run = (origin: string) => () => strict(contextOf('POST', { origin }), () => empty())
  assert.doesNotThrow(run('http://localhost:3000'))
  assert.throws(run('http://127.0.0.1:3000'), isCrossSite)
  assert.throws(run(app), isCrossSite)
  assert.throws(run(''), isCrossSite)
})

test('the refusal says what to set', () => {
  const run = (headers: Record<string, string>) => () =>
    check(contextOf('POST', headers), () => empty())
  const site = { 'sec-fetch-site': 'cross-site' }
  const rows: [headers: Record<string, string>, message: RegExp][] = [
    [{ origin: evil }, /a POST from https:\/\/evil\.example: .* set PUBLIC_ORIGIN/],
    [{ ...site, origin: evil }, /a POST from https:\/\/evil\.example: .* set PUBLIC_ORIGIN/],
    [site, /a POST from a cross-site page: .* set PUBLIC_ORIGIN/],
    [{ cookie: 'a=1' }, /Cannot tell which site this comes from: with a cookie, send Origin/],
  ]
  for (const [headers, message] of rows) assert.throws(run(headers), message)
})

test('an origin that is none stops the start', () => {
  assert.throws(() => crossSiteCheck({ publicOrigin: 'data:,x' }), TypeError)
  assert.throws(() => crossSiteCheck({ publicOrigin: own, alsoTrusted: ['null'] }), TypeError)
})

function isCrossSite(error: unknown): boolean {
  return error instanceof HttpError && error.status === 403 && error.code === 'cross-site'
}
