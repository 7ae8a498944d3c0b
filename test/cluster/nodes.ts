// Starts rqlite for tests: one node, or three that form a cluster, on free loopback ports.
//
//   const nodes = await startNodes({ count: 3 })
//   await nodes.load(freshDatabase())          every test begins with an empty database
//   await (await nodes.leader()).kill()
//   await nodes.close()
//
// When the process that started them ends, they end too, however it ends.
//
// Lesson: outgrowing-one-machine (tour)

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ask, until } from './ask.ts'
import { freePorts } from './freePorts.ts'
import { guardFolder } from './guard.ts'
import { ClusterNode } from './node.ts'
import { findProgram } from './program.ts'

export type NodesOptions = {
  count: 1 | 3
  /** Where a folder for their data is made; by default in memory, if the system offers that. */
  within?: string
}

// Linux keeps the files of this folder in memory.
const memoryFolder = '/dev/shm'

// A follower that hears nothing for this long asks for an election. The default is a second. With
// 100 ms or more, six busy processes beside three nodes on two cores caused no false election.
const soon = ['-raft-timeout', '200ms', '-raft-election-timeout', '200ms',
  '-raft-leader-lease-timeout', '200ms', '-join-interval', '100ms', '-join-attempts', '100']
// A single node only waits before it elects itself.
const alone = ['-raft-timeout', '20ms', '-raft-election-timeout', '20ms',
  '-raft-leader-lease-timeout', '20ms']

/** Starts nodes; gives them once they are ready. */
export async function startNodes({ count, within = usualFolder() }: NodesOptions): Promise<Nodes> {
  const program = findProgram()
  mkdirSync(within, { recursive: true })
  const folder = mkdtempSync(join(within, 'groundwork-rqlite-'))
  guardFolder(folder)
  const ports = await freePorts(count * 2)
  const [, firstRaftPort = 0] = ports
  const nodes = Array.from({ length: count }, (_, index) => new ClusterNode({
    id: String(index + 1), program, folder,
    httpPort: ports[index * 2] ?? 0,
    raftPort: ports[index * 2 + 1] ?? 0,
    flags: [...(count === 1 ? alone : soon),
      ...(index === 0 ? [] : ['-join', `127.0.0.1:${firstRaftPort}`])],
  }))
  const started = new Nodes(nodes, folder)
  try {
    for (const node of nodes) node.start()
    await started.complete()
    return started
  } catch (error) {
    await started.close()
    throw error
  }
}

export class Nodes {
  readonly all: readonly ClusterNode[]
  readonly #folder: string

  constructor(all: readonly ClusterNode[], folder: string) {
    this.all = all
    this.#folder = folder
  }

  /** What the program takes as the address of its database. */
  get url(): string {
    return `rqlite://${this.all.map(({ address }) => address).join(',')}`
  }

  /** Waits until all nodes run, and each one is a member and has what the leader has. */
  async complete(): Promise<void> {
    await Promise.all(this.all.map((node) => node.ready()))
    await until(() => 'not all nodes have joined', async () => {
      const { voters } = await (await this.leader()).state()
      return voters === this.all.length || undefined
    })
    await this.caughtUp()
  }

  /** Finds the leader among the nodes that run; waits for an election if there is none. */
  leader(): Promise<ClusterNode> {
    return until(() => 'there is no leader', async () => {
      const active = this.all.filter(({ isActive }) => isActive)
      const states = await Promise.all(active.map((node) =>
        node.state().then((state) => ({ node, ...state }), () => undefined)))
      // One that was cut off meanwhile doesn't know yet that there is a newer one.
      const leaders = states.filter((state) => state !== undefined && state.isLeader)
      return leaders.toSorted((one, other) => (other?.term ?? 0) - (one?.term ?? 0))[0]?.node
    })
  }

  async followers(): Promise<ClusterNode[]> {
    const leader = await this.leader()
    return this.all.filter((node) => node !== leader)
  }

  /** Replaces the whole database, on all nodes, by one that is given as the bytes of a file. */
  async load(bytes: Uint8Array): Promise<void> {
    const { origin } = await this.leader()
    const type = 'application/octet-stream'
    const { status, body } = await ask(`${origin}/db/load`, { method: 'POST', type, body: bytes })
    const text = body.toString()
    if (status !== 200 || text.includes('error')) throw new Error(`Can't load a database: ${text}`)
    await this.caughtUp()
  }

  /** Waits until every node that runs has stored what the leader has. */
  async caughtUp(): Promise<void> {
    const { storedIndex } = await (await this.leader()).state()
    await Promise.all(this.all.filter(({ isActive }) => isActive).map((node) =>
      until(() => `node ${node.id} doesn't catch up`, async () =>
        (await node.state()).storedIndex >= storedIndex || undefined)))
  }

  /** Gives the whole database as the bytes of a file. */
  async backup(): Promise<Uint8Array> {
    return (await this.leader()).backup()
  }

  /** Ends all nodes and removes their data. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((node) => node.kill()))
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function usualFolder(): string {
  return existsSync(memoryFolder) ? memoryFolder : tmpdir()
}

/** Gives a database, made by statements, as the bytes of a file. */
export function databaseBytes(statements: string): Uint8Array {
  const database = new DatabaseSync(':memory:')
  try {
    // Even a database without tables has a first page once something was written.
    database.exec(`pragma user_version = 0; ${statements}`)
    return database.serialize()
  } finally {
    database.close()
  }
}
