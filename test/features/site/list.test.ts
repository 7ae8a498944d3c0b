import assert from 'node:assert/strict'
import test from 'node:test'
import {
  formatCursor, linkHeader, pageUrl, parseCursor, readCursor, readPage, type Cursor,
} from '../../../src/features/site/list.ts'
import { contextOf } from './contextOf.ts'

test('a cursor is read as it was written', () => {
  const rows: [cursor: Cursor, kind: 'string' | 'number'][] = [
    [{ value: 'ada@example.org', id: 7 }, 'string'],
    [{ value: '', id: 1 }, 'string'],
    [{ value: 'é "quoted" \\ \u{1f600}', id: 1 }, 'string'],
    [{ value: '__proto__', id: 1 }, 'string'],
    [{ value: 1_769_859_000_000, id: 7 }, 'number'],
    [{ value: 0, id: 0 }, 'number'],
    [{ value: -1, id: Number.MAX_SAFE_INTEGER }, 'number'],
  ]
  for (const [cursor, kind] of rows) {
    const text = formatCursor(cursor)
    assert.match(text, /^[\w-]+$/)
    assert.deepEqual(parseCursor(text, kind), cursor)
    const other = kind === 'string' ? 'number' : 'string'
    assert.equal(parseCursor(text, other), undefined, 'it is of a list that is sorted otherwise')
  }
})

test("what isn't a cursor of ours isn't read as one", () => {
  const written = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const rows: [reason: string, text: string][] = [
    ['empty', ''],
    ['no base64url', '%%%'],
    ['no JSON', Buffer.from('[1,').toString('base64url')],
    ['no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['no list', written({ value: 1, id: 1 })],
    ['a prototype', Buffer.from('{"__proto__":[1,1]}').toString('base64url')],
    ['null', written(null)],
    ['too few parts', written([1])],
    ['too many parts', written([1, 2, 3])],
    ['an id that is text', written([1, '2'])],
    ["an id that isn't a whole number", written([1, 1.5])],
    ['an id that is too big', written([1, 2 ** 53])],
    ["a value that isn't a whole number", written([0.5, 1])],
    ['a value that is too big', Buffer.from('[1e999,1]').toString('base64url')],
    ['a value that is a list', written([[1], 1])],
    ['a value that is null', written([null, 1])],
    ['longer than any of ours', written(['a'.repeat(1_000), 1])],
    ['deep', Buffer.from('['.repeat(700)).toString('base64url')],
  ]
  for (const [reason, text] of rows) {
    assert.equal(parseCursor(text, 'string'), undefined, reason)
    assert.equal(parseCursor(text, 'number'), undefined, reason)
  }
})

test('a list begins at its start without a cursor, and refuses one of another list', () => {
  const cursor = { value: 'b', id: 2 }
  const rows: [query: string, expected: Cursor | undefined | 'refused'][] = [
    ['', undefined],
    ['sort=email', undefined],
    ['cursor=', undefined],
    [`cursor=${formatCursor(cursor)}`, cursor],
    [`cursor=${formatCursor({ value: 1, id: 2 })}`, 'refused'],
    ['cursor=nonsense', 'refused'],
    [`cursor=${'a'.repeat(10_000)}`, 'refused'],
  ]
  for (const [query, expected] of rows) {
    const read = () => readCursor(new URLSearchParams(query), 'string')
    if (expected !== 'refused') assert.deepEqual(read(), expected)
    else assert.throws(read, { code: 'invalid', issues: [{
      field: 'cursor', message: "This cursor isn't from this list: take it from the previous page",
    }] })
  }
})

test('the URL of a page keeps the filters and changes the cursor', () => {
  const rows: [url: string, cursor: string | null, expected: string][] = [
    ['/links', null, '/links'],
    ['/links', 'abc', '/links?cursor=abc'],
    ['/links?cursor=abc', null, '/links'],
    ['/links?cursor=abc&cursor=def', 'ghi', '/links?cursor=ghi'],
    ['/links?search=a+b&sort=', 'abc', '/links?search=a+b&cursor=abc'],
    ['/links?tag=x&tag=y', 'abc', '/links?tag=x&tag=y&cursor=abc'],
    ['/links?search=%3E%3B%22&x=%0d%0a', null, '/links?search=%3E%3B%22&x=%0D%0A'],
    ['/links?search=', null, '/links'],
  ]
  for (const [url, cursor, expected] of rows) {
    assert.equal(pageUrl(contextOf('GET', url), cursor), expected, url)
  }
})

test('the Link header names the first page, and the next one where there is one', () => {
  const context = contextOf('GET', '/links?sort=slug&cursor=abc')
  const first = '</links?sort=slug>; rel="first"'
  assert.equal(linkHeader(context, null), first)
  const next = pageUrl(context, 'def')
  assert.equal(linkHeader(context, next), `${first}, </links?sort=slug&cursor=def>; rel="next"`)
})

test('a search reads slices until its page is full, or it has looked at 5,000 rows', async () => {
  const limit = 2
  type Row = [matching: number[], all: number, slices: number, found: number[], next?: number]
  const rows: Row[] = [
    [[1, 2], 400, 1, [1, 2]], [[1, 2, 3], 9_000, 1, [1, 2], 2],
    [[1, 501], 9_000, 10, [1, 501], 4_999], [[1, 501, 900], 9_000, 2, [1, 501], 501],
    [[], 1_000, 3, []], [[], 9_000, 10, [], 4_999], [[5_000], 5_001, 10, [], 4_999],
  ]
  for (const [matching, all, slices, found, next] of rows) {
    const reads: number[] = []
    const keyOf = (id: number) => ({ value: id, id })
    const page = await readPage<number>({ after: undefined, limit }, {
      read: async ({ after, limit: size }) => {
        const start = (after?.id ?? -1) + 1
        reads.push(start)
        const length = Math.max(0, Math.min(size, all - start))
        return Array.from({ length }, (_, index) => start + index)
      },
      matches: (id) => matching.includes(id),
      keyOf,
    })
    const expected = { rows: found, next: next === undefined ? undefined : keyOf(next) }
    assert.deepEqual(page, expected, `${matching} of ${all}`)
    assert.equal(reads.length, slices, `${matching} of ${all}`)
  }
})
