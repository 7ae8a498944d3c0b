// What is compared: the same server with its database in a file, and on clusters.
//
// Lesson: outgrowing-one-machine (appendix)

export type Setup = {
  name: string
  database: string
  /** rqlite nodes; none for a file. */
  nodes: 0 | 1 | 3
  servers: 1 | 2 | 3
}

/** What every other one is compared with. */
export const fileSetup: Setup = { name: 'sqlite', database: 'a file', nodes: 0, servers: 1 }

export const setups: readonly Setup[] = [
  fileSetup,
  { name: 'one-node', database: '1 node', nodes: 1, servers: 1 },
  { name: 'three-nodes', database: '3 nodes', nodes: 3, servers: 1 },
  { name: 'two-servers', database: '3 nodes', nodes: 3, servers: 2 },
  { name: 'three-servers', database: '3 nodes', nodes: 3, servers: 3 },
]
