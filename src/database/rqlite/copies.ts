// Copies of a whole cluster's database: down for a backup, up for a restore.
// Lesson: outgrowing-one-machine (tour)

import { closeSync, createWriteStream, openAsBlob, openSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { syncFile } from '../files.ts'
import type { RqliteAddress } from './address.ts'

/** Copies a snapshot of the database to a new file that only this user can read. */
export async function downloadDatabase(address: RqliteAddress, path: string): Promise<void> {
  const { body } = await askAny(address, '/db/backup', {})
  if (body === null) throw new Error('rqlite sent an empty backup')
  closeSync(openSync(path, 'wx', 0o600))
  await pipeline(Readable.fromWeb(body), createWriteStream(path))
  syncFile(path)
}

/** Replaces the database of the cluster, on all nodes, with the SQLite file at `path`. */
export async function uploadDatabase(address: RqliteAddress, path: string): Promise<void> {
  const headers = { 'Content-Type': 'application/octet-stream' }
  const init = { method: 'POST', headers, body: await openAsBlob(path) }
  const response = await askAny(address, '/db/load', init)
  const said = await readStart(response)
  // Like statements, a load that failed comes with 200 and an error.
  if (/"error"/.test(said)) throw new Error(`rqlite couldn't load ${path}: ${said.trim()}`)
}

// What a node says about a copy fits in a few lines.
const mostBytes = 2_000

async function readStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > mostBytes) break
  }
  return Buffer.concat(chunks).toString('utf8', 0, mostBytes)
}

type Init = { method?: string; headers?: Record<string, string>; body?: Blob }

// Every node passes it on to the leader. One that doesn't run is passed over.
async function askAny(
  { origins, authorization }: RqliteAddress, path: string, init: Init,
): Promise<Response> {
  const headers = {
    ...init.headers, ...(authorization === undefined ? {} : { Authorization: authorization }),
  }
  const failures: string[] = []
  for (const origin of origins) {
    try {
      // We don't follow redirects: another host mustn't get the login or the database.
      const response = await fetch(origin + path, { ...init, headers, redirect: 'manual' })
      if (response.ok) return response
      failures.push(`${origin} responded with ${response.status}: ${await readStart(response)}`)
    } catch (error) {
      failures.push(`${origin}: ${error instanceof Error ? error.message : error}`)
    }
  }
  throw new Error(`No rqlite node can do it:\n${failures.map((text) => text.trim()).join('\n')}`)
}
