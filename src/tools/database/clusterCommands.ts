// `npm run database` where DATABASE_URL names a cluster: the same commands, over its API.
// Lesson: outgrowing-one-machine (tour)

import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { draftPath, publishDraft, removeDraft } from '../../database/backup.ts'
import { openEngine } from '../../database/open.ts'
import { copyBackup } from '../../database/restore.ts'
import { parseRqliteUrl } from '../../database/rqlite/address.ts'
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

/** Makes the commands for a cluster. */
export function createClusterCommands(
  { url, dataFolder, schema }: ClusterSettings,
): DatabaseCommands {
  const address = parseRqliteUrl(url)
  const place = address.origins.join(', ')
  const download = async (target: string) => {
    if (existsSync(target)) throw new Error(`${target} exists already: choose another name`)
    const draft = draftPath(dirname(target))
    try {
      await downloadDatabase(address, draft)
      publishDraft(draft, target)
    } finally {
      removeDraft(draft)
    }
  }
  return {
    async backup(file) {
      const target = resolve(file)
      await download(target)
      console.log(`Copied ${statSync(target).size} bytes to ${target}`)
      return reportDamage(target, target)
    },
    async restore(file) {
      const kept = join(resolve(dataFolder), `cluster.db.${dateInName()}`)
      mkdirSync(dirname(kept), { recursive: true, mode: 0o700 })
      await inFolder(async (draft) => {
        copyBackup({ backup: resolve(file), draft, schema })
        await download(kept)
        await uploadDatabase(address, draft)
      })
      console.log(`Restored ${place} from ${resolve(file)}`)
      console.log(`The database that it replaced is now ${kept}`)
      return 0
    },
    check: () => inFolder(async (copy) => {
      await downloadDatabase(address, copy)
      return reportDamage(copy, place)
    }),
    async shell() {
      const cluster = new Cluster({ nodes: new Nodes(address), schema })
      await runShell(place, async (text) => {
        const [reading] = await cluster.read([{ text, values: [] }], 0)
        if (reading !== undefined && 'error' in reading) throw reading.error
        return reading?.rows ?? []
      })
      return 0
    },
    async newSecret() {
      const database = await openEngine({ url, path: '', schema })
      await database.run(forgetSecret())
      await database.close()
    },
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
