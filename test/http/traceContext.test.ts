// The rules of W3C Trace Context, level 2.

import assert from 'node:assert/strict'
import test from 'node:test'
import { readTrace, traceHeaders } from '../../src/http/traceContext.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parentId = 'b7ad6b7169203331'
const good = `00-${traceId}-${parentId}-01`

const parents: [rule: string, traceparent: string[], isRead: boolean][] = [
  ['as in the specification', [good], true],
  ['not sampled', [`00-${traceId}-${parentId}-00`], true],
  ['flags of the future', [`00-${traceId}-${parentId}-ff`], true],
  ['a later version', [`01-${traceId}-${parentId}-01`], true],
  ['a later version with more', [`cc-${traceId}-${parentId}-01-what-the-future`], true],
  ['a later version with more, and no hyphen', [`cc-${traceId}-${parentId}-01.what`], false],
  ['version 00 with more', [`${good}-more`], false],
  ['version 00 with a hyphen at the end', [`${good}-`], false],
  ['version ff', [`ff-${traceId}-${parentId}-01`], false],
  ['version of one digit', [`0-${traceId}-${parentId}-01`], false],
  ['version in capitals', [`CC-${traceId}-${parentId}-01`], false],
  ['all zeros as trace id', [`00-${'0'.repeat(32)}-${parentId}-01`], false],
  ['all zeros as parent id', [`00-${traceId}-${'0'.repeat(16)}-01`], false],
  ['trace id in capitals', [`00-${traceId.toUpperCase()}-${parentId}-01`], false],
  ['trace id too short', [`00-${traceId.slice(1)}-${parentId}-01`], false],
  ['trace id too long', [`00-${traceId}0-${parentId}-01`], false],
  ['trace id with a dot', [`00-.${traceId.slice(1)}-${parentId}-01`], false],
  ['parent id too short', [`00-${traceId}-${parentId.slice(1)}-01`], false],
  ['parent id in capitals', [`00-${traceId}-${parentId.toUpperCase()}-01`], false],
  ['flags too short', [`00-${traceId}-${parentId}-1`], false],
  ['flags too long', [`00-${traceId}-${parentId}-001`], false],
  ['flags that are no digits', [`00-${traceId}-${parentId}-.0`], false],
  ['no flags', [`00-${traceId}-${parentId}`], false],
  ['spaces around', [` ${good} `], false],
  ['empty', [''], false],
  ['two', [good, good], false],
  ['much too long', [`cc-${traceId}-${parentId}-01-${'a'.repeat(300)}`], false],
  ['none', [], false],
]

test('a traceparent is read, or there is no trace', () => {
  for (const [rule, values, isRead] of parents) {
    const headerLines = values.flatMap((value) => ['TraceParent', value])
    const trace = readTrace({ headerLines: ['Host', 'a', ...headerLines] })
    assert.equal(trace?.traceId, isRead ? traceId : undefined, rule)
    assert.equal(trace?.parentId, isRead ? parentId : undefined, rule)
  }
})

const punctuation = 'a=!"#$%&\'()*+-./:;<>?@[\\]^_`{|}~'
const longKey = 'a'.repeat(256)
const longValue = 'b'.repeat(256)
const many = Array.from({ length: 32 }, (_, index) => `k${index}=1`)

const states: [rule: string, lines: string[], state: string][] = [
  ['none', [], ''],
  ['one member', ['a=1'], 'a=1'],
  ['several, in order', ['b=2,a=1'], 'b=2,a=1'],
  ['several lines', ['a=1', 'b=2'], 'a=1,b=2'],
  ['spaces and tabs around members', [' a=1 ,\tb=2'], 'a=1,b=2'],
  ['empty members', ['a=1,,b=2,', ''], 'a=1,b=2'],
  ['a tenant', ['t61rc@vendor=1'], 't61rc@vendor=1'],
  ['all characters of a key', ['a_0-*/=1'], 'a_0-*/=1'],
  ['a value with spaces inside', ['a=1 2'], 'a=1 2'],
  ['a value of punctuation', [punctuation], punctuation],
  ['the longest key and value', [`${longKey}=${longValue}`], `${longKey}=${longValue}`],
  ['a key too long', [`${longKey}a=1`], ''],
  ['a value too long', [`a=${longValue}b`], ''],
  ['32 members', [many.join(',')], many.join(',')],
  ['33 members', [[...many, 'z=1'].join(',')], ''],
  ['a key in capitals', ['A=1'], ''],
  ['a key with a space', ['a b=1'], ''],
  ['no key', ['=1'], ''],
  ['no value', ['a='], ''],
  ['no equals sign', ['a'], ''],
  ['two equals signs', ['a=1=2'], ''],
  ['a letter that is not ASCII', ['a=é'], ''],
  ['one member of several is malformed', ['a=1,B=2'], ''],
  ['a key twice', ['a=1,a=2'], ''],
  ['too long', [`${longKey}=${longValue},`.repeat(5)], ''],
]

test('a tracestate is passed on as it came, or dropped as a whole', () => {
  for (const [rule, lines, state] of states) {
    const headerLines = ['traceparent', good, ...lines.flatMap((line) => ['TraceState', line])]
    const trace = readTrace({ headerLines })
    assert.equal(trace?.state, state, rule)
    assert.equal(traceHeaders(trace)['tracestate'], state === '' ? undefined : state, rule)
  }
})

test('a request to another server has the trace, its own id, and the flag for sampled', () => {
  for (const [flags, sent] of [['01', '01'], ['00', '00'], ['03', '01'], ['fe', '00']]) {
    const trace = readTrace({ headerLines: ['traceparent', `00-${traceId}-${parentId}-${flags}`] })
    const { traceparent = '' } = traceHeaders(trace)
    assert.match(traceparent, new RegExp(`^00-${traceId}-[0-9a-f]{16}-${sent}$`))
    assert.ok(!traceparent.includes(parentId))
  }
})

test('without a trace, a request begins one', () => {
  const [one, other] = [traceHeaders(undefined), traceHeaders(undefined)]
  assert.match(one['traceparent'] ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  assert.notEqual(one['traceparent'], other['traceparent'])
  assert.equal(one['tracestate'], undefined)
})
