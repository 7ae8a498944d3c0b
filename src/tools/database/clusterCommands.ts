// `npm run database` where DATABASE_URL names a cluster: the same commands, over its API.
// Lesson: outgrowing-one-machine (tour)

import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { draftPath, publishDraft, removeDraft } from '../../database/backup.ts'
import { readDatabaseUrl } from '../../database/open.ts'
import { copyBackup } from '../../database/restore.ts'
import { openRqlite } from '../../database/rqlite.ts'
import type { RqliteAddress } from '../../database/rqlite/address.ts'
import { Cluster } from '../../database/rqlite/cluster.ts'
import { downloadDatabase, uploadDatabase } from '../../database/rqlite/copies.ts'
import { Nodes } from '../../database/rqlite/nodes.ts'
import { forgetSecret } from '../../services/secretFingerprint.ts'
import type { DatabaseCommands } from './fileCommands.ts'
import { reportDamage } from './reportDamage.ts'
import { runShell } from './sqlShell.ts'

export type ClusterSettings = {
  url: string
  /** Where the database that a backup replaces is kept. */
  dataFolder: string
  schema: string
}

/** A cluster, and what people read about where it is. */
type Target = { address: RqliteAddress; place: string; schema: string }

/** Makes the commands for a cluster. */
export function createClusterCommands(
  { url, dataFolder, schema }: ClusterSettings,
): DatabaseCommands {
  const address = readDatabaseUrl(url)
  const target = { address, place: address.origins.join(', '), schema }
  return {
    backup: (file) => backUp(target, resolve(file)),
    restore: (file) => restore(target, { backup: resolve(file), dataFolder }),
    check: () => check(target),
    shell: () => openShell(target),
    newSecret: () => forget(target),
  }
}

async function backUp({ address }: Target, path: string): Promise<number> {
  await download(address, path)
  console.log(`Copied ${statSync(path).size} bytes to ${path}`)
  return reportDamage(path, path)
}

async function restore(
  { address, place, schema }: Target,
  { backup, dataFolder }: { backup: string; dataFolder: string },
): Promise<number> {
  const kept = join(resolve(dataFolder), `cluster.db.${dateInName()}`)
  mkdirSync(dirname(kept), { recursive: true, mode: 0o700 })
  await inFolder(async (draft) => {
    copyBackup({ backup, draft, schema })
    await download(address, kept)
    await uploadDatabase(address, draft)
  })
  console.log(`Restored ${place} from ${backup}`)
  console.log(`The database that it replaced is now ${kept}`)
  return 0
}

function check({ address, place }: Target): Promise<number> {
  return inFolder(async (copy) => {
    await downloadDatabase(address, copy)
    return reportDamage(copy, place)
  })
}

async function openShell({ address, place, schema }: Target): Promise<number> {
  const cluster = new Cluster({ nodes: new Nodes(address), schema })
  await runShell(place, async (text) => {
    const [reading] = await cluster.read([{ text, values: [] }], 0)
    if (reading !== undefined && 'error' in reading) throw reading.error
    return reading?.rows ?? []
  })
  return 0
}

async function forget({ address, schema }: Target): Promise<void> {
  const database = await openRqlite({ address, schema })
  try {
    await database.run(forgetSecret())
  } finally {
    await database.close()
  }
}

async function download(address: RqliteAddress, path: string): Promise<void> {
  if (existsSync(path)) throw new Error(`${path} exists already: choose another name`)
  const draft = draftPath(dirname(path))
  try {
    await downloadDatabase(address, draft)
    publishDraft(draft, path)
  } finally {
    removeDraft(draft)
  }
}

async function inFolder<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-'))
  try {
    return await work(join(folder, 'copy.db'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function dateInName(): string {
  return new Date().toISOString().replaceAll(/[-:.]/g, '')
}
