import assert from 'node:assert/strict'
import test from 'node:test'
import { HttpError } from '../../src/http/errors.ts'
import { formatPath, parseTarget } from '../../src/http/target.ts'

test('a target is a path, a query, and decoded segments', () => {
  const rows: [target: string, path: string, query: string, segments: string[]][] = [
    ['/', '/', '', ['']],
    ['/a', '/a', '', ['a']],
    ['/a/', '/a/', '', ['a', '']],
    ['/a/b/c', '/a/b/c', '', ['a', 'b', 'c']],
    ['/?', '/', '', ['']],
    ['/?a=1', '/', 'a=1', ['']],
    ['/a?b', '/a', 'b', ['a']],
    ['/a/?b', '/a/', 'b', ['a', '']],
    ['/a?b?c', '/a', 'b?c', ['a']],
    ['/a??', '/a', '?', ['a']],
    ['/a?//../%zz/.', '/a', '//../%zz/.', ['a']],
    ['/a?b#c', '/a', 'b#c', ['a']],
    ['/a#b', '/a#b', '', ['a#b']],
    ['/a;b=c/d', '/a;b=c/d', '', ['a;b=c', 'd']],
    ['/a\\b', '/a\\b', '', ['a\\b']],
    ['/a:b@c', '/a:b@c', '', ['a:b@c']],
    ['/...', '/...', '', ['...']],
    ['/.a/a./..a/a..', '/.a/a./..a/a..', '', ['.a', 'a.', '..a', 'a..']],
    ['/a+b', '/a+b', '', ['a+b']],
    ['/a%20b', '/a%20b', '', ['a b']],
    ['/a%2Fb/c', '/a%2Fb/c', '', ['a/b', 'c']],
    ['/a%2fb', '/a%2fb', '', ['a/b']],
    ['/%2F', '/%2F', '', ['/']],
    ['/a%3Fb', '/a%3Fb', '', ['a?b']],
    ['/%252e%252e', '/%252e%252e', '', ['%2e%2e']],
    ['/%2e%2e%2e', '/%2e%2e%2e', '', ['...']],
    ['/caf%C3%A9/%F0%9F%90%8C', '/caf%C3%A9/%F0%9F%90%8C', '', ['caf\u00e9', '\u{1f40c}']],
    ['/%00', '/%00', '', ['\0']],
    ['/*', '/*', '', ['*']],
    ['/http://a/b'.replace('//', '/'), '/http:/a/b', '', ['http:', 'a', 'b']],
  ]
  for (const [target, path, query, segments] of rows) {
    assert.deepEqual(parseTarget(target), { path, query, segments }, target)
  }
})

test('a full address counts as its path', () => {
  const rows: [target: string, path: string, query: string, segments: string[]][] = [
    ['http://a.example', '/', '', ['']],
    ['http://a.example/', '/', '', ['']],
    ['http://a.example/b/c', '/b/c', '', ['b', 'c']],
    ['https://a.example:8443/b', '/b', '', ['b']],
    ['HTTP://A/b', '/b', '', ['b']],
    ['hTTpS://A/b', '/b', '', ['b']],
    ['http://a?b', '/', 'b', ['']],
    ['http://a/b?c=d/e', '/b', 'c=d/e', ['b']],
    ['http://a?b/c', '/', 'b/c', ['']],
    ['http://[::1]:80/b', '/b', '', ['b']],
    ['http://a:/b', '/b', '', ['b']],
    ['http://a/b%2Fc/', '/b%2Fc/', '', ['b/c', '']],
    ['http://a/http:', '/http:', '', ['http:']],
  ]
  for (const [target, path, query, segments] of rows) {
    assert.deepEqual(parseTarget(target), { path, query, segments }, target)
  }
})

test("the star of OPTIONS isn't a path that a route could match", () => {
  assert.deepEqual(parseTarget('*'), { path: '*', query: '', segments: [] })
})

test('what could be read in two ways is refused', () => {
  const rows: [target: string, message: RegExp][] = [
    ['//', /an empty segment: two slashes in a row/],
    ['//evil.example/x', /two slashes/],
    ['///', /two slashes/],
    ['/a//b', /two slashes/],
    ['/a//', /two slashes/],
    ['//?a', /two slashes/],
    ['/.', /a "\." segment/],
    ['/..', /a "\.\." segment/],
    ['/./a', /a "\." segment/],
    ['/../a', /a "\.\." segment/],
    ['/a/.', /a "\." segment/],
    ['/a/..', /a "\.\." segment/],
    ['/a/../', /a "\.\." segment/],
    ['/a/..?b', /a "\.\." segment/],
    ['/a/%2e', /a "\." segment/],
    ['/a/%2E.', /a "\.\." segment/],
    ['/a/.%2e/b', /a "\.\." segment/],
    ['/a/%2e%2e/b', /a "\.\." segment/],
    ['/%', /a malformed escape in "%"/],
    ['/a%', /a malformed escape in "a%"/],
    ['/%2', /a malformed escape/],
    ['/%zz', /a malformed escape/],
    ['/%u0041', /a malformed escape/],
    ['/a/%ff', /a malformed escape in "%ff"/],
    ['/%c0%ae', /a malformed escape/],
    ['/%ed%a0%80', /a malformed escape/],
    ['/%C3/%A9', /a malformed escape/],
    ['', /Cannot read the request target ""/],
    ['a', /Cannot read the request target "a"/],
    ['**', /Cannot read the request target/],
    ['?a', /Cannot read the request target/],
    ['*?a', /Cannot read the request target/],
    ['a.example:80', /Cannot read the request target/],
    ['ftp://a/b', /Cannot read the request target/],
    ['http:/a', /Cannot read the request target/],
    ['http:a', /Cannot read the request target/],
    ['http://', /Cannot read the request target/],
    ['http:///a', /Cannot read the request target/],
    ['http://?a', /Cannot read the request target/],
    ['http://:80/a', /the host ":80"/],
    ['http://me@a/b', /the host "me@a"/],
    ['http://me:pw@a', /the host "me:pw@a"/],
    ['http://a:b/', /the host "a:b"/],
    ['http://a:80:80/', /the host "a:80:80"/],
    ['http://a\\b/', /the host "a\\\\b"/],
    ['http://a#b', /the host "a#b"/],
    ['http://[::1/', /the host "\[::1"/],
    ['http://[a]/', /the host "\[a\]"/],
    ['httpss://a/b', /Cannot read the request target/],
    ['xhttp://a/b', /Cannot read the request target/],
    ['\\a', /Cannot read the request target/],
    ['http://a//b', /two slashes/],
    ['http://a/../b', /a "\.\." segment/],
    ['http://a/%', /a malformed escape/],
  ]
  for (const [target, message] of rows) {
    assert.throws(() => parseTarget(target), (error) => {
      assert.ok(error instanceof HttpError)
      assert.deepEqual([error.status, error.code], [400, 'bad-target'], target)
      assert.match(error.message, message, target)
      return true
    })
  }
})

test('segments are written so that they are read the same again', () => {
  const rows: [segments: string[], path: string][] = [
    [[''], '/'],
    [['a', ''], '/a/'],
    [['a', 'b'], '/a/b'],
    [['a/b', 'c'], '/a%2Fb/c'],
    [['/evil.example', ''], '/%2Fevil.example/'],
    [['a b', 'c?d', '#', '%'], '/a%20b/c%3Fd/%23/%25'],
    [['\u00e9\r\n'], '/%C3%A9%0D%0A'],
    [['\\evil.example'], '/%5Cevil.example'],
  ]
  for (const [segments, path] of rows) {
    assert.equal(formatPath(segments), path)
    assert.deepEqual(parseTarget(path).segments, segments)
  }
})
