// Shares our own server: the one that runs, or one that is started here. The server learns its
// public address from share.json in the data folder, while it runs. Lesson: share-it (tour)

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLocalOrigin, type Config } from '../../basics/config.ts'
import {
  readShare, removeShare, renewShare, shareFileName, writeShare, type Share,
} from '../../services/shareFile.ts'
import { startChild, type Child } from './child.ts'
import { identify, isPublic } from './probe.ts'
import { describeServer } from './describe.ts'
import { portTaken, watchServer } from './serverWatch.ts'
import { waitUntil, type Target } from './target.ts'
import { ShareError } from './tunnel.ts'

const host = '127.0.0.1'
const startMs = 30_000
const takeUpMs = 15_000
// How long a server may still believe a file that's gone.
const settleMs = 3_000
// Enough for a server with four workers.
const probes = 4
// The values of HOST with which a server listens there too.
const hostsThatInclude = new Set([host, 'localhost', '0.0.0.0', '::'])
const mainFile = fileURLToPath(new URL('../../main.ts', import.meta.url))
// No tunnel has this address; a server that is public already doesn't mind.
const noAddress = 'https://share.invalid'

/** Finds or starts the server. Throws a ShareError when something else is in the way. */
export async function openServer(
  config: Config, port: number, say: (line: string) => void,
): Promise<Target> {
  await checkSettings(config)
  const server = await findOrStart(port, say)
  const folder = resolve(config.dataFolder)
  const lookAtServer = watchServer({ host, port, say })
  const shareOf = (origin: string): Share => ({
    origin, trustedHops: config.trustedHops, process: process.pid,
  })
  return {
    host, port,
    async publish(origin) {
      // A server that was started in another folder has another DATA.
      if (!existsSync(folder)) throw await notTakenUp(folder, port)
      await checkUnshared(folder)
      await writeShare(folder, shareOf(origin))
      if (await waitUntil(() => isPublicEverywhere(port, origin), takeUpMs)) return
      throw await notTakenUp(folder, port)
    },
    async keep(origin) {
      const ending = server?.ending()
      if (ending !== undefined) throw new ShareError(`The server has ended ${ending}`)
      await lookAtServer()
      const other = await renewShare(folder, shareOf(origin))
      if (other !== undefined) throw new ShareError(sharedAlready(other))
    },
    withdraw: () => removeShare(folder),
    async close(signal) {
      await removeShare(folder)
      await server?.stop(signal)
    },
    describe: () => describeServer(config, port),
  }
}

async function checkSettings({ publicOrigin, dataFolder, host: own }: Config): Promise<void> {
  if (publicOrigin !== undefined && !isLocalOrigin(publicOrigin)) {
    throw new ShareError(`PUBLIC_ORIGIN is ${publicOrigin}, so the server has a public address: `
      + 'unset it to share the server under the address of a tunnel')
  }
  if (!hostsThatInclude.has(own)) {
    throw new ShareError(`HOST is ${own}, so the server doesn't listen at ${host}, where the `
      + 'tunnel leads: unset it')
  }
  await checkUnshared(resolve(dataFolder))
}

async function checkUnshared(folder: string): Promise<void> {
  const { share } = await readShare(folder)
  if (share === undefined || share.process === process.pid) return
  if (!isRunning(share.process)) return removeShare(folder, share.process)
  throw new ShareError(sharedAlready(share))
}

function sharedAlready({ origin, process: other }: Share): string {
  return `The server is shared already, at ${origin}, by the process ${other}: stop that one `
    + 'first, or wait ten seconds if it has crashed'
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    // Another user's process can't be told anything, but it's there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function findOrStart(port: number, say: (line: string) => void): Promise<Child | undefined> {
  const found = await identify(host, port)
  if (found === 'another program') throw new ShareError(portTaken(port))
  if (found === 'nothing') return startServer(port)
  const isLocal = async () => !await isPublic(host, port, noAddress)
  if (!await waitUntil(isLocal, settleMs)) {
    throw new ShareError(`The server on port ${port} has a public address already: restart it `
      + 'without PUBLIC_ORIGIN to share it')
  }
  say(`Using the server that runs on port ${port}.`)
  return undefined
}

async function startServer(port: number): Promise<Child> {
  const child = startChild({
    file: process.execPath, words: [mainFile], variables: { PORT: String(port) },
  })
  const isReady = async () =>
    child.ending() !== undefined || await identify(host, port) === 'our server'
  if (await waitUntil(isReady, startMs) && child.ending() === undefined) return child
  const hasEnded = child.ending() !== undefined
  await child.stop()
  throw new ShareError(hasEnded
    ? "The server didn't start: the lines above say why"
    : `The server doesn't respond at ${host}, port ${port}, within ${startMs / 1_000} seconds: `
      + 'unset HOST to share it')
}

// Each worker reads the file by itself, and connections go to all of them in turn.
async function isPublicEverywhere(port: number, origin: string): Promise<boolean> {
  for (let count = 0; count < probes; count += 1) {
    if (!await isPublic(host, port, origin)) return false
  }
  return true
}

async function notTakenUp(folder: string, port: number): Promise<ShareError> {
  const path = join(folder, shareFileName)
  const { problem } = await readShare(folder)
  if (problem !== undefined) return new ShareError(`The server ignores ${path}: ${problem}`)
  return new ShareError(`The server on port ${port} doesn't take its address from ${path}: `
    + 'is its DATA another folder, or does it run as another user or an older version? '
    + 'Stop it, and this command starts a server of its own')
}
