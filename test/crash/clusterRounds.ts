// Kills and cuts off the parts of a cluster while clients use it: three nodes and two servers.
// After each outage, what was acknowledged is compared with what each node has stored. The copies
// that were compared last stay in the folder.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { median } from '../bench/summary.ts'
import { guardProcess } from '../cluster/guard.ts'
import { startNodes } from '../cluster/nodes.ts'
import { Acknowledged } from './acknowledged.ts'
import { ClusterTraffic } from './clusterTraffic.ts'
import { compare } from './compare.ts'
import { compareCopies, writeCopies } from './copies.ts'
import { outages, type Outage, type Scene } from './outages.ts'
import { randomFrom, type Rounds } from './rounds.ts'
import { kill, startServer, type Server } from './server.ts'
import { readStored } from './stored.ts'

export type ClusterRound = {
  round: number
  outage: string
  /** From the beginning of the outage until something was stored that was asked for after it. */
  failoverMs: number
  /** So many links and clicks were answered, in all rounds until now. */
  links: number
  people: number
  /** Requests of this round that may be stored or not. */
  uncertain: number
}

export type ClusterRounds = Omit<Rounds, 'report'> & { report: (round: ClusterRound) => void }

const connections = 8
const serverCount = 2
// How long the clients work before an outage, and how long the outage lasts at least.
const shortestMs = 200
const longestMs = 800

/** Runs the rounds. Throws an AssertionError at the first difference. */
export async function clusterRounds(
  { folder, rounds, seed, report }: ClusterRounds,
): Promise<void> {
  const random = randomFrom(seed)
  const acknowledged = new Acknowledged()
  const scene = await openScene(folder)
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const outage = outages[(round - 1) % outages.length]
      if (outage === undefined) return
      const result = await suffer({ scene, outage, acknowledged, random })
      const paths = await writeCopies(scene.nodes, folder)
      for (const path of paths) compare(acknowledged, readStored(path))
      compareCopies(paths)
      const { links, people } = acknowledged.totals()
      assert.ok(people > 0, 'No click was answered: this proves nothing')
      report({ round, outage: outage.name, links, people, ...result })
    }
  } finally {
    for (const { child } of scene.servers) await kill(child)
    await scene.nodes.close()
  }
}

/** Says in one line what a round has shown. */
export function formatClusterRound(
  { round, outage, failoverMs, links, people, uncertain }: ClusterRound,
): string {
  return `Round ${round}, ${outage}: stored again after ${Math.round(failoverMs)} ms; ${links} ` +
    `links and ${people} clicks were acknowledged, every node has all; ${uncertain} are uncertain`
}

/** Says for each outage how long nothing was stored. */
export function formatFailovers(rounds: readonly ClusterRound[]): string[] {
  return Array.from(Map.groupBy(rounds, ({ outage }) => outage), ([outage, list]) => {
    const times = list.map(({ failoverMs }) => failoverMs)
    const [middle, worst] = [median(times), Math.max(...times)].map(Math.round)
    return `${outage}: median ${middle} ms, worst ${worst} ms of ${times.length}`
  })
}

type Suffering = {
  scene: Scene
  outage: Outage
  acknowledged: Acknowledged
  random: () => number
}

async function suffer({ scene, outage, acknowledged, random }: Suffering) {
  const traffic = new ClusterTraffic({ ports: scene.ports, connections, acknowledged, random })
  const pause = () => setTimeout(shortestMs + random() * (longestMs - shortestMs))
  const work = traffic.run()
  try {
    const failoverMs = await Promise.race([disturb(), failed(work)])
    traffic.stop()
    await work
    return { failoverMs, uncertain: traffic.uncertain }
  } finally {
    traffic.stop()
    await work.catch(() => undefined)
  }

  async function disturb(): Promise<number> {
    await pause()
    const end = await outage.begin(scene, random)
    const failoverMs = await traffic.nextStored()
    await pause()
    await end()
    await traffic.nextStored()
    return failoverMs
  }
}

// The clients never end by themselves, except by an error.
async function failed(work: Promise<void>): Promise<never> {
  await work
  throw new Error('The clients ended before they were told to')
}

async function openScene(folder: string): Promise<Scene> {
  const nodes = await startNodes({ count: 3, within: folder })
  const settings = {
    DATABASE_URL: nodes.url,
    // What all servers of one database must have in common.
    SECRET: randomBytes(32).toString('base64'),
    PUBLIC_ORIGIN: 'http://localhost:3000',
  }
  const servers: Server[] = []
  const ports: number[] = []
  const replaceServer = async (place: number) => {
    const own = join(folder, `server-${place}`)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const server = await startServer(own, settings)
    guardProcess(server.child)
    servers[place] = server
    ports[place] = server.port
  }
  try {
    for (let place = 0; place < serverCount; place += 1) await replaceServer(place)
    return { nodes, servers, ports, replaceServer }
  } catch (error) {
    for (const { child } of servers) await kill(child)
    await nodes.close()
    throw error
  }
}
