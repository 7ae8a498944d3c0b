import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  evaluatePreconditions, isRangeCurrent, notModified, preconditionFailed, requireMatch,
  type ConditionalRequest, type Validators, type Verdict,
} from '../../src/http/conditional.ts'
import { formatHttpDate } from '../../src/http/httpDate.ts'

const lastModifiedMs = Date.UTC(2024, 4, 1, 12, 0, 0) + 345
const same = formatHttpDate(lastModifiedMs)
const before = formatHttpDate(lastModifiedMs - 1000)
const after = formatHttpDate(lastModifiedMs + 1000)

function request(method: string, headers: Record<string, string>): ConditionalRequest {
  return { method, header: (name) => headers[name] }
}

const strong = { etag: '"v1"', lastModifiedMs }
const weak = { etag: 'W/"v1"', lastModifiedMs }
const bare = {}
const missing = undefined

type Row = [
  rule: string, method: string, headers: Record<string, string>, current: Validators | undefined,
  expected: Verdict,
]

const ifMatch: Row[] = [
  ['no condition', 'PUT', {}, strong, 'proceed'],
  ['the same tag', 'PUT', { 'if-match': '"v1"' }, strong, 'proceed'],
  ['another tag', 'PUT', { 'if-match': '"v2"' }, strong, 'failed'],
  ['one of several', 'PUT', { 'if-match': '"v0", "v1"' }, strong, 'proceed'],
  [
    'one of several after empty members',
    'PUT', { 'if-match': ', ,"v0",,"v1",' }, strong, 'proceed',
  ],
  ['a weak tag in the header', 'PUT', { 'if-match': 'W/"v1"' }, strong, 'failed'],
  ['a weak tag of the resource', 'PUT', { 'if-match': '"v1"' }, weak, 'failed'],
  ['weak on both sides', 'PUT', { 'if-match': 'W/"v1"' }, weak, 'failed'],
  ['* and a resource', 'PUT', { 'if-match': '*' }, strong, 'proceed'],
  ['* and a resource without a tag', 'PUT', { 'if-match': '*' }, bare, 'proceed'],
  ['* and no resource', 'PUT', { 'if-match': '*' }, missing, 'failed'],
  ['a tag and no resource', 'DELETE', { 'if-match': '"v1"' }, missing, 'failed'],
  ['a tag and a resource without one', 'PUT', { 'if-match': '"v1"' }, bare, 'failed'],
  ['an empty header names nothing', 'PUT', { 'if-match': '' }, strong, 'failed'],
  ['a tag without quotes', 'PUT', { 'if-match': 'v1' }, strong, 'failed'],
  ['a tag that only starts the same', 'PUT', { 'if-match': '"v1' }, strong, 'failed'],
  ['nothing counts after a malformed member', 'PUT', { 'if-match': 'v0, "v1"' }, strong, 'failed'],
  ['a space inside the quotes', 'PUT', { 'if-match': '"v 0", "v1"' }, strong, 'failed'],
  ['* in a list is no *', 'PUT', { 'if-match': '"v0", *' }, strong, 'failed'],
  ['reading can fail too', 'GET', { 'if-match': '"v2"' }, strong, 'failed'],
]

const ifUnmodifiedSince: Row[] = [
  ['the same second', 'PUT', { 'if-unmodified-since': same }, strong, 'proceed'],
  ['a later date', 'PUT', { 'if-unmodified-since': after }, strong, 'proceed'],
  ['an earlier date', 'PUT', { 'if-unmodified-since': before }, strong, 'failed'],
  ['an earlier date and GET', 'GET', { 'if-unmodified-since': before }, strong, 'failed'],
  ['an invalid date is ignored', 'PUT', { 'if-unmodified-since': 'once' }, strong, 'proceed'],
  ['a resource without a date', 'PUT', { 'if-unmodified-since': before }, bare, 'proceed'],
  ['no resource', 'PUT', { 'if-unmodified-since': before }, missing, 'proceed'],
  [
    'If-Match outweighs it', 'PUT',
    { 'if-match': '"v1"', 'if-unmodified-since': before }, strong, 'proceed',
  ],
]

const ifNoneMatch: Row[] = [
  ['the same tag and GET', 'GET', { 'if-none-match': '"v1"' }, strong, 'not-modified'],
  ['the same tag and HEAD', 'HEAD', { 'if-none-match': '"v1"' }, strong, 'not-modified'],
  ['the same tag and PUT', 'PUT', { 'if-none-match': '"v1"' }, strong, 'failed'],
  ['the same tag and POST', 'POST', { 'if-none-match': '"v1"' }, strong, 'failed'],
  ['another tag', 'GET', { 'if-none-match': '"v2"' }, strong, 'proceed'],
  ['one of several', 'GET', { 'if-none-match': '"v0" , "v1"' }, strong, 'not-modified'],
  ['a weak tag in the header', 'GET', { 'if-none-match': 'W/"v1"' }, strong, 'not-modified'],
  ['a weak tag of the resource', 'GET', { 'if-none-match': '"v1"' }, weak, 'not-modified'],
  ['weak on both sides', 'GET', { 'if-none-match': 'W/"v1"' }, weak, 'not-modified'],
  ['a small w is malformed', 'GET', { 'if-none-match': 'w/"v1"' }, strong, 'proceed'],
  ['* and a resource', 'GET', { 'if-none-match': '*' }, strong, 'not-modified'],
  ['* and PUT: create only', 'PUT', { 'if-none-match': '*' }, strong, 'failed'],
  ['* and PUT of something new', 'PUT', { 'if-none-match': '*' }, missing, 'proceed'],
  [
    'a comma inside the quotes',
    'GET', { 'if-none-match': '"a,b"' }, { etag: '"a,b"' }, 'not-modified',
  ],
  ['a part between commas is no tag', 'GET', { 'if-none-match': '"a,"v1",b"' }, strong, 'proceed'],
  ['a backslash escapes nothing', 'GET', { 'if-none-match': '"\\", "v1"' }, strong, 'not-modified'],
  ['an empty tag is a tag', 'GET', { 'if-none-match': '""' }, { etag: '""' }, 'not-modified'],
  [
    'characters beyond ASCII',
    'GET', { 'if-none-match': '"\xe4"' }, { etag: '"\xe4"' }, 'not-modified',
  ],
  ['two tags without a comma', 'GET', { 'if-none-match': '"v1" "v2"' }, strong, 'proceed'],
  ['an empty header names nothing', 'GET', { 'if-none-match': '' }, strong, 'proceed'],
]

const ifModifiedSince: Row[] = [
  ['the same second', 'GET', { 'if-modified-since': same }, strong, 'not-modified'],
  ['the same second and HEAD', 'HEAD', { 'if-modified-since': same }, strong, 'not-modified'],
  ['a later date', 'GET', { 'if-modified-since': after }, strong, 'not-modified'],
  ['an earlier date', 'GET', { 'if-modified-since': before }, strong, 'proceed'],
  ['writing ignores it', 'PUT', { 'if-modified-since': after }, strong, 'proceed'],
  ['an invalid date is ignored', 'GET', { 'if-modified-since': '0' }, strong, 'proceed'],
  ['a resource without a date', 'GET', { 'if-modified-since': after }, bare, 'proceed'],
  [
    'If-None-Match outweighs it', 'GET',
    { 'if-none-match': '"v2"', 'if-modified-since': after }, strong, 'proceed',
  ],
  [
    'an empty If-None-Match outweighs it', 'GET',
    { 'if-none-match': '', 'if-modified-since': after }, strong, 'proceed',
  ],
]

const order: Row[] = [
  [
    'If-Match fails before If-None-Match', 'GET',
    { 'if-match': '"v2"', 'if-none-match': '"v1"' }, strong, 'failed',
  ],
  [
    'If-None-Match decides after If-Match', 'GET',
    { 'if-match': '"v1"', 'if-none-match': '"v1"' }, strong, 'not-modified',
  ],
  [
    'If-Unmodified-Since fails before If-Modified-Since', 'GET',
    { 'if-unmodified-since': before, 'if-modified-since': after }, strong, 'failed',
  ],
]

const groups = {
  'If-Match': ifMatch,
  'If-Unmodified-Since': ifUnmodifiedSince,
  'If-None-Match': ifNoneMatch,
  'If-Modified-Since': ifModifiedSince,
  'the order of conditions': order,
}

for (const [name, rows] of Object.entries(groups)) {
  for (const [rule, method, headers, current, expected] of rows) {
    test(`${name}: ${rule}: ${expected}`, () => {
      assert.equal(evaluatePreconditions(request(method, headers), current), expected)
    })
  }
}

type RangeRow = [
  rule: string, header: string | undefined, current: Validators, expected: boolean,
]

const ifRange: RangeRow[] = [
  ['no If-Range', undefined, strong, true],
  ['the same strong tag', '"v1"', strong, true],
  ['another tag', '"v2"', strong, false],
  ['a weak tag in the header', 'W/"v1"', strong, false],
  ['a weak tag of the resource', '"v1"', weak, false],
  ['weak on both sides', 'W/"v1"', weak, false],
  ['a resource without a tag', '"v1"', bare, false],
  ['a list is no tag', '"v0", "v1"', strong, false],
  ['* is no tag', '*', strong, false],
  ['exactly its date', same, strong, true],
  ['a later date', after, strong, false],
  ['an earlier date', before, strong, false],
  ['a resource without a date', same, bare, false],
  ['an invalid date', 'today', strong, false],
]

for (const [rule, header, current, expected] of ifRange) {
  test(`If-Range: ${rule}: ${expected ? 'parts are allowed' : 'only the whole'}`, () => {
    const headers = header === undefined ? {} : { 'if-range': header }
    assert.equal(isRangeCurrent(request('GET', headers), current), expected)
  })
}

type MatchRow = [
  rule: string, headers: Record<string, string>, current: Validators | undefined,
  isRequired: boolean, expected: number | undefined,
]

const matchRows: MatchRow[] = [
  ['the current version passes', { 'if-match': '"v1"' }, strong, true, undefined],
  ['an old version is refused', { 'if-match': '"v0"' }, strong, false, 412],
  ['an old date is refused', { 'if-unmodified-since': before }, strong, false, 412],
  ['no condition passes when none is required', {}, strong, false, undefined],
  ['no condition is refused when one is required', {}, strong, true, 428],
  ['a date does not stand in for the tag', { 'if-unmodified-since': same }, strong, true, 428],
  ['what does not exist cannot be overwritten', {}, missing, true, undefined],
  ['creating what exists is refused', { 'if-none-match': '*' }, strong, false, 412],
]

for (const [rule, headers, current, isRequired, expected] of matchRows) {
  test(`requireMatch: ${rule}`, () => {
    const call = () => requireMatch(request('PUT', headers), current, { isRequired })
    if (expected === undefined) return call()
    const code = expected === 412 ? 'precondition-failed' : 'precondition-required'
    assert.throws(call, { name: 'HttpError', status: expected, code })
  })
}

test("requireMatch needs no If-Match unless it's required", () => {
  requireMatch(request('PUT', {}), strong)
})

test('the error of a failed precondition has status 412', () => {
  assert.equal(preconditionFailed().status, 412)
})

test('a 304 keeps what a cache needs and nothing about the content', () => {
  const headers = {
    'content-type': 'text/plain', 'content-length': '9', 'content-encoding': 'br', etag: '"v1"',
    'last-modified': same, 'cache-control': 'no-cache', vary: 'Accept', 'x-other': '1',
  }
  assert.deepEqual(notModified(headers), {
    status: 304,
    headers: { etag: '"v1"', 'cache-control': 'no-cache', vary: 'Accept' },
    body: null,
  })
})

test('a 304 without a tag keeps the date', () => {
  assert.deepEqual(notModified({ 'last-modified': same }).headers, { 'last-modified': same })
})
