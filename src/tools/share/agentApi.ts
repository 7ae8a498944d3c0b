// Asks the ngrok agent that runs on this machine which of its tunnels leads to our port, through
// its local API (https://ngrok.com/docs/agent/api/). Another program may listen there instead, so
// its response has a size limit and a deadline, and only what has the documented form counts.
// Lesson: share-it (tour)

import { isRecord } from '../../basics/check.ts'
import { isLoopbackName } from '../../basics/config.ts'
import { readPublicOrigin, type Tunnel } from './tunnel.ts'

export const usualApi = 'http://127.0.0.1:4040'

/** What an agent says: the address that leads to our port, and where its other tunnels lead. */
export type AgentTunnels = { origin: string | undefined; others: string[] }

const deadlineMs = 2_000
const longestResponse = 256 * 1024
const mostTunnels = 100
// An agent that is busy for a moment hasn't ended.
const mostFailures = 2

/**
 * Asks the agent. Gives undefined when there's none, or when it doesn't respond as documented. Of
 * several tunnels to our port, the one with the address `current` stays first choice.
 */
export async function askAgent(
  api: string, port: number, current?: string,
): Promise<AgentTunnels | undefined> {
  try {
    const response = await fetch(new URL('/api/tunnels', api), {
      signal: AbortSignal.timeout(deadlineMs), redirect: 'error',
    })
    if (!response.ok) return undefined
    return parseTunnels(JSON.parse(await readText(response)), port, current)
  } catch {
    return undefined
  }
}

/** Makes a tunnel of the one that a running agent has; it's left open at the end. */
export function agentTunnel(api: string, port: number): Tunnel {
  let failures = 0
  let origin: string | undefined
  return {
    name: 'the ngrok agent that is running',
    staysOpen: true,
    async look() {
      const tunnels = await askAgent(api, port, origin)
      failures = tunnels === undefined ? failures + 1 : 0
      if (tunnels !== undefined || failures >= mostFailures) origin = tunnels?.origin
      return origin
    },
    close: async () => undefined,
  }
}

async function readText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    if (length > longestResponse) throw new Error('The response is too long for an agent')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parseTunnels(
  content: unknown, port: number, current: string | undefined,
): AgentTunnels | undefined {
  if (!isRecord(content) || !Array.isArray(content['tunnels'])) return undefined
  const list: unknown[] = content['tunnels']
  const tunnels = list.slice(0, mostTunnels).flatMap(readTunnel)
  const ours = tunnels.filter(({ address }) => leadsTo(address, port))
  const origins = ours.map(({ url }) => readPublicOrigin(url))
    .filter((origin) => origin !== undefined)
  return {
    origin: origins.find((origin) => origin === current) ?? origins[0],
    others: tunnels.filter((tunnel) => !ours.includes(tunnel)).map(({ address }) => address),
  }
}

function readTunnel(tunnel: unknown): { url: string; address: string }[] {
  const config = isRecord(tunnel) ? tunnel['config'] : undefined
  if (!isRecord(tunnel) || !isRecord(config)) return []
  const { public_url: url } = tunnel
  const { addr: address } = config
  return typeof url === 'string' && typeof address === 'string' ? [{ url, address }] : []
}

/**
 * Says whether a tunnel's address is our port on this machine: `http://localhost:3000`,
 * `127.0.0.1:3000` or `3000`. A tunnel that speaks https to the port isn't for us.
 */
export function leadsTo(address: string, port: number): boolean {
  if (address.length > 300) return false
  if (/^\d{1,5}$/.test(address)) return Number(address) === port
  const url = URL.parse(address.includes('://') ? address : `http://${address}`)
  if (url?.protocol !== 'http:' || !isLoopbackName(url.hostname)) return false
  return Number(url.port === '' ? 80 : url.port) === port
}
