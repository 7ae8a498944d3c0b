import assert from 'node:assert/strict'
import test from 'node:test'
import { clientNameOf } from '../../../src/services/mail/clientName.ts'

test('we greet with the host of the public origin', () => {
  const rows: [origin: string, name: string | undefined][] = [
    ['https://go.example', 'go.example'],
    ['https://GO.Example:8443', 'go.example'],
    ['https://go.example.', 'go.example'],
    ['https://b\u00fccher.example', 'xn--bcher-kva.example'],
    ['http://localhost:3000', 'localhost'],
    ['https://server', 'server'],
    ['http://127.0.0.1:3000', '[127.0.0.1]'],
    ['http://192.0.2.1', '[192.0.2.1]'],
    ['http://[::1]:3000', '[IPv6:::1]'],
    ['http://[2001:db8::1]', '[IPv6:2001:db8::1]'],
    // URL allows these, and no domain of SMTP does.
    ['https://my_host.example', undefined],
    ['https://-go.example', undefined],
    ['https://go..example', undefined],
    [`https://${'a'.repeat(64)}.example`, undefined],
  ]
  for (const [origin, name] of rows) assert.equal(clientNameOf(origin), name, origin)
})
