// What happens to a cluster and its servers in a crash test, and how it's put right again.

import type { ClusterNode } from '../cluster/node.ts'
import type { Nodes } from '../cluster/nodes.ts'
import { kill, type Server } from './server.ts'

export type Scene = {
  nodes: Nodes
  /** The servers that run, and their ports, at the same places. */
  servers: Server[]
  ports: number[]
  /** Starts another server instead of one. */
  replaceServer(place: number): Promise<void>
}

export type Outage = {
  name: string
  /** Begins it; gives what ends it. */
  begin(scene: Scene, random: () => number): Promise<() => Promise<void>>
}

/** The outages, which a test goes through again and again. */
export const outages: readonly Outage[] = [
  {
    name: 'leader killed',
    begin: async ({ nodes }) => killNode(nodes, await nodes.leader()),
  },
  {
    name: 'follower killed',
    begin: async ({ nodes }, random) => killNode(nodes, await chooseFollower(nodes, random)),
  },
  {
    name: 'server killed',
    async begin({ servers, replaceServer }, random) {
      const place = Math.floor(random() * servers.length)
      const server = servers[place]
      if (server !== undefined) await kill(server.child)
      return () => replaceServer(place)
    },
  },
  {
    name: 'leader cut off',
    begin: async ({ nodes }) => pauseNode(nodes, await nodes.leader()),
  },
  {
    name: 'follower cut off',
    begin: async ({ nodes }, random) => pauseNode(nodes, await chooseFollower(nodes, random)),
  },
]

async function killNode(nodes: Nodes, node: ClusterNode): Promise<() => Promise<void>> {
  await node.kill()
  return async () => {
    node.start()
    await nodes.complete()
  }
}

async function pauseNode(nodes: Nodes, node: ClusterNode): Promise<() => Promise<void>> {
  node.pause()
  return async () => {
    node.resume()
    await nodes.complete()
  }
}

async function chooseFollower(nodes: Nodes, random: () => number): Promise<ClusterNode> {
  const followers = await nodes.followers()
  const chosen = followers[Math.floor(random() * followers.length)]
  if (chosen === undefined) throw new Error('The cluster has no follower')
  return chosen
}
