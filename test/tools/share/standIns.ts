// What stands in for the tunnels' programs: their own responses and log lines, without a network.

import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import {
  createServer, request, type IncomingHttpHeaders, type IncomingMessage,
} from 'node:http'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** The ngrok agent's list of tunnels, in the form of its documentation. */
export function agentResponse(tunnels: readonly { url: string; address: string }[]): string {
  const none = { count: 0, rate1: 0, rate5: 0, rate15: 0, p50: 0, p90: 0, p95: 0, p99: 0 }
  return JSON.stringify({
    tunnels: tunnels.map(({ url, address }) => ({
      name: 'command_line',
      ID: '89389d4c9b8cabac791cf197ac2d9ae1',
      uri: '/api/tunnels/command_line',
      public_url: url,
      proto: url.split(':', 1)[0],
      config: { addr: address, inspect: true },
      metrics: { conns: { ...none, gauge: 0 }, http: none },
    })),
    uri: '/api/tunnels',
  })
}

/** What ngrok logs as JSON until its tunnel is open. */
export function ngrokLines(url: string): string[] {
  const t = '2026-09-30T02:40:00+0200'
  return [
    { lvl: 'info', msg: 'no configuration paths supplied', t },
    { lvl: 'info', msg: 'starting web service', obj: 'web', addr: '127.0.0.1:4040', t },
    { lvl: 'info', msg: 'client session established', obj: 'csess', t },
    {
      addr: 'http://127.0.0.1:3000', lvl: 'info', msg: 'started tunnel', name: 'command_line',
      obj: 'tunnels', t, url,
    },
  ].map((line) => JSON.stringify(line))
}

/** What cloudflared writes to stderr until its quick tunnel is open. */
export function cloudflaredLines(url: string): string[] {
  const title = 'Your quick Tunnel has been created! Visit it at (it may take some time to be '
    + 'reachable):'
  const border = `+${'-'.repeat(title.length + 4)}+`
  return [
    'Thank you for trying Cloudflare Tunnel. Doing so, without a Cloudflare account, is a quick '
      + 'way to experiment and try it out. If you intend to use Tunnels in production you should '
      + 'use a pre-created named tunnel by following: '
      + 'https://developers.cloudflare.com/cloudflare-one/connections/connect-apps',
    'Requesting new quick Tunnel on trycloudflare.com...',
    border,
    `|  ${title}  |`,
    `|  ${url.padEnd(title.length)}  |`,
    border,
    'Version 2026.2.0 (Checksum 1a2b3c)',
    'Registered tunnel connection connIndex=0 location=fra01 protocol=quic',
  ].map((line) => `2026-02-03T13:19:49Z INF ${line}`)
}

/** What `tailscale funnel` prints when the tunnel is open. */
export function tailscaleLines(url: string): string[] {
  return [
    'Available on the internet:', '', url, '|-- proxy http://127.0.0.1:3000', '',
    'Press Ctrl+C to exit.',
  ]
}

/** Puts a program for Node into a folder of PATH, under the name of a tunnel's program. */
export function installProgram(folder: string, name: string, source: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!${process.execPath}\n${source}\n`, { mode: 0o755 })
  return file
}

/** A program that prints these lines and runs until it's told to end. */
export function printing(lines: readonly string[], stream: 'stdout' | 'stderr' = 'stdout'): string {
  return `process.${stream}.write(${JSON.stringify(`${lines.join('\n')}\n`)})
    setInterval(() => {}, 1_000)`
}

export type StandInTunnel = {
  /** The port on which strangers come in. */
  port: number
  /** The stranger's IP address that the tunnel reports from now on. */
  client: string
}

/**
 * Forwards requests to a port of this machine as ngrok does: it leaves the Host and the client's
 * own X-Forwarded-Host as they are, and appends to the other two.
 */
export async function openTunnel(
  test: TestContext, port: number, client = '203.0.113.9',
): Promise<StandInTunnel> {
  const tunnel = { port: 0, client }
  const server = createServer((incoming, outgoing) => {
    const { headers, method, url } = incoming
    const append = (name: string, value: string) =>
      [headers[name], value].filter((part) => part !== undefined).join(', ')
    const forwarded = request({
      host: '127.0.0.1', port, method, path: url, agent: false,
      headers: {
        ...headers,
        'x-forwarded-for': append('x-forwarded-for', tunnel.client),
        'x-forwarded-proto': append('x-forwarded-proto', 'https'),
        'x-forwarded-host': headers['x-forwarded-host'] ?? headers.host,
      },
    })
    forwarded.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(forwarded)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  test.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  tunnel.port = typeof address === 'object' && address !== null ? address.port : 0
  return tunnel
}

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** Sends a request with any Host, which fetch doesn't allow. */
export async function send(
  port: number, path: string, { method = 'GET', headers = {}, body = '' }: {
    method?: string; headers?: Record<string, string>; body?: string
  } = {},
): Promise<Answer> {
  const outgoing = request({
    host: '127.0.0.1', port, path, method, headers, agent: false,
    signal: AbortSignal.timeout(15_000),
  })
  outgoing.end(body)
  const [response]: IncomingMessage[] = await once(outgoing, 'response')
  if (response === undefined) throw new Error('There is no response')
  const text = Buffer.concat(await response.toArray()).toString()
  return { status: response.statusCode ?? 0, headers: response.headers, text }
}
