// Another process that uses the same database. It does what it is asked, and answers.

import { DatabaseSync } from 'node:sqlite'
import type { Database } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { openPlace } from '../openDatabase.ts'
import { pick } from '../pick.ts'

const raiseNumber = sql`update counters set number = number + 1 where id = 1`

let held: Database | undefined

process.on('message', async (message) => {
  const task = pick(message, 'task')
  const place = String(pick(message, 'place'))
  const schema = String(pick(message, 'schema'))
  try {
    if (task === 'count') void countForever(openPlace(place, { schema }))
    if (task === 'raise') await raise({ place, schema, times: Number(pick(message, 'times')) })
    if (task === 'hold') held = openPlace(place, { schema })
    if (task === 'release') await held?.close()
    if (task === 'peek') peek(place)
    if (task === 'open') await openPlace(place, { schema }).close()
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
async function countForever(database: Database): Promise<void> {
  while (true) await database.run(raiseNumber)
}

type Raising = { place: string; schema: string; times: number }

async function raise({ place, schema, times }: Raising): Promise<void> {
  const database = openPlace(place, { schema })
  for (let time = 0; time < times; time += 1) await database.run(raiseNumber)
  await database.close()
}
