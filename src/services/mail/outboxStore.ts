// The SQL of the outbox. A mail is a row until somebody else has it; a crash loses none, because it
// was stored together with what caused it. Lesson: jobs-and-queues (core)

import { dayMs } from '../../basics/clock.ts'
import { rowsAtOnce } from '../../database/batches.ts'
import { sql, type Sql } from '../../database/sql.ts'
import type { Mail } from './message.ts'
import type { MailOwner } from './transport.ts'

export type WaitingMail = Omit<Mail, 'user'> & {
  id: number
  createdAt: number
  attempts: number
  user: number | null
}

const failureAgeMs = 30 * dayMs

/**
 * Adds a mail, if the condition holds: for the batch with the change that causes it. About an
 * account that was deleted in the meantime, there is none.
 */
export function addMail(
  { to, subject, text, ...mail }: Mail, now: number, condition = sql`true`,
): Sql {
  const user = mail.user ?? null
  return sql`
    insert into mails (recipient, subject, body, created_at, due_at, user)
    select ${to}, ${subject}, ${text}, ${now}, ${now}, ${user}
    where (${user} is null or exists (select 1 from users where id = ${user})) and ${condition}`
}

/** Forgets the mails of somebody, if the condition holds. */
export function deleteMailsOf({ user, address }: MailOwner, condition = sql`true`): Sql {
  return sql`delete from mails
    where (user = ${user} or (recipient = ${address} and (${user} is not null or user is null)))
      and ${condition}`
}

/**
 * Reads the mail that has been due for longest, and takes it. It is due again only after the lease,
 * so nobody else sends it; and if this process ends before it is sent, somebody does then.
 */
export function takeMail(now: number, leaseMs: number): readonly [Sql<WaitingMail>, Sql] {
  const next = sql`(select id from mails where due_at <= ${now} order by due_at, id limit 1)`
  return [
    sql<WaitingMail>`
      select id, recipient as "to", subject, body as text, created_at as createdAt,
        attempts + 1 as attempts, user
      from mails where id = ${next}`,
    sql`update mails set due_at = ${now + leaseMs}, attempts = attempts + 1 where id = ${next}`,
  ]
}

/** Forgets a mail that was delivered. */
export function deleteMail(mail: WaitingMail): Sql {
  return sql`delete from mails where ${isThis(mail)}`
}

/** Has a mail tried again later. Changes nothing if another process has taken it by now. */
export function postponeMail(
  mail: WaitingMail, { dueAt, reason }: { dueAt: number; reason: string },
): Sql {
  return sql`
    update mails set due_at = ${dueAt}, last_error = ${reason}
    where ${isThis(mail)} and attempts = ${mail.attempts}`
}

/** Never tries a mail again. Its text may hold a key to an account: only the failure stays. */
export function giveUpMail(mail: WaitingMail, reason: string): Sql {
  return sql`
    update mails set due_at = null, body = '', last_error = ${reason}
    where ${isThis(mail)} and attempts = ${mail.attempts}`
}

/** Finds when the next mail is due. */
export function findNextDue(): Sql<{ dueAt: number | null }> {
  return sql<{ dueAt: number | null }>`select min(due_at) as dueAt from mails`
}

/** Counts the mails that aren't sent yet, up to `most`. */
export function countWaitingMails(most: number): Sql<{ waiting: number }> {
  return sql<{ waiting: number }>`
    select count(*) as waiting
    from (select 1 from mails where due_at is not null limit ${most})`
}

/** Makes mails due that wait for over a day: no pause is that long, so the clock was set back. */
export function resumeMails(now: number): Sql {
  return sql`update mails set due_at = ${now} where due_at > ${now + dayMs}`
}

/** Forgets failures after 30 days, at most `rowsAtOnce` of them. */
export function deleteOldFailures(now: number): Sql {
  return sql`
    delete from mails where id in (
      select id from mails where due_at is null and created_at < ${now - failureAgeMs}
      order by id limit ${rowsAtOnce})`
}

// The id alone could be another mail's by now: SQLite gives the id of a deleted row out again.
function isThis({ id, createdAt }: WaitingMail): Sql {
  return sql`id = ${id} and created_at = ${createdAt}`
}
