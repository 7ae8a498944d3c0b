// Reads every node's own copy of the database, and compares the copies with each other: a statement
// whose outcome depends on the machine (a clock, random bytes) would make them differ.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Nodes } from '../cluster/nodes.ts'

/**
 * Writes the copy of each node to a file in a folder; gives the paths. Servers that run may store
 * something at any time: then the copies are made again.
 */
export async function writeCopies(nodes: Nodes, folder: string): Promise<string[]> {
  while (true) {
    await nodes.caughtUp()
    const before = await storedIndexes(nodes)
    const paths = await Promise.all(nodes.all.map(async (node) => {
      const path = join(folder, `copy-${node.id}.db`)
      writeFileSync(path, await node.backup())
      return path
    }))
    const indexes = new Set([...before, ...await storedIndexes(nodes)])
    if (indexes.size === 1) return paths
  }
}

function storedIndexes(nodes: Nodes): Promise<number[]> {
  return Promise.all(nodes.all.map(async (node) => (await node.state()).storedIndex))
}

/** Throws an AssertionError that names the tables that aren't the same in all copies. */
export function compareCopies(paths: readonly string[]): void {
  const [first, ...others] = paths.map(hashTables)
  for (const other of others) {
    const names = new Set([...first?.keys() ?? [], ...other.keys()])
    const different = [...names].filter((name) => first?.get(name) !== other.get(name))
    assert.deepEqual(different, [], 'Two nodes have tables that differ')
  }
}

function hashTables(path: string): Map<string, string> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all()
    const names = tables.map(({ name }) => String(name))
    return new Map(names.map((name) => [name, hashTable(database, name)]))
  } finally {
    database.close()
  }
}

function hashTable(database: DatabaseSync, name: string): string {
  const hash = createHash('sha256')
  for (const row of database.prepare(`select * from "${name}"`).iterate()) {
    hash.update(JSON.stringify(Object.values(row).map(String)))
  }
  return hash.digest('base64url')
}
