import assert from 'node:assert/strict'
import test from 'node:test'
import { Router } from '../../src/http/router.ts'

/** Segments as `parseTarget` makes them; these paths have no escapes. */
function segmentsOf(path: string): string[] {
  return path.slice(1).split('/')
}

function routerOf(...patterns: string[]): Router<string> {
  const router = new Router<string>()
  for (const pattern of patterns) router.add('GET', pattern, pattern)
  return router
}

type Row = [path: string, pattern: string | undefined, params?: Record<string, string>]

function check(router: Router<string>, rows: readonly Row[]): void {
  for (const [path, pattern, params] of rows) {
    const match = router.find('GET', segmentsOf(path))
    assert.equal(match?.pattern, pattern, path)
    if (params !== undefined) assert.deepEqual(match?.params, params, path)
  }
}

test('a literal matches itself alone', () => {
  check(routerOf('/', '/books', '/books/new', '/a/b/c', '/Books', '/café', '/a b', '/a/'), [
    ['/', '/', {}],
    ['/books', '/books', {}],
    ['/books/', undefined],
    ['/book', undefined],
    ['/bookss', undefined],
    ['/Books', '/Books'],
    ['/BOOKS', undefined],
    ['/books/new', '/books/new', {}],
    ['/books/old', undefined],
    ['/new', undefined],
    ['/a', undefined],
    ['/a/', '/a/', {}],
    ['/a/b', undefined],
    ['/a/b/', undefined],
    ['/a/b/c', '/a/b/c', {}],
    ['/a/b/c/d', undefined],
    ['/café', '/café'],
    ['/a b', '/a b'],
    ['/:name', undefined],
    ['/constructor', undefined],
    ['/__proto__', undefined],
  ])
})

test('a name stands for one segment that is not empty', () => {
  check(routerOf('/:a', '/x/:a', '/x/:a/y', '/x/:a/:b/:c'), [
    ['/1', '/:a', { a: '1' }],
    ['/', undefined],
    ['/1/', undefined],
    ['/x', '/:a', { a: 'x' }],
    ['/x/', undefined],
    ['/x/1', '/x/:a', { a: '1' }],
    ['/x/1/', undefined],
    ['/x/1/y', '/x/:a/y', { a: '1' }],
    ['/x/1/z', undefined],
    ['/x/1/2/3', '/x/:a/:b/:c', { a: '1', b: '2', c: '3' }],
    ['/x/1/2/', undefined],
    ['/x/1/2/3/4', undefined],
    ['/:a', '/:a', { a: ':a' }],
    ['/*', '/:a', { a: '*' }],
  ])
})

test('a rest stands for all that follows, at least a slash', () => {
  check(routerOf('/files/*path', '/x/:a/*more'), [
    ['/files', undefined],
    ['/files/', '/files/*path', { path: '' }],
    ['/files/a', '/files/*path', { path: 'a' }],
    ['/files/a/', '/files/*path', { path: 'a/' }],
    ['/files/a/b.txt', '/files/*path', { path: 'a/b.txt' }],
    ['/file/a', undefined],
    ['/x/1', undefined],
    ['/x/1/', '/x/:a/*more', { a: '1', more: '' }],
    ['/x/1/2/3', '/x/:a/*more', { a: '1', more: '2/3' }],
    ['/x//2', undefined],
  ])
  check(routerOf('/*all'), [['/', '/*all', { all: '' }], ['/a/b', '/*all', { all: 'a/b' }]])
})

test('values are what was decoded, whatever it contains', () => {
  const router = routerOf('/a/:name', '/f/*path')
  assert.deepEqual(router.find('GET', ['a', 'b/c'])?.params, { name: 'b/c' })
  assert.deepEqual(router.find('GET', ['a', ' '])?.params, { name: ' ' })
  assert.deepEqual(router.find('GET', ['f', 'b/c', 'd'])?.params, { path: 'b/c/d' })
  assert.equal(router.find('GET', ['a/b']), undefined)
})

test('a literal beats a name, which beats a rest', () => {
  check(routerOf('/a', '/:x', '/*r', '/b/c', '/b/:x', '/b/*r', '/d/:x', '/d/*r', '/e/f', '/e/*r'), [
    ['/a', '/a'],
    ['/z', '/:x', { x: 'z' }],
    ['/', '/*r', { r: '' }],
    ['/a/z', '/*r', { r: 'a/z' }],
    ['/b', '/:x', { x: 'b' }],
    ['/b/c', '/b/c'],
    ['/b/z', '/b/:x', { x: 'z' }],
    ['/b/', '/b/*r', { r: '' }],
    ['/b/c/d', '/b/*r', { r: 'c/d' }],
    ['/d/z', '/d/:x', { x: 'z' }],
    ['/d/z/z', '/d/*r', { r: 'z/z' }],
    ['/e/f', '/e/f'],
    ['/e/g', '/e/*r', { r: 'g' }],
  ])
})

test('the segments on the left decide first', () => {
  check(routerOf('/a/:x', '/:x/b', '/:x/:y/c', '/a/*r'), [
    ['/a/b', '/a/:x', { x: 'b' }],
    ['/z/b', '/:x/b', { x: 'z' }],
    ['/z/c', undefined],
    ['/a/z/c', '/a/*r', { r: 'z/c' }],
    ['/z/z/c', '/:x/:y/c', { x: 'z', y: 'z' }],
  ])
})

test('a branch that leads nowhere is left again', () => {
  check(routerOf('/a/b/c', '/a/:x/d', '/:x/b/e', '/:x/:y/f', '/a/*r', '/*r'), [
    ['/a/b/c', '/a/b/c', {}],
    ['/a/b/d', '/a/:x/d', { x: 'b' }],
    ['/a/b/e', '/a/*r', { r: 'b/e' }],
    ['/z/b/e', '/:x/b/e', { x: 'z' }],
    ['/z/b/f', '/:x/:y/f', { x: 'z', y: 'b' }],
    ['/z/b/g', '/*r', { r: 'z/b/g' }],
    ['/a', '/*r', { r: 'a' }],
  ])
  // Without a rest to catch it, from the deepest place back to the first segment.
  check(routerOf('/a/b/c/d', '/a/b/:x/e', '/a/:x/c/f', '/:x/b/c/g'), [
    ['/a/b/c/d', '/a/b/c/d'],
    ['/a/b/c/e', '/a/b/:x/e', { x: 'c' }],
    ['/a/b/c/f', '/a/:x/c/f', { x: 'b' }],
    ['/a/b/c/g', '/:x/b/c/g', { x: 'a' }],
    ['/a/b/c/h', undefined],
  ])
})

test('routes that share a branch keep their own names', () => {
  check(routerOf('/:user/posts', '/:team/members', '/:team/members/:user', '/:a'), [
    ['/1/posts', '/:user/posts', { user: '1' }],
    ['/1/members', '/:team/members', { team: '1' }],
    ['/1/members/2', '/:team/members/:user', { team: '1', user: '2' }],
    ['/1', '/:a', { a: '1' }],
  ])
})

test('each method has routes of its own', () => {
  const router = new Router<number>()
  router.add('POST', '/a', 1)
  router.add('GET', '/a', 2)
  router.add('DELETE', '/:x', 3)
  router.add('PUT', '/*r', 4)
  assert.equal(router.find('POST', ['a'])?.value, 1)
  assert.equal(router.find('GET', ['a'])?.value, 2)
  assert.equal(router.find('DELETE', ['a'])?.value, 3)
  assert.equal(router.find('HEAD', ['a']), undefined)
  assert.equal(router.find('get', ['a']), undefined)
  assert.equal(router.find('POST', ['b']), undefined)
  const { params, ...route } = router.find('DELETE', ['b']) ?? assert.fail('No route')
  assert.deepEqual(route, { method: 'DELETE', pattern: '/:x', value: 3 })
  assert.deepEqual(params, { x: 'b' })
  assert.deepEqual(router.methodsFor(['a']), ['DELETE', 'GET', 'POST', 'PUT'])
  assert.deepEqual(router.methodsFor(['b']), ['DELETE', 'PUT'])
  assert.deepEqual(router.methodsFor(['a', 'b']), ['PUT'])
  assert.deepEqual(new Router().methodsFor(['a']), [])
})

test('a value that is false, empty or undefined is found like any other', () => {
  const router = new Router<unknown>()
  for (const [index, value] of [false, 0, '', null, undefined].entries()) {
    router.add('GET', `/${index}`, value)
    assert.deepEqual(router.find('GET', [String(index)])?.value, value)
  }
})

test('routes are listed in the order in which they were added', () => {
  const router = new Router<number>()
  router.add('POST', '/b', 1)
  router.add('GET', '/a/:x', 2)
  router.add('GET', '/*r', 3)
  assert.deepEqual(router.routes(), [
    { method: 'POST', pattern: '/b', value: 1 },
    { method: 'GET', pattern: '/a/:x', value: 2 },
    { method: 'GET', pattern: '/*r', value: 3 },
  ])
})

test('a pattern that means the same requests as another is refused, with both named', () => {
  const rows: [first: string, second: string][] = [
    ['/', '/'],
    ['/a', '/a'],
    ['/a/', '/a/'],
    ['/a/:x', '/a/:y'],
    ['/:x/b', '/:y/b'],
    ['/:x/:y', '/:y/:x'],
    ['/a/*x', '/a/*y'],
    ['/:x/*y', '/:a/*b'],
    ['/*x', '/*y'],
  ]
  for (const [first, second] of rows) {
    const message = `Cannot add GET ${second}: it matches the same requests as GET ${first}`
    assert.throws(() => routerOf(first, second), { message })
    assert.throws(() => routerOf(second, '/else', first), {
      message: `Cannot add GET ${first}: it matches the same requests as GET ${second}`,
    })
    const router = routerOf(first)
    assert.doesNotThrow(() => router.add('POST', second, second))
  }
})

test('patterns that only overlap can both be added', () => {
  const rows = [
    ['/a', '/a/'], ['/a', '/:x'], ['/:x', '/*r'], ['/a', '/*r'], ['/a/:x', '/:x/a'], ['/a', '/A'],
    ['/a/*r', '/a'], ['/a/*r', '/a/'], ['/:x', '/:x/:y'], ['/:x/a', '/:y/b'],
  ]
  for (const patterns of rows) {
    assert.doesNotThrow(() => routerOf(...patterns))
    assert.doesNotThrow(() => routerOf(...patterns.toReversed()))
  }
})

test('a pattern that can match nothing, or has bad names, is refused', () => {
  const rows: [pattern: string, reason: RegExp][] = [
    ['', /a pattern starts with "\/"/],
    ['a', /a pattern starts with "\/"/],
    [':a', /a pattern starts with "\/"/],
    ['*', /a pattern starts with "\/"/],
    ['//', /no request can match the segment ""/],
    ['//a', /no request can match the segment ""/],
    ['/a//b', /no request can match the segment ""/],
    ['/a//', /no request can match the segment ""/],
    ['/.', /no request can match the segment "\."/],
    ['/..', /no request can match the segment "\.\."/],
    ['/a/../b', /no request can match the segment "\.\."/],
    ['/a/./b', /no request can match the segment "\."/],
    ['/:', /":" needs a name/],
    ['/a/:/b', /":" needs a name/],
    ['/*', /"\*" needs a name/],
    ['/:__proto__', /":__proto__" needs a name/],
    ['/*__proto__', /"\*__proto__" needs a name/],
    ['/:a/:a', /it has two names a/],
    ['/:a/b/:c/:a', /it has two names a/],
    ['/:a/*a', /it has two names a/],
    ['/*a/b', /nothing can follow \*a/],
    ['/*a/', /nothing can follow \*a/],
    ['/*a/:b', /nothing can follow \*a/],
    ['/*a/*b', /nothing can follow \*a/],
  ]
  for (const [pattern, reason] of rows) {
    const router = routerOf('/good')
    assert.throws(() => router.add('GET', pattern, pattern), (error) => {
      assert.ok(error instanceof Error)
      assert.ok(error.message.startsWith(`Cannot add GET ${pattern}: `), error.message)
      assert.match(error.message, reason)
      return true
    })
    assert.equal(router.routes().length, 1, pattern)
  }
})

test('names and literals may look strange', () => {
  check(routerOf('/...', '/a:b', '/a*b', '/:constructor/x', '/::', '/x/:*', '/y/*:'), [
    ['/...', '/...'],
    ['/a:b', '/a:b', {}],
    ['/a*b', '/a*b', {}],
    ['/1/x', '/:constructor/x', { constructor: '1' }],
    ['/1', '/::', { ':': '1' }],
    ['/x/1', '/x/:*', { '*': '1' }],
    ['/y/1/2', '/y/*:', { ':': '1/2' }],
  ])
})

// The rules once more, in the slowest and plainest way: of all patterns that match, the one whose
// first differing segment is the more definite.
function findSlowly(patterns: readonly string[], path: string): string | undefined {
  const rank = (segment = '') => (segment.startsWith('*') ? 2 : segment.startsWith(':') ? 1 : 0)
  const matches = patterns.filter((pattern) => covers(segmentsOf(pattern), segmentsOf(path)))
  return matches.sort((a, b) => {
    const [left, right] = [segmentsOf(a), segmentsOf(b)]
    const index = left.findIndex((segment, at) => rank(segment) !== rank(right[at]))
    return index === -1 ? 0 : rank(left[index]) - rank(right[index])
  })[0]
}

function covers([first, ...rest]: string[], segments: string[]): boolean {
  const [segment, ...others] = segments
  if (first === undefined || segment === undefined) return first === segment
  if (first.startsWith('*')) return true
  if (first.startsWith(':') ? segment === '' : first !== segment) return false
  return covers(rest, others)
}

/** Numbers that look random and are the same at each run (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function shuffled<Item>(items: readonly Item[], random: (below: number) => number): Item[] {
  const left = [...items]
  return items.flatMap(() => left.splice(random(left.length), 1))
}

test('whatever the routes and their order, the rules hold', () => {
  const random = randomNumbers(1)
  const levels = ['x', 'y', 'z'].map((name) => ['a', 'b', `:${name}`, `*rest-${name}`, ''])
  const possible = allPaths(levels).filter((pattern) => !/\/\/|\*[^/]*\//.test(pattern))
  const paths = allPaths(Array<string[]>(4).fill(['a', 'b', 'c', '']))
  for (let round = 0; round < 60; round += 1) {
    const patterns = shuffled(possible, random).slice(0, 1 + random(12))
    const one = routerOf(...patterns)
    const other = routerOf(...shuffled(patterns, random))
    for (const path of paths) {
      const found = one.find('GET', segmentsOf(path))
      assert.equal(found?.pattern, findSlowly(patterns, path), `${path} in ${patterns.join(' ')}`)
      assert.deepEqual(other.find('GET', segmentsOf(path)), found)
    }
  }
})

/** Every path whose segments are of these levels, from one segment to all. */
function allPaths([first, ...deeper]: string[][]): string[] {
  if (first === undefined) return []
  const rests = ['', ...allPaths(deeper)]
  return first.flatMap((segment) => rests.map((rest) => `/${segment}${rest}`))
}
