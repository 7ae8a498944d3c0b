// Shares this machine's server, or a learner's program, with anyone on the internet for as long as
// the command runs: `npm run share`, `npm run share -- my/shortener`. Lesson: share-it (tour)

import { once } from 'node:events'
import { createServer } from 'node:net'
import { environmentWith, readConfig, type Config } from '../basics/config.ts'
import { tolerantWriter } from '../basics/log.ts'
import { onStopSignal } from '../basics/stopSignals.ts'
import { renewMs } from '../services/shareFile.ts'
import { announce } from './share/describe.ts'
import { findTunnel } from './share/findTunnel.ts'
import { keepSharing } from './share/keepSharing.ts'
import { openProgram } from './share/programTarget.ts'
import { openServer } from './share/serverTarget.ts'
import type { Target } from './share/target.ts'
import { ShareError, type Tunnel } from './share/tunnel.ts'
import { readWords, usage, type Words } from './share/words.ts'

// As for `npm run learn -- run`.
const programPort = 3001

const write = tolerantWriter(process.stderr)
const say = (line: string) => write(`${line}\n`)

try {
  const words = readWords(process.argv.slice(2))
  if (words.isHelp) say(usage)
  else await share(words, readConfig())
  process.exitCode = 0
} catch (error) {
  say(explain(error))
  process.exitCode = 1
}

function explain(error: unknown): string {
  if (error instanceof ShareError) return error.message
  return `Can't share: ${error instanceof Error ? error.message : String(error)}`
}

async function share(words: Words, config: Config): Promise<void> {
  const stopping = new AbortController()
  let signal: NodeJS.Signals | undefined
  onStopSignal((received) => {
    if (stopping.signal.aborted) process.exit(1)
    signal = received
    stopping.abort()
  })
  let target: Target | undefined
  let tunnel: Tunnel | undefined
  try {
    target = await openTarget(words, config)
    const { host, port } = target
    tunnel = await findTunnel({ words, host, port, say, signal: stopping.signal })
    await keep(target, tunnel, stopping.signal)
  } catch (error) {
    // A Ctrl+C ends what was started here as well.
    if (!stopping.signal.aborted) throw error
  } finally {
    await Promise.all([tunnel?.close(signal), target?.close(signal)])
  }
  say('No longer shared.')
  if (tunnel?.staysOpen === true) say(`Close ${tunnel.name} too: it's still open.`)
}

async function openTarget({ folder, command, origin }: Words, config: Config): Promise<Target> {
  const isPortSet = Boolean(environmentWith({})['PORT'])
  const usual = folder === undefined || isPortSet ? config.port : programPort
  const port = usual === 0 ? await findFreePort() : usual
  if (folder !== undefined) return openProgram({ folder, command, port, say })
  // The tunnels that we know are one proxy. TRUSTED_HOPS counts those of a tunnel of your own.
  const trustedHops = origin === undefined ? 1 : Math.max(1, config.trustedHops)
  return openServer({ ...config, trustedHops }, port, say)
}

function keep(target: Target, tunnel: Tunnel, signal: AbortSignal): Promise<void> {
  const hasColours = process.stderr.hasColors?.() ?? false
  return keepSharing({
    target, tunnel, signal, say, pauseMs: renewMs,
    announce: (origin) => write(announce(origin, target.describe(origin), { hasColours })),
  })
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
