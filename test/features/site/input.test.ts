import assert from 'node:assert/strict'
import test from 'node:test'
import { integer, object, optional, string } from '../../../src/basics/check.ts'
import {
  checkInput, checkParameters, clientOf, isOwnPage, readAmount, readChoice, readId, readInput,
  readSearch, unknownId,
} from '../../../src/features/site/input.ts'
import { Refusal } from '../../../src/features/site/refusal.ts'
import { contextOf } from './contextOf.ts'

const checker = object({ title: string({ min: 1, max: 10 }), year: optional(integer()) })

test('input that a checker takes is given, and all that is wrong with other input is told', () => {
  assert.deepEqual(checkInput(checker, { title: 'Dune' }), { title: 'Dune', year: undefined })
  const rows: [input: unknown, fields: string[]][] = [
    [{}, ['title']],
    [{ title: '' }, ['title']],
    [{ title: 7, year: 'soon' }, ['title', 'year']],
    [{ title: 'Dune', constructor: 1 }, ['constructor']],
    [JSON.parse('{"title":"Dune","__proto__":1}'), ['__proto__']],
    [[], ['']],
    [null, ['']],
    [undefined, ['']],
  ]
  for (const [input, fields] of rows) {
    assert.throws(() => checkInput(checker, input), (error) => {
      assert.ok(error instanceof Error && 'code' in error && 'issues' in error)
      assert.equal(error.code, 'invalid')
      assert.ok(Array.isArray(error.issues))
      assert.deepEqual(error.issues.map(({ field }) => field), fields)
      return true
    })
  }
})

test('a JSON body is read with a checker', async () => {
  const send = (body: string, type = 'application/json') =>
    readInput(contextOf('POST', '/', { headers: { 'content-type': type }, body }), checker)
  assert.deepEqual(await send('{"title":"Dune","year":1965}'), { title: 'Dune', year: 1965 })
  const rows: [body: string, type: string, code: string][] = [
    ['{"title":""}', 'application/json', 'invalid'],
    ['{"title":', 'application/json', 'bad-json'],
    ['title=Dune', 'application/x-www-form-urlencoded', 'unsupported-media-type'],
  ]
  for (const [body, type, code] of rows) await assert.rejects(send(body, type), { code })
})

test('an id is a whole number from 1, written as we write it', () => {
  const rows: [text: string, id: number | undefined][] = [
    ['1', 1],
    ['42', 42],
    ['999999999999999', 999_999_999_999_999],
    ['1000000000000000', undefined],
    ['9'.repeat(10_000), undefined],
    ['', undefined],
    ['0', undefined],
    ['01', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['1.0', undefined],
    ['1e3', undefined],
    ['0x1', undefined],
    [' 1', undefined],
    ['1\n', undefined],
    ['١', undefined],
    ['constructor', undefined],
  ]
  for (const [text, id] of rows) {
    if (id !== undefined) assert.equal(readId(text), id)
    else assert.throws(() => readId(text), unknownId(), JSON.stringify(text))
  }
})

test('a choice is one of the words, or none', () => {
  const rows: [query: string, expected: 'up' | 'down' | undefined | 'refused'][] = [
    ['', undefined],
    ['way=', undefined],
    ['other=up', undefined],
    ['way=up', 'up'],
    ['way=down', 'down'],
    ['way=up&way=down', 'up'],
    ['way=Up', 'refused'],
    ['way=up+', 'refused'],
    ['way=constructor', 'refused'],
    ['way=0', 'refused'],
  ]
  for (const [query, expected] of rows) {
    const read = () => readChoice(new URLSearchParams(query), 'way', ['up', 'down'])
    if (expected !== 'refused') assert.equal(read(), expected, query)
    else assert.throws(read, {
      code: 'invalid', issues: [{ field: 'way', message: 'Write one of up, down' }],
    }, query)
  }
})

test('a query has the parameters that are read, each once', () => {
  const names = ['sort', 'limit']
  for (const query of ['', 'sort=a', 'limit=1&sort=', 'sort']) {
    assert.doesNotThrow(() => checkParameters(new URLSearchParams(query), names), query)
  }
  const rows: [query: string, field: string, message: RegExp][] = [
    ['page=2', 'page', /^There is no such parameter; there are sort, limit$/],
    ['Sort=a', 'Sort', /no such parameter/],
    ['sort=a&=b', '', /no such parameter/],
    ['sort=a&limit=1&sort=b', 'sort', /^This parameter appears twice: write it once$/],
    ['x'.repeat(5_000), 'x'.repeat(100), /no such parameter/],
  ]
  for (const [query, field, message] of rows) {
    assert.throws(() => checkParameters(new URLSearchParams(query), names), (error) => {
      assert.ok(error instanceof Refusal, query)
      assert.equal(error.issues[0]?.field, field)
      assert.match(error.message, message)
      return true
    })
  }
})

test('an amount is a whole number within its bounds, or the usual one', () => {
  const rows: [query: string, amount: number | undefined][] = [
    ['', 20], ['other=7', 20], ['size=1', 1], ['size=20', 20], ['size=100', 100],
    ['size=7&size=8', 7],
    ['size=', undefined], ['size=0', undefined], ['size=101', undefined], ['size=-1', undefined],
    ['size=1.5', undefined], ['size=1e1', undefined], ['size=0x10', undefined],
    ['size=+7', undefined], ['size=07', undefined], ['size=NaN', undefined],
    [`size=${'9'.repeat(10_000)}`, undefined],
  ]
  for (const [query, amount] of rows) {
    const read = () => readAmount(new URLSearchParams(query), 'size', { usual: 20, most: 100 })
    if (amount !== undefined) assert.equal(read(), amount, query)
    else assert.throws(read, {
      code: 'invalid', issues: [{ field: 'size', message: 'Write a whole number from 1 to 100' }],
    })
  }
})

test('a search has no spaces around it and at most 200 characters', () => {
  const rows: [query: string, search: string][] = [
    ['', ''],
    ['search=', ''],
    ['search=+a+b+', 'a b'],
    ['search=a&search=b', 'a'],
    [`search=+${'a'.repeat(201)}`, 'a'.repeat(200)],
    [`search=${'a'.repeat(199)}😀b`, 'a'.repeat(199)],
    [`search=${'a'.repeat(198)}😀b`, `${'a'.repeat(198)}😀`],
  ]
  for (const [query, search] of rows) {
    assert.equal(readSearch(new URLSearchParams(query)), search, query)
  }
})

test('a limit counts the client behind trusted proxies, a household as one', () => {
  const rows: [remoteAddress: string, forwarded: string, hops: number, client: string][] = [
    ['192.0.2.1', '', 0, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.7', 0, '192.0.2.1'],
    ['192.0.2.1', '203.0.113.9, 198.51.100.7', 1, '198.51.100.7'],
    ['2001:db8::1', '', 0, '2001:db8:0:0::/64'],
    ['2001:db8::2', '', 0, '2001:db8:0:0::/64'],
  ]
  for (const [remoteAddress, forwarded, hops, client] of rows) {
    const headers = { ...(forwarded && { 'x-forwarded-for': forwarded }) }
    assert.equal(clientOf(contextOf('GET', '/', { headers, remoteAddress }), hops), client)
  }
})

test('only a request from a script of our own origin is one of our page', () => {
  const rows: [site: string | undefined, isOurs: boolean][] = [
    ['same-origin', true],
    ['same-site', false],
    ['cross-site', false],
    ['none', false],
    ['same-origin, same-origin', false],
    [undefined, false],
  ]
  for (const [site, isOurs] of rows) {
    const headers = { ...(site && { 'sec-fetch-site': site }) }
    assert.equal(isOwnPage(contextOf('GET', '/', { headers })), isOurs, String(site))
  }
})
