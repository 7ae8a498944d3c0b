// Which nodes are asked. A follower names the leader, and the statements and the login in
// DATABASE_URL then go there: so it has to be a host that DATABASE_URL names, or one that a node
// named there lists as part of its cluster. And each node has to check foreign keys: it runs the
// statements by itself, so without that, it would store what the others refuse.
// Lesson: outgrowing-one-machine (tour)

import { DatabaseError } from '../database.ts'
import { sql } from '../sql.ts'
import type { NodeClient } from './client.ts'
import { readResults, writeStatements } from './json.ts'

// A node asks each of the others for its address, and one that doesn't run says nothing.
const nodesPath = '/nodes?nonvoters&timeout=1s'
const listMs = 2_000

const keysPath = '/db/query?level=none'
const readKeys = writeStatements([sql`select foreign_keys from pragma_foreign_keys`])

/** The nodes of a cluster; it isn't complete when some of them don't run. */
type ClusterList = { origins: string[]; isComplete: boolean }

export class Members {
  readonly #origins: readonly string[]
  readonly #client: NodeClient
  #known: ReadonlySet<string>
  readonly #checked = new Set<string>()

  constructor(origins: readonly string[], client: NodeClient) {
    this.#origins = origins
    this.#client = client
    this.#known = new Set(origins)
  }

  /**
   * Says whether the login may be sent to the leader that the node at `from` names. Gives undefined
   * when no node of DATABASE_URL can list its whole cluster at the moment.
   */
  async includes(leader: string, from: string): Promise<boolean | undefined> {
    // What DATABASE_URL wants encrypted never travels in the open, whoever lists the leader.
    if (from.startsWith('https:') && !leader.startsWith('https:')) return false
    if (this.#known.has(leader)) return true
    // The one that named it has just responded.
    const order = this.#origins.toSorted((one, other) => (
      Number(other === from) - Number(one === from)))
    for (const origin of order) {
      const list = await this.#list(origin)
      if (list === undefined) continue
      this.#known = new Set([...this.#origins, ...list.origins])
      if (this.#known.has(leader)) return true
      if (list.isComplete) return false
    }
    return undefined
  }

  async #list(origin: string): Promise<ClusterList | undefined> {
    try {
      const response = await this.#client.ask(origin, { path: nodesPath, waitMs: listMs })
      return response.status === 200 ? readList(response.text) : undefined
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      return undefined
    }
  }

  /**
   * Makes sure that a node checks foreign keys before it is first used, and says whether it could
   * be asked. Throws a DatabaseError that names the node if it doesn't check them.
   */
  async check(origin: string, waitMs: number): Promise<boolean> {
    if (this.#checked.has(origin)) return true
    try {
      const response = await this.#client.ask(origin, { path: keysPath, body: readKeys, waitMs })
      if (response.status !== 200) return false
      const [result] = readResults(response.text).results
      if (result === undefined || result.error !== undefined) return false
      if (Object(result.rows[0])['foreign_keys'] !== 1) throw new DatabaseError('unreadable',
        `The rqlite node ${origin} doesn't check foreign keys: start each with -fk`)
      this.#checked.add(origin)
      return true
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      return false
    }
  }

  /** To be called when a connection ends: perhaps the node is started again with other flags. */
  forget(origin: string): void {
    this.#checked.delete(origin)
  }
}

/** Makes the error for a leader that isn't in the cluster. */
export function strangerError(leader: string, from: string): DatabaseError {
  return new DatabaseError('unreadable', `The rqlite node ${from} says that ${leader} leads, but `
    + 'no node in DATABASE_URL lists that one: if it belongs to the cluster, add it there')
}

// `{ "1": { "api_addr": "http://10.0.0.1:4001", … }, … }`; a node that doesn't run has no address.
function readList(text: string): ClusterList {
  const nodes: unknown = JSON.parse(text)
  const addresses: unknown[] = Object.values(Object(nodes)).map((node) => Object(node)['api_addr'])
  return {
    origins: addresses.flatMap((address) => URL.parse(String(address))?.origin ?? []),
    isComplete: !addresses.includes(undefined),
  }
}
