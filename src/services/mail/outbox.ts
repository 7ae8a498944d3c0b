// PLACEHOLDER of the lead, to be overwritten by the helper who writes mail.
import type { Clock } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Mail } from './message.ts'

export type Transport = { send(mail: Mail): Promise<void> }
export type Outbox = {
  add(mail: Mail): Sql
  wake(): void
  drain(): Promise<void>
  close(): Promise<void>
}

export function createOutbox(
  { database, clock, transport }: { database: Database; clock: Clock; transport: Transport },
): Outbox {
  const drain = async () => {
    const rows = await database.all(sql<Mail & { id: number }>`
      select id, recipient as "to", subject, body as text from mails order by id`)
    for (const { id, ...mail } of rows) {
      await transport.send(mail)
      await database.run(sql`delete from mails where id = ${id}`)
    }
  }
  return {
    add: ({ to, subject, text }) => sql`
      insert into mails (recipient, subject, body, created_at, due_at)
      values (${to}, ${subject}, ${text}, ${clock()}, ${clock()})`,
    wake() {},
    drain,
    async close() {},
  }
}
