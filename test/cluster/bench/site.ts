// One setup that runs: nodes, servers, and a database that was filled.
//
// Lesson: outgrowing-one-machine (appendix)

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Database } from '../../../src/database/database.ts'
import { openEngine } from '../../../src/database/open.ts'
import type { Site as Target } from '../../bench/contender.ts'
import { contenders } from '../../bench/contenders/list.ts'
import type { Processes } from '../../bench/processes.ts'
import { parseJson, pick, pickList } from '../../pick.ts'
import { guardProcess } from '../guard.ts'
import { startNodes, type Nodes } from '../nodes.ts'
import { fillDatabase, type Filled } from './fill.ts'
import type { Setup } from './setups.ts'

export type Site = {
  setup: Setup
  nodes: Nodes | undefined
  /** Where the load goes: a target for each server. */
  targets: readonly Target[]
  /** Opens the database of the servers. */
  openDatabase(): Promise<Database>
  /** Stops the servers; gives how many responses of each status they have sent. */
  stopServers(): Promise<Map<number, number>>
  close(): Promise<void>
}

export type SiteOptions = {
  setup: Setup
  /** Where the data is: on a real disk, because a write has to wait for it. */
  within: string
  /** Where the servers write CPU profiles; undefined: they don't. */
  profileFolder: string | undefined
}

type Server = { child: ChildProcess; port: number; nextLine(): Promise<unknown> }
type Place = { url: string | undefined; path: string }

const schema = readFileSync(new URL('../../../schema.sql', import.meta.url), 'utf8')
const [groundwork] = contenders

/** Starts everything anew, with a new database. */
export async function startSite(
  processes: Processes, { setup, within, profileFolder }: SiteOptions,
): Promise<Site> {
  mkdirSync(within, { recursive: true })
  const folder = mkdtempSync(join(within, `${setup.name}-`))
  const nodes = setup.nodes === 0
    ? undefined : await startNodes({ count: setup.nodes, within: folder })
  const place = { url: nodes?.url, path: join(folder, 'groundwork.db') }
  const openDatabase = () => openEngine({ ...place, schema })
  const nodeFlags = profileFolder === undefined
    ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profileFolder, setup.name)}`]
  try {
    const filled = await fill(openDatabase)
    const servers: Server[] = []
    for (let count = 0; count < setup.servers; count += 1) {
      servers.push(await startServer(processes, place, nodeFlags))
    }
    return {
      setup, nodes, openDatabase,
      targets: makeTargets(servers, filled, folder),
      stopServers: () => stopServers(processes, servers),
      async close() {
        for (const { child } of servers) await processes.stop(child)
        await nodes?.close()
      },
    }
  } catch (error) {
    await nodes?.close()
    throw error
  }
}

async function fill(openDatabase: Site['openDatabase']): Promise<Filled> {
  const database = await openDatabase()
  try {
    return await fillDatabase(database)
  } finally {
    await database.close()
  }
}

async function startServer(
  processes: Processes, { url, path }: Place, nodeFlags: readonly string[],
): Promise<Server> {
  const file = join(import.meta.dirname, 'server.ts')
  const child = processes.start([process.execPath, ...nodeFlags, file], {
    environment: { DATABASE_URL: url ?? '', DATABASE_PATH: path }, output: 'read',
  })
  guardProcess(child)
  if (child.stdout === null) throw new Error("Can't read what the server prints")
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('A server ended without saying what became of it')
    return parseJson(value)
  }
  return { child, port: Number(pick(await nextLine(), 'port')), nextLine }
}

function makeTargets(servers: readonly Server[], filled: Filled, folder: string): Target[] {
  if (groundwork === undefined) throw new Error('test/bench has no contender')
  const slugsFile = join(folder, 'slugs.txt')
  writeFileSync(slugsFile, `${filled.slugs.join('\n')}\n`)
  return servers.map(({ child, port }) => ({
    ...filled, slugsFile, child, contender: groundwork, origin: `http://127.0.0.1:${port}`,
  }))
}

async function stopServers(
  processes: Processes, servers: readonly Server[],
): Promise<Map<number, number>> {
  const responses = new Map<number, number>()
  for (const { child, nextLine } of servers) {
    const [, line] = await Promise.all([processes.stop(child), nextLine()])
    for (const entry of pickList(line, 'responses')) {
      const [status, count] = [Number(pick(entry, 0)), Number(pick(entry, 1))]
      responses.set(status, (responses.get(status) ?? 0) + count)
    }
  }
  return responses
}
