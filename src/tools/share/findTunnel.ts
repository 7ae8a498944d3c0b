// Chooses the tunnel: the one that was named, else a running ngrok agent's, else the first program
// that is installed. Lesson: share-it (appendix)

import { environmentWith } from '../../basics/config.ts'
import { agentTunnel, askAgent } from './agentApi.ts'
import { printable } from './child.ts'
import { findProgram } from './findProgram.ts'
import { startTunnel } from './startedTunnel.ts'
import { fixedTunnel, ShareError, type Tunnel } from './tunnel.ts'
import { tunnelNames, tunnelPrograms, type TunnelName } from './tunnelPrograms.ts'
import type { Words } from './words.ts'

export type FindOptions = {
  words: Pick<Words, 'with' | 'origin' | 'agentApi'>
  /** Where the tunnel has to lead, such as `127.0.0.1`. */
  host: string
  port: number
  say: (line: string) => void
  signal: AbortSignal
}

/** Finds a tunnel or opens one. Throws a ShareError that says how to get one. */
export async function findTunnel(options: FindOptions): Promise<Tunnel> {
  const { words: { with: wanted, origin, agentApi }, port, say } = options
  if (origin !== undefined) return fixedTunnel(origin)
  if (wanted === undefined || wanted === 'ngrok') {
    const found = await askAgent(agentApi, port)
    if (found?.origin !== undefined) return agentTunnel(agentApi, port)
    if (found !== undefined) say(describeOthers(found.others, port))
  }
  for (const name of wanted === undefined ? tunnelNames : [wanted]) {
    const file = findProgram(name, environmentWith({}))
    if (file !== undefined) return open(options, name, file)
  }
  throw new ShareError(wanted === undefined ? noProgram(port) : notInstalled(wanted))
}

function open(
  { host, port, say, signal }: FindOptions, name: TunnelName, file: string,
): Promise<Tunnel> {
  say(`Opening a tunnel with ${name} …`)
  const program = tunnelPrograms[name]
  return startTunnel({ name, file, program, host: `${host}:${port}`, say, signal })
}

function describeOthers(others: readonly string[], port: number): string {
  const agent = 'The ngrok agent that is running'
  if (others.length === 0) return `${agent} has no tunnel to port ${port} over https.`
  const shown = others.slice(0, 5).map((address) => printable(address.slice(0, 100)))
  return `${agent} leads to ${shown.join(', ')}, and not to port ${port} over https.`
}

function notInstalled(name: TunnelName): string {
  return `${name} isn't installed, or not in a folder of PATH. Get it from `
    + tunnelPrograms[name].install
}

function noProgram(port: number): string {
  const list = tunnelNames.map((name) => `  ${name.padEnd(12)}${tunnelPrograms[name].install}`)
  return 'There is no tunnel to this machine, and no program that opens one. Install one of\n'
    + `${list.join('\n')}\nand run this command again. Or open a tunnel to port ${port} yourself, `
    + 'and add --origin https://… with its address.'
}
