// Another process that uses the same database file. It does what it is asked, and answers.

import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { pick } from '../pick.ts'

let held: Database | undefined

process.on('message', async (message) => {
  const task = pick(message, 'task')
  const path = String(pick(message, 'path'))
  const schema = String(pick(message, 'schema'))
  try {
    if (task === 'count') countForEver(path)
    if (task === 'raise') await raise({ path, schema, times: Number(pick(message, 'times')) })
    if (task === 'hold') held = openSqlite({ path, schema })
    if (task === 'release') await held?.close()
    if (task === 'peek') peek(path)
    if (task === 'open') await openSqlite({ path, schema }).close()
    process.send?.({})
  } catch (error) {
    process.send?.({ error: String(error) })
  }
})

/** Reads something, without waiting for a lock. */
function peek(path: string): void {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.prepare('select count(*) from notes').get()
  } finally {
    database.close()
  }
}

/** Adds one to a number, a transaction each time, as often as it can. */
function countForEver(path: string): void {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  database.exec('pragma synchronous = off')
  const raise = database.prepare('update counters set number = number + 1 where id = 1')
  const step = () => {
    raise.run()
    setImmediate(step)
  }
  step()
}

type Raising = { path: string; schema: string; times: number }

async function raise({ path, schema, times }: Raising): Promise<void> {
  const database = openSqlite({ path, schema })
  for (let time = 0; time < times; time += 1) {
    await database.run(sql`update counters set number = number + 1 where id = 1`)
  }
  await database.close()
}
