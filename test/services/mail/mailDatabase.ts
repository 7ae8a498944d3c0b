// A database and an outbox over it.

import type { TestContext } from 'node:test'
import { createLog } from '../../../src/basics/log.ts'
import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import type { Mail } from '../../../src/services/mail/message.ts'
import { createOutbox } from '../../../src/services/mail/outbox.ts'
import type { Transport } from '../../../src/services/mail/transport.ts'
import { freshDatabase, schema } from '../../freshDatabase.ts'
import { openDatabase, type OpenedDatabase } from '../../openDatabase.ts'

export type Row = {
  id: number
  recipient: string
  body: string
  due_at: number | null
  attempts: number
  last_error: string | null
}

/** Opens a database. It is closed after the test, and its data removed. */
export function openMailDatabase(test: TestContext): OpenedDatabase {
  const opened = openDatabase({ schema, bytes: freshDatabase() })
  test.after(opened.close)
  return opened
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
