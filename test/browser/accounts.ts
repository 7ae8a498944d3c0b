// What the tests of accounts do again and again: put an account into the database, sign in, read
// the mail, and read the codes of a device.

import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { makeToken } from '../../src/auth/tokens/token.ts'
import { totpCode } from '../../src/auth/passwords/totp.ts'
import { listOutbox } from '../../src/services/mail/fileTransport.ts'
import { cheapHash } from '../auth/cheapHash.ts'
import type { Shortener } from './site.ts'
import type { Stage } from './stage.ts'
import { named } from './webdriver.ts'

export const password = 'violet tractor hums at noon'

const storedPassword = cheapHash(password)
const patienceMs = 5_000

let accounts = 0

/** Adds an account, as if it had been confirmed, and gives its address. */
export function addAccount({ shortener }: Stage, name = 'Ada Lovelace'): string {
  accounts += 1
  const email = `ada${accounts}@example.org`
  change(shortener, `insert into users (email, name, password_hash, created_at, updated_at)
    values (?, ?, ?, ?, ?)`, email, name, storedPassword, Date.now(), Date.now())
  change(shortener, `insert into owners (token_hash, created_at, user)
    select randomblob(32), ?, id from users where email = ?`, Date.now(), email)
  return email
}

/** Signs in with the form. */
export async function signIn({ browser, shortener }: Stage, email: string): Promise<void> {
  await browser.visit(`${shortener.origin}/login`)
  await browser.fill('Your email address', email)
  await browser.fill('Password', password)
  await browser.follow(named('Sign in'))
}

/** Adds an account, signs in, and goes to a page of it. */
export async function openAccount(stage: Stage, path = '/account'): Promise<string> {
  const email = addAccount(stage)
  await signIn(stage, email)
  await stage.browser.visit(stage.shortener.origin + path)
  return email
}

/** Waits for a mail and gives the address that it names. */
export async function readMail(
  { shortener }: Stage, { to, subject }: { to: string; subject: string },
): Promise<string> {
  const end = Date.now() + patienceMs
  for (;;) {
    const mails = await listOutbox(join(shortener.folder, 'outbox'))
    const mail = mails.find((each) => each.recipient === to && each.subject === subject)
    const address = /^http\S+$/m.exec(mail?.text ?? '')?.[0]
    if (address !== undefined) return address
    if (Date.now() > end) throw new Error(`No mail "${subject}" came to ${to}`)
    await wait(20)
  }
}

/** Gives the code that a device with this secret shows; `later` counts half minutes from now. */
export function codeOf(secret: string, later = 0): string {
  return totpCode(secret.replaceAll(' ', ''), Math.floor(Date.now() / 30_000) + later)
}

/** Lets an account be signed in elsewhere too: in another browser and with a program. */
export function addSignIns({ shortener }: Stage, email: string): void {
  const at = Date.now() - 40 * 3_600_000
  change(shortener, `insert into sessions
    (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
    select randomblob(32), id, 'Safari on an iPhone', ?, ?, ?, ? from users where email = ?`,
    at, at, Date.now() + 3_600_000, at, email)
  change(shortener, `insert into token_families
    (user, scopes, agent, created_at, seen_at, expires_at)
    select id, 'links:read', 'curl', ?, ?, ? from users where email = ?`,
    at, at, Date.now() + 3_600_000, email)
}

/** Lets all sessions of an account be older than ten minutes, and gives it a key. */
export function ageSignIn({ shortener }: Stage, email: string): void {
  change(shortener, `update sessions set authenticated_at = authenticated_at - 601000
    where user = (select id from users where email = ?)`, email)
  change(shortener, `insert into api_keys (user, name, key_hash, ending, scopes, created_at)
    select id, 'Backup', randomblob(32), 'abcd', 'links:read', ? from users where email = ?`,
  Date.now(), email)
}

/** Invites an address, and gives the token. */
export function addInvitation({ shortener }: Stage, email: string): string {
  const token = makeToken('gwi_')
  change(shortener, `insert into invitations (token_hash, email, created_at, expires_at)
    values (?, ?, ?, ?)`, token.hash, email, Date.now(), Date.now() + 6e8)
  return token.text
}

function change({ folder }: Shortener, statement: string, ...values: SQLInputValue[]): void {
  const database = new DatabaseSync(join(folder, 'groundwork.db'), { timeout: 5_000 })
  database.prepare(statement).run(...values)
  database.close()
}
