import assert from 'node:assert/strict'
import test from 'node:test'
import { keepSharing } from '../../../src/tools/share/keepSharing.ts'
import type { Target } from '../../../src/tools/share/target.ts'
import { fixedTunnel, ShareError } from '../../../src/tools/share/tunnel.ts'

const [a, b] = ['https://a.example', 'https://b.example']

/** Lets the tunnel have these addresses, one after the other; gives what was done. */
async function run(addresses: readonly (string | undefined)[]): Promise<string[]> {
  const done: string[] = []
  const stopping = new AbortController()
  const left = [...addresses]
  const note = (what: string) => async (origin = '') => void done.push(`${what} ${origin}`.trim())
  const target: Target = {
    host: '127.0.0.1', port: 3000, describe: () => [],
    publish: note('publish'), keep: note('keep'), withdraw: note('withdraw'), close: note('close'),
  }
  const look = async () => {
    if (left.length === 0) stopping.abort()
    return left.shift()
  }
  await keepSharing({
    target, signal: stopping.signal,
    tunnel: { name: 'x', staysOpen: false, look, close: async () => undefined },
    announce: (origin) => done.push(`announce ${origin}`),
    say: (line) => done.push(`say ${line.split(' ').slice(0, 4).join(' ')}`),
    pauseMs: 1,
  })
  return done
}

test('the target always knows the address that the tunnel has now', async () => {
  const rows: [addresses: (string | undefined)[], done: string[]][] = [
    [[], []],
    [[a], [`publish ${a}`, `announce ${a}`]],
    [[a, a, a], [`publish ${a}`, `announce ${a}`, `keep ${a}`, `keep ${a}`]],
    [[a, b], [
      `publish ${a}`, `announce ${a}`,
      'say The address has changed', `publish ${b}`, `announce ${b}`,
    ]],
    [[a, undefined, undefined, b], [
      `publish ${a}`, `announce ${a}`, 'withdraw', 'say The tunnel has ended,',
      `publish ${b}`, `announce ${b}`,
    ]],
    [[a, undefined, a], [
      `publish ${a}`, `announce ${a}`, 'withdraw', 'say The tunnel has ended,',
      `publish ${a}`, `announce ${a}`,
    ]],
    [[undefined, a], [`publish ${a}`, `announce ${a}`]],
  ]
  for (const [addresses, done] of rows) assert.deepEqual(await run(addresses), done)
})

test('only a public https address is shared', async () => {
  const rows: [address: string, origin: string | undefined][] = [
    ['https://go.example', 'https://go.example'],
    ['https://go.example/', 'https://go.example'],
    ['https://GO.example:443', 'https://go.example'],
    ['https://go.example:8443', 'https://go.example:8443'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
    ['http://go.example', undefined],
    ['https://go.example/path', undefined],
    ['https://go.example/?q', undefined],
    ['https://ann:secret@go.example', undefined],
    ['https://localhost:3000', undefined],
    ['https://127.0.0.1', undefined],
    ['https://[::1]', undefined],
    ['https://*.example', undefined],
    ['go.example', undefined],
    ['', undefined],
    [`https://${'a'.repeat(300)}.example`, undefined],
  ]
  for (const [address, origin] of rows) {
    if (origin === undefined) assert.throws(() => fixedTunnel(address), ShareError, address)
    else assert.equal(await fixedTunnel(address).look(), origin)
  }
})
