import assert from 'node:assert/strict'
import test from 'node:test'
import { isLocalRequest } from '../../src/http/localRequest.ts'

test('a request is local if its Host is this machine and no proxy has passed it on', () => {
  const rows: [headers: Record<string, string>, isLocal: boolean, url?: string][] = [
    [{ host: 'localhost:3000' }, true],
    [{ host: 'localhost' }, true],
    [{ host: 'LOCALHOST:3000' }, true],
    [{ host: 'localhost.:3000' }, true],
    [{ host: '127.0.0.1:3000' }, true],
    [{ host: '127.0.0.1:4000' }, true],
    [{ host: '[::1]:3000' }, true],
    [{ host: 'demo.ngrok-free.app' }, false],
    [{ host: '192.0.2.1:3000' }, false],
    [{ host: 'localhost.evil.example' }, false],
    [{ host: 'notlocalhost' }, false],
    [{ host: '127.0.0.1.nip.io' }, false],
    [{ host: '' }, false],
    [{}, false],
    [{ host: 'evil.example@localhost' }, false],
    [{ host: 'localhost/@evil.example' }, false],
    [{ host: 'localhost#evil.example' }, false],
    [{ host: 'localhost:99999' }, false],
    [{ host: `${'a.'.repeat(10_000)}localhost` }, false],
    [{ host: 'localhost:3000', 'x-forwarded-for': '203.0.113.9' }, false],
    [{ host: 'localhost:3000', 'x-forwarded-for': '' }, false],
    [{ host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' }, false],
    [{ host: 'localhost:3000', 'x-forwarded-proto': 'http' }, false],
    [{ host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000' }, false],
    [{ host: 'localhost:3000', 'x-forwarded-port': '443' }, false],
    [{ host: 'localhost:3000', forwarded: 'for=127.0.0.1' }, false],
    [{ host: 'localhost:3000', via: '1.1 proxy' }, false],
    [{ host: 'localhost:3000', 'x-real-ip': '127.0.0.1' }, false],
    [{ host: 'localhost:3000', 'cf-connecting-ip': '203.0.113.9' }, false],
    [{ host: 'localhost:3000', 'x-requested-with': 'fetch', cookie: 'via=1' }, true],
    [{ host: 'localhost:3000' }, false, 'http://demo.ngrok-free.app/'],
    [{ host: 'localhost:3000' }, false, '*'],
  ]
  for (const [headers, isLocal, url = '/'] of rows) {
    const shown = `${url} ${JSON.stringify(headers).slice(0, 100)}`
    assert.equal(isLocalRequest({ headers, url }), isLocal, shown)
  }
})
