// Starts one contender on the server's core with an empty database, and waits until it listens.

import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ChildProcess } from 'node:child_process'
import type { Contender } from './contenders/list.ts'
import { onServerCore } from './cores.ts'
import type { Command, Processes } from './processes.ts'

/** A contender that listens. */
export type Site = {
  contender: Contender
  origin: string
  slugs: readonly string[]
  /** The slugs again, one in each line, for the load generator. */
  slugsFile: string
  /** What the create row sends as Authorization: the client is one that was here before. */
  authorization: string | undefined
  child: ChildProcess
}

type Ready = { port: number; slugs: readonly string[]; authorization?: string | undefined }

export const benchFolder = import.meta.dirname
/** One for each run, on the project's disk: a /tmp may be memory, where an fsync costs nothing. */
export const dataFolder = join(benchFolder, 'data', String(process.pid))
/** Where the last profile stays for a closer look. */
export const profileFolder = join(benchFolder, 'data/profile')

/** Starts a contender; node gets the flags, `--cpu-prof` for one. */
export async function startContender(
  processes: Processes,
  contender: Contender,
  nodeFlags: readonly string[],
): Promise<Site> {
  const folder = join(dataFolder, contender.name)
  // What an earlier round stored would make this one slower.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const file = join(benchFolder, 'contenders', contender.file)
  const command: Command = [process.execPath, ...nodeFlags, file]
  const child = processes.start(onServerCore(command), {
    environment: { ...contender.environment, PORT: '0', DATA: folder },
    output: 'read',
  })
  const { port, slugs, authorization } = await ready(child, contender)
  const slugsFile = join(folder, 'slugs.txt')
  writeFileSync(slugsFile, slugs.join('\n') + '\n')
  return { contender, origin: `http://127.0.0.1:${port}`, slugs, slugsFile, authorization, child }
}

async function ready(child: ChildProcess, { name }: Contender): Promise<Ready> {
  const { stdout } = child
  if (stdout === null) throw new Error(`Cannot read what ${name} prints`)
  // The reader stays: a contender that logs would stop when nobody empties the pipe.
  const reader = createInterface({ input: stdout })
  const lineOrEnd = await Promise.race([once(reader, 'line'), once(child, 'exit')])
  const [line] = lineOrEnd
  if (typeof line !== 'string') throw new Error(`Cannot start ${name}: it ended with ${line}`)
  return parseReady(line, name)
}

function parseReady(line: string, name: string): Ready {
  const ready: Partial<Ready> = line.startsWith('{') ? JSON.parse(line) : {}
  const { port, slugs, authorization } = ready
  if (typeof port === 'number' && Array.isArray(slugs) && slugs.length > 0) {
    return { port, slugs, authorization }
  }
  throw new Error(`Cannot use ${name}: its first line has no port and slugs: ${line}`)
}
