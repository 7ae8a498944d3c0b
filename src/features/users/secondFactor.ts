// The second factor: a secret that the user's device shares with us, shown as a QR code once. It
// counts from the first right code on; ten recovery codes replace a lost device. Lesson 39
// (second-factor).

import { hashRecoveryCode, makeRecoveryCodes } from '../../auth/recoveryCodes.ts'
import { makeTotpSecret, totpUri, verifyTotp } from '../../auth/totp.ts'
import { secondMs } from '../../basics/clock.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { checkPassword, eventOf, type Actor } from './account.ts'
import { refuse, type UserDesk } from './desk.ts'
import { noticeMail } from './mails.ts'

/** What a device needs: the address that a QR code holds, which has the secret in it. */
export type Enrolment = { uri: string }

/** Makes a new secret. It counts for nothing until `enableSecondFactor` saw a code of it. */
export async function beginSecondFactor(
  desk: UserDesk, { user }: Actor, password: string,
): Promise<Enrolment> {
  await checkPassword(desk, user.id, { password, field: 'password' })
  const secret = makeTotpSecret(desk.random)
  const { changes } = await desk.database.run(sql`
    update users set totp_secret = ${secret} where id = ${user.id} and totp_since is null`)
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  return { uri: uriOf(desk, user.email, secret) }
}

/** Gives the enrolment that was begun, so that a page can show it again. */
export async function readEnrolment(
  desk: UserDesk, { user }: Actor,
): Promise<Enrolment | undefined> {
  const row = await desk.database.one(sql<{ secret: string | null }>`
    select totp_secret as secret from users where id = ${user.id} and totp_since is null`)
  return row?.secret ? { uri: uriOf(desk, user.email, row.secret) } : undefined
}

/** Switches the second factor on and gives the recovery codes, this once. */
export async function enableSecondFactor(
  desk: UserDesk, { user, client }: Actor, code: string,
): Promise<readonly string[]> {
  const now = desk.clock()
  const row = await desk.database.one(sql<{ secret: string | null }>`
    select totp_secret as secret from users where id = ${user.id} and totp_since is null`)
  const step = row?.secret
    ? verifyTotp(row.secret, code, { now: now / secondMs })
    : undefined
  if (step === undefined) throw refuse('wrong-code', 'This is not the code that is due now', 'code')
  const codes = makeRecoveryCodes(desk.random)
  const [{ changes }] = await desk.database.batch([
    sql`update users set totp_since = ${now}, totp_last_step = ${step}, updated_at = ${now},
        version = version + 1
      where id = ${user.id} and totp_since is null`,
    ...replaceCodes(user.id, codes),
    notice(desk, user.email, 'the second factor was switched on'),
    desk.auth.audit.prepare(eventOf('second-factor-on', user, client)),
  ])
  if (changes === 0) throw refuse('taken', 'The second factor is switched on already')
  desk.outbox.wake()
  return codes
}

/** Switches the second factor off. */
export async function disableSecondFactor(
  desk: UserDesk, { user, client }: Actor, password: string,
): Promise<void> {
  await checkPassword(desk, user.id, { password, field: 'password' })
  await desk.database.batch([
    sql`update users set totp_since = null, totp_secret = null,
        updated_at = ${desk.clock()}, version = version + 1
      where id = ${user.id}`,
    sql`delete from recovery_codes where user = ${user.id}`,
    notice(desk, user.email, 'the second factor was switched off'),
    desk.auth.audit.prepare(eventOf('second-factor-off', user, client)),
  ])
  desk.outbox.wake()
}

function replaceCodes(user: number, codes: readonly string[]): Sql[] {
  const insert = (code: string) => sql`
    insert into recovery_codes (user, code_hash)
    values (${user}, ${hashRecoveryCode(code) ?? null})`
  return [sql`delete from recovery_codes where user = ${user}`, ...codes.map(insert)]
}

function notice(desk: UserDesk, email: string, what: string): Sql {
  return desk.outbox.add(noticeMail(desk.publicOrigin, { email, what }))
}

function uriOf(desk: UserDesk, email: string, secret: string): string {
  return totpUri(secret, { account: email, issuer: new URL(desk.publicOrigin).host })
}
