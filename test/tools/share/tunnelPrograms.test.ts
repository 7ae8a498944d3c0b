// The lines in which the tunnels' programs name the public address, and those that only look so.

import assert from 'node:assert/strict'
import { devNull } from 'node:os'
import test from 'node:test'
import { tunnelPrograms, type TunnelName } from '../../../src/tools/share/tunnelPrograms.ts'
import { cloudflaredLines, ngrokLines, tailscaleLines } from './standIns.ts'

test('each program names its address in its own way, exactly once', () => {
  const rows: [name: TunnelName, lines: string[], origin: string][] = [
    ['ngrok', ngrokLines('https://ab12-203-0-113-7.ngrok-free.app'),
      'https://ab12-203-0-113-7.ngrok-free.app'],
    ['cloudflared', cloudflaredLines('https://four-dashed-word-url.trycloudflare.com'),
      'https://four-dashed-word-url.trycloudflare.com'],
    ['tailscale', tailscaleLines('https://laptop.tail1234.ts.net/'),
      'https://laptop.tail1234.ts.net'],
  ]
  for (const [name, lines, origin] of rows) {
    const found = lines.map((line) => tunnelPrograms[name].readOrigin(line))
    assert.deepEqual(found.filter((each) => each !== undefined), [origin], name)
  }
})

test('other addresses in the output are not taken for the public one', () => {
  const rows: [name: TunnelName, line: string][] = [
    ['ngrok', '{"lvl":"info","msg":"started tunnel","url":"http://a.ngrok-free.app"}'],
    ['ngrok', '{"lvl":"info","msg":"update available","url":"https://ngrok.com/download"}'],
    ['ngrok', '{"lvl":"info","msg":"started tunnel","url":"https://localhost"}'],
    ['ngrok', '{"lvl":"info","msg":"started tunnel"}'],
    ['ngrok', '{"lvl":"info","msg":"started tunnel","url":{"a":1}}'],
    ['ngrok', '{"msg":'],
    ['ngrok', 't=2026-09-30T02:40:01+0000 lvl=info msg="started tunnel" url=https://a.ngrok.app'],
    ['cloudflared', '2026-02-03T13:19:49Z INF Thank you for trying Cloudflare Tunnel. '
      + 'https://developers.cloudflare.com/cloudflare-one/connections/connect-apps'],
    ['cloudflared', 'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": '
      + 'dial tcp: lookup api.trycloudflare.com: no such host'],
    ['cloudflared', '2026-02-03T13:19:49Z INF |  https://evil.example/.trycloudflare.com  |'],
    ['cloudflared', '2026-02-03T13:19:49Z INF |  https://a.trycloudflare.com.evil.example  |'],
    ['cloudflared', `${'| '.repeat(50_000)}https://a.trycloudflare.com`],
    ['tailscale', '         https://login.tailscale.com/f/funnel?node=nho4oGYG7X11CNTRL'],
    ['tailscale', 'https://login.tailscale.com/f/funnel?node=nho4oGYG7X11CNTRL'],
    ['tailscale', '|-- proxy http://127.0.0.1:3000'],
    ['tailscale', 'http://laptop (tailnet only)'],
  ]
  for (const [name, line] of rows) {
    assert.equal(tunnelPrograms[name].readOrigin(line), undefined, line.slice(0, 100))
  }
})

test('each program is told to lead to our port on this machine', () => {
  const rows: [name: TunnelName, words: string][] = [
    ['ngrok', 'http http://127.0.0.1:3000 --log=stdout --log-format=json'],
    ['cloudflared', `tunnel --config ${devNull} --url http://127.0.0.1:3000`],
    ['tailscale', 'funnel http://127.0.0.1:3000'],
  ]
  for (const [name, words] of rows) {
    assert.equal(tunnelPrograms[name].words('127.0.0.1:3000').join(' '), words)
  }
})
