import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatHttpDate, parseHttpDate } from '../../src/http/httpDate.ts'

const timeMs = Date.UTC(1994, 10, 6, 8, 49, 37)
const nowMs = Date.UTC(2026, 5, 15, 12, 0, 0)

const accepted: [rule: string, text: string, expected: number][] = [
  ['the form to send', 'Sun, 06 Nov 1994 08:49:37 GMT', timeMs],
  ['the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', timeMs],
  ['the form of asctime with a one-digit day', 'Sun Nov  6 08:49:37 1994', timeMs],
  ['the form of asctime with a two-digit day', 'Wed Nov 16 08:49:37 1994', timeMs + 864_000_000],
  ['a leap day', 'Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
  [
    'two digits that are near stay ahead',
    'Wednesday, 01-Jan-31 00:00:00 GMT', Date.UTC(2031, 0, 1),
  ],
  ['50 years ahead to the second', 'Monday, 15-Jun-76 12:00:00 GMT', Date.UTC(2076, 5, 15, 12)],
  ['a second more is long ago', 'Tuesday, 15-Jun-76 12:00:01 GMT', Date.UTC(1976, 5, 15, 12, 0, 1)],
]

for (const [rule, text, expected] of accepted) {
  test(`a recipient understands ${rule}: ${text}`, () => {
    assert.equal(parseHttpDate(text, nowMs), expected)
  })
}

const refused: [rule: string, text: string][] = [
  ['nothing', ''],
  ['words', 'yesterday'],
  ['the words of an impossible date', 'Invalid Date'],
  ['an ISO date', '1994-11-06T08:49:37Z'],
  ['seconds since 1970', '784111777'],
  ['another time zone', 'Sun, 06 Nov 1994 08:49:37 EST'],
  ['an offset', 'Sun, 06 Nov 1994 08:49:37 +0000'],
  ['UTC instead of GMT', 'Sun, 06 Nov 1994 08:49:37 UTC'],
  ['no zone', 'Sun, 06 Nov 1994 08:49:37'],
  ['a one-digit day', 'Sun, 6 Nov 1994 08:49:37 GMT'],
  ['lower case', 'sun, 06 nov 1994 08:49:37 gmt'],
  ['another weekday', 'Mon, 06 Nov 1994 08:49:37 GMT'],
  ['another weekday in asctime', 'Mon Nov  6 08:49:37 1994'],
  ['another weekday in RFC 850', 'Monday, 06-Nov-94 08:49:37 GMT'],
  ['a short weekday in RFC 850', 'Sun, 06-Nov-94 08:49:37 GMT'],
  ['an unknown month', 'Sun, 06 Nuv 1994 08:49:37 GMT'],
  ['31 February', 'Thu, 31 Feb 1994 08:49:37 GMT'],
  ['29 February of a common year', 'Wed, 29 Feb 2023 00:00:00 GMT'],
  ['24 hours', 'Sun, 06 Nov 1994 24:00:00 GMT'],
  ['60 minutes', 'Sun, 06 Nov 1994 08:60:37 GMT'],
  ['61 seconds', 'Sun, 06 Nov 1994 08:49:61 GMT'],
  ['a two-digit year in the form to send', 'Sun, 06 Nov 94 08:49:37 GMT'],
  ['a fraction', 'Sun, 06 Nov 1994 08:49:37.5 GMT'],
  ['something after it', 'Sun, 06 Nov 1994 08:49:37 GMT; length=3'],
  ['something before it', ' Sun, 06 Nov 1994 08:49:37 GMT'],
  ['two dates', 'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT'],
]

for (const [rule, text] of refused) {
  test(`${rule}: no date of HTTP`, () => assert.equal(parseHttpDate(text, nowMs), undefined))
}

test('two digits belong to the century of the reader', () => {
  const in2085 = Date.UTC(2085, 0, 1)
  const in2094 = Date.UTC(2094, 10, 6, 8, 49, 37)
  assert.equal(parseHttpDate('Saturday, 06-Nov-94 08:49:37 GMT', in2085), in2094)
})

test('a date is sent without its fraction of a second', () => {
  assert.equal(formatHttpDate(timeMs + 999), 'Sun, 06 Nov 1994 08:49:37 GMT')
})
