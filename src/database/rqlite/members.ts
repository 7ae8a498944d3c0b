// Decides which nodes we trust. A follower names the leader, which then gets our statements and the
// login in DATABASE_URL. So the leader has to be in DATABASE_URL, or a node in DATABASE_URL has to
// list it as part of its cluster. And each node has to check foreign keys: every node runs the
// statements by itself, and one that doesn't check would store what the others refuse.
// Lesson: outgrowing-one-machine (tour)

import { DatabaseError } from '../database.ts'
import { sql } from '../sql.ts'
import type { NodeClient } from './client.ts'
import { readResults, writeStatements } from './json.ts'

// A node asks each of the others for its address. One that isn't running doesn't respond.
const nodesPath = '/nodes?nonvoters&timeout=1s'
const listMs = 2_000

const keysPath = '/db/query?level=none'
const readKeys = writeStatements([sql`select foreign_keys from pragma_foreign_keys`])

/** The nodes of a cluster. The list isn't complete while some of them aren't running. */
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
   * when no node in DATABASE_URL can list its whole cluster at the moment.
   */
  async includes(leader: string, from: string): Promise<boolean | undefined> {
    // With TLS in DATABASE_URL, nothing is sent without TLS, not even if a node says so.
    if (from.startsWith('https:') && !leader.startsWith('https:')) return false
    if (this.#known.has(leader)) return true
    // The node that named the leader comes first: it has just responded.
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
        `The rqlite node ${origin} doesn't check foreign keys: start every node with -fk`)
      this.#checked.add(origin)
      return true
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      return false
    }
  }

  /** Forgets the check of a node whose connection ended: it may start again with other flags. */
  forget(origin: string): void {
    this.#checked.delete(origin)
  }
}

/** Makes the error for a leader that isn't in the cluster. */
export function strangerError(leader: string, from: string): DatabaseError {
  return new DatabaseError('unreadable', `The rqlite node ${from} says that ${leader} is the `
    + 'leader, but no node in DATABASE_URL lists it: if it belongs to the cluster, add it to '
    + 'DATABASE_URL')
}

// `{ "1": { "api_addr": "http://10.0.0.1:4001", … }, … }`, without the address of a stopped node.
function readList(text: string): ClusterList {
  const nodes: unknown = JSON.parse(text)
  const addresses: unknown[] = Object.values(Object(nodes)).map((node) => Object(node)['api_addr'])
  return {
    origins: addresses.flatMap((address) => URL.parse(String(address))?.origin ?? []),
    isComplete: !addresses.includes(undefined),
  }
}
