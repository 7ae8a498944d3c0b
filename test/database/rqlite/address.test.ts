import assert from 'node:assert/strict'
import test from 'node:test'
import { parseRqliteUrl } from '../../../src/database/rqlite/address.ts'

const accepted: [url: string, origins: string[], authorization?: string][] = [
  ['rqlite://10.0.0.1:4001', ['http://10.0.0.1:4001']],
  ['rqlite://10.0.0.1', ['http://10.0.0.1:4001']],
  ['rqlite://a.example:80/', ['http://a.example']],
  ['rqlites://a.example:443,b.example,c.example:80',
    ['https://a.example', 'https://b.example:4001', 'https://c.example:80']],
  ['rqlite://one:1,two:2,[::1]:3', ['http://one:1', 'http://two:2', 'http://[::1]:3']],
  ['rqlite://ada:p%40ss%2C@one:1,two:2', ['http://one:1', 'http://two:2'], 'ada:p@ss,'],
  ['rqlite://ada:@one', ['http://one:4001'], 'ada:'],
]

for (const [url, origins, login] of accepted) {
  test(`${url} is read`, () => {
    const authorization = login && `Basic ${Buffer.from(login).toString('base64')}`
    assert.deepEqual(parseRqliteUrl(url), { origins, authorization })
  })
}

const refused: [url: string, message: RegExp][] = [
  ['http://10.0.0.1:4001', /write it like rqlite:\/\//],
  ['://10.0.0.1:4001', /write it like rqlite:\/\//],
  ['RQLITE://10.0.0.1:4001', /write it like rqlite:\/\//],
  ['rqlite:10.0.0.1', /write it like rqlite:\/\//],
  [`rqlite://${'a'.repeat(5_000)}`, /write it like rqlite:\/\//],
  ['rqlite://', /can't read the host ""/],
  ['rqlite://one,', /can't read the host ""/],
  ['rqlite://one:99999', /can't read the host "one:99999"/],
  ['rqlite://one:1/database', /can't read the host "one:1\/database"/],
  ['rqlite://one:1?level=none', /can't read the host "one:1\?level=none"/],
  ['rqlite://ada@one:1', /write the login like user:password@/],
  ['rqlite://ada:%zz@one:1', /write the login like user:password@/],
]

for (const [url, message] of refused) {
  test(`${url.slice(0, 40)} is refused`, () => {
    assert.throws(() => parseRqliteUrl(url), { message })
  })
}
