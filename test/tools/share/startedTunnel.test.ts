// Tunnels that are started: stand-ins with the programs' own output, as processes of their own.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { startTunnel } from '../../../src/tools/share/startedTunnel.ts'
import { ShareError } from '../../../src/tools/share/tunnel.ts'
import { tunnelPrograms, type TunnelName } from '../../../src/tools/share/tunnelPrograms.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import {
  cloudflaredLines, installProgram, ngrokLines, printing, tailscaleLines,
} from './standIns.ts'

const skip = process.platform === 'win32'
const origin = 'https://ab12.ngrok-free.app'

type Change = { patienceMs?: number; signal?: AbortSignal }

function start(t: TestContext, name: TunnelName, source: string, change: Change = {}) {
  const { patienceMs = tunnelPrograms[name].patienceMs, signal } = change
  const folder = temporaryFolder(t)
  const said: string[] = []
  const opened = startTunnel({
    name,
    file: installProgram(folder, name, source),
    program: { ...tunnelPrograms[name], patienceMs },
    host: '127.0.0.1:3000',
    say: (line) => said.push(line),
    signal: signal ?? new AbortController().signal,
  })
  t.after(async () => (await opened.catch(() => undefined))?.close('SIGKILL'))
  return { folder, opened, said }
}

test('the address comes from what the program says', { skip }, async (t) => {
  const rows: [name: TunnelName, source: string, origin: string][] = [
    ['ngrok', printing(ngrokLines(origin)), origin],
    ['cloudflared', printing(cloudflaredLines('https://a-b.trycloudflare.com'), 'stderr'),
      'https://a-b.trycloudflare.com'],
    ['tailscale', printing(tailscaleLines('https://laptop.tail1.ts.net/')),
      'https://laptop.tail1.ts.net'],
  ]
  for (const [name, source, expected] of rows) {
    const tunnel = await start(t, name, source).opened
    assert.equal(await tunnel.look(), expected)
    await tunnel.close()
  }
})

test('a program that ends without an address is quoted', { skip }, async (t) => {
  const crash = (text: string) =>
    `process.stderr.write(${JSON.stringify(text)}, () => process.exit(1))`
  const rows: [name: TunnelName, source: string, message: RegExp][] = [
    ['ngrok', crash('ERROR:  authentication failed: Usage of ngrok requires a verified account.\n'),
      /^ngrok has ended with exit code 1\. It said:\n {2}ERROR: {2}authentication failed: Usage/],
    ['cloudflared', crash('failed to request quick Tunnel: no such host'), /quick Tunnel: no such/],
    ['ngrok', 'process.exit(3)', /^ngrok has ended with exit code 3$/],
    ['ngrok', crash('\x1b]0;title\x07\x1b[2Jred\n'), /said:\n {2}red$/],
    ['ngrok', `process.stdout.write('x'.repeat(300_000), () => process.exit(1))`, / {2}x{8192}$/],
  ]
  for (const [name, source, message] of rows) {
    await assert.rejects(start(t, name, source).opened, (error) =>
      error instanceof ShareError && message.test(error.message))
  }
})

test('a program that names no address in time is ended', { skip }, async (t) => {
  const source = `require('node:fs').writeFileSync(__dirname + '/started', String(process.pid))
    ${printing(['still connecting'])}`
  const { opened, folder } = start(t, 'ngrok', source, { patienceMs: 3_000 })
  await assert.rejects(
    opened, /hasn't printed an address within 3 seconds. It said:\n {2}still connecting/)
  const pid = Number(readFileSync(join(folder, 'started'), 'utf8'))
  assert.throws(() => process.kill(pid, 0), /ESRCH/)
})

test('nobody waits any longer once the sharing is to end', { skip }, async (t) => {
  const stopping = new AbortController()
  const { opened } = start(t, 'ngrok', printing(['x']), { signal: stopping.signal })
  stopping.abort()
  await assert.rejects(opened, ShareError)
})

test('what Tailscale asks of people is shown at once', { skip }, async (t) => {
  const asks = ['Funnel is not enabled on your tailnet.', 'To enable, visit:', '',
    '         https://login.tailscale.com/f/funnel?node=nabc123']
  const { opened, said } = start(t, 'tailscale',
    `${printing(asks)}; setTimeout(() => process.exit(1), 200)`)
  await assert.rejects(opened, ShareError)
  assert.deepEqual(said, asks.filter(Boolean))
})

test('a program that has ended is started again', { skip }, async (t) => {
  const source = `const fs = require('node:fs'), path = __dirname + '/count'
    const count = fs.existsSync(path) ? Number(fs.readFileSync(path)) + 1 : 1
    fs.writeFileSync(path, String(count))
    fs.writeFileSync(__dirname + '/pid', String(process.pid))
    console.log(JSON.stringify({ msg: 'started tunnel', url: 'https://n' + count + '.ngrok.app' }))
    setInterval(() => {}, 1_000)`
  const { opened, folder } = start(t, 'ngrok', source)
  const tunnel = await opened
  const crash = async () => {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL')
    while (await tunnel.look() !== undefined) await setImmediate()
  }
  for (let count = 1; count <= 3; count += 1) {
    assert.equal(await tunnel.look(), `https://n${count}.ngrok.app`)
    await crash()
  }
  assert.equal(await tunnel.look(), 'https://n4.ngrok.app')
  await crash()
  await assert.rejects(tunnel.look(), /^ShareError: ngrok has ended by the signal SIGKILL/)
})

test('a program that cannot be started says why', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  const options = {
    name: 'ngrok', file: join(folder, 'missing'), program: tunnelPrograms.ngrok,
    host: '127.0.0.1:3000', say: () => undefined, signal: new AbortController().signal,
  }
  await assert.rejects(startTunnel(options), /ended because it can't be started: .*ENOENT/)
})
