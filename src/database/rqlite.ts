// A replicated SQLite behind the Database interface, for a service that has outgrown one machine:
// several rqlite nodes have a copy of the database, and a majority of them stores each write before
// it's acknowledged. The SQL is the same, and so is the promise: what was confirmed is stored.
//
// Lesson: outgrowing-one-machine (core)

import type { Database, ReadOptions, Result, Results } from './database.ts'
import type { RqliteAddress } from './rqlite/address.ts'
import { Cluster } from './rqlite/cluster.ts'
import { forgetServers } from './rqlite/fence.ts'
import { Nodes } from './rqlite/nodes.ts'
import { ReadQueue } from './rqlite/readQueue.ts'
import { migrateCluster } from './rqlite/schema.ts'
import { WriteQueue } from './rqlite/writeQueue.ts'
import type { Sql } from './sql.ts'
import type { SqliteOptions } from './sqlite.ts'

export type RqliteOptions = Pick<SqliteOptions, 'schema' | 'onCommit' | 'slow'> & {
  address: RqliteAddress
}

/**
 * Connects to a cluster, and brings its schema up to date.
 *
 * Throws a DatabaseError when no node leads, and what `migrateCluster` throws.
 */
export async function openRqlite(
  { address, schema, onCommit, slow }: RqliteOptions,
): Promise<Database> {
  const nodes = new Nodes(address)
  await nodes.chooseLevel()
  const cluster = new Cluster({ nodes, schema, slow })
  await migrateCluster(cluster, schema)
  const database = new RqliteDatabase(cluster, onCommit)
  await database.run(forgetServers())
  return database
}

class RqliteDatabase implements Database {
  readonly #reads: ReadQueue
  readonly #writes: WriteQueue

  constructor(cluster: Cluster, onCommit: SqliteOptions['onCommit']) {
    this.#reads = new ReadQueue(cluster)
    this.#writes = new WriteQueue(cluster, { onCommit })
  }

  one<Row>(statement: Sql<Row>, options?: ReadOptions): Promise<Row | undefined>
  async one(statement: Sql, options?: ReadOptions): Promise<unknown> {
    const [row] = await this.#reads.add(statement, options)
    return row
  }

  all<Row>(statement: Sql<Row>): Promise<Row[]>
  all(statement: Sql): Promise<unknown[]> {
    return this.#reads.add(statement)
  }

  run<Row>(statement: Sql<Row>): Promise<Result<Row>>
  async run(statement: Sql): Promise<Result> {
    const [result] = await this.#writes.add([statement])
    return result ?? { changes: 0, rows: [] }
  }

  batch<const Statements extends readonly Sql[]>(
    statements: Statements,
  ): Promise<Results<Statements>>
  batch(statements: readonly Sql[]): Promise<Result[]> {
    return this.#writes.add(statements)
  }

  // There is no file of ours that somebody could replace.
  isReplaced(): boolean {
    return false
  }

  async close(): Promise<void> {
    this.#reads.close()
    await this.#writes.close()
  }
}
