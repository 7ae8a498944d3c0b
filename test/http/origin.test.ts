import assert from 'node:assert/strict'
import test from 'node:test'
import { toOrigin } from '../../src/http/origin.ts'

test('an origin is written as browsers send it', () => {
  const rows: [address: string, origin: string][] = [
    ['https://a.example', 'https://a.example'],
    ['https://a.example/', 'https://a.example'],
    ['HTTPS://A.Example', 'https://a.example'],
    ['https://a.example:443', 'https://a.example'],
    ['http://a.example:80', 'http://a.example'],
    ['https://a.example:80', 'https://a.example:80'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ]
  for (const [address, origin] of rows) assert.equal(toOrigin(address), origin)
})

test("what isn't an origin is refused, and the error names it", () => {
  const others = [
    '',
    'null',
    '*',
    'https://*',
    'https://*.example',
    'a.example',
    '//a.example',
    'file:///x',
    'data:,x',
    'ws://a.example',
    'https://a.example/x',
    'https://a.example?x',
    'https://a.example#x',
    'https://me@a.example',
  ]
  for (const address of others) {
    assert.throws(() => toOrigin(address), (error: unknown) => {
      assert.ok(error instanceof TypeError)
      assert.equal(
        error.message,
        `Cannot use ${JSON.stringify(address)} as an origin: write https://host`,
      )
      return true
    })
  }
})
