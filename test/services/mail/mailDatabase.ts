// A database and an outbox over it.

import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createLog } from '../../../src/basics/log.ts'
import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { openSqlite } from '../../../src/database/sqlite.ts'
import type { Mail } from '../../../src/services/mail/message.ts'
import { createOutbox } from '../../../src/services/mail/outbox.ts'
import type { Transport } from '../../../src/services/mail/transport.ts'
import { schema, writeFreshDatabase } from '../../freshDatabase.ts'
import { makeFolder, removeFolder } from '../../temporaryFolder.ts'

export type Row = {
  id: number
  recipient: string
  body: string
  due_at: number | null
  attempts: number
  last_error: string | null
}

/** Opens a database. Both functions close what they opened, the last one first. */
export function openMailDatabase(test: TestContext): { database: Database; path: string } {
  const folder = makeFolder()
  const path = join(folder, 'test.db')
  writeFreshDatabase(path)
  const database = openSqlite({ path, schema })
  test.after(async () => {
    await database.close()
    removeFolder(folder)
  })
  return { database, path }
}

/** Makes an outbox with a clock that can be set. */
export function makeOutbox(
  { database, transport, ...options }:
    { database: Database; transport: Transport; closeLimitMs?: number },
) {
  const clock = { now: 1_000_000 }
  const lines: string[] = []
  const log = createLog({ format: 'json', write: (text) => lines.push(text) })
  const outbox = createOutbox({ database, clock: () => clock.now, transport, log, ...options })
  const add = async (...mails: readonly Mail[]) => {
    await database.batch(mails.map((mail) => outbox.add(mail)))
  }
  const logged = () => {
    log.flush()
    return lines.join('')
  }
  return { outbox, clock, add, logged }
}

export async function readRows(database: Database): Promise<Row[]> {
  const rows = await database.all(sql<Row>`
    select id, recipient, body, due_at, attempts, last_error from mails order by id`)
  return rows.map((row) => ({ ...row }))
}

/** Gives a mail that differs from others by its number. */
export function mailOf(number: number): Mail {
  return { to: `ann${number}@example.com`, subject: `Mail ${number}`, text: `token-${number}\n` }
}
