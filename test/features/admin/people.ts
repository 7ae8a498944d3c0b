// People for the tests of administration, put straight into the database: a row is faster than a
// sign-up, and the tests of accounts see to that one.

import { hashToken, makeToken } from '../../../src/auth/tokens/token.ts'
import type { Role } from '../../../src/auth/access/identity.ts'
import type { SqlValue } from '../../../src/database/sql.ts'
import { cheapHash } from '../../auth/cheapHash.ts'
import type { TestApp } from '../../testApp.ts'
import { openBrowser, openProgram, type Browser, type Program } from '../../testClients.ts'

export type Person = { id: number; email: string; browser: Browser }

export const password = 'violet tractor hums at noon'

const storedPassword = cheapHash(password)

/** Runs one statement, as a test writes it. */
export function run(site: TestApp, text: string, ...values: SqlValue[]) {
  return site.database.run<Record<string, unknown>>({ text, values })
}

/** Reads rows. */
export function read(site: TestApp, text: string, ...values: SqlValue[]) {
  return site.database.all<Record<string, unknown>>({ text, values })
}

/** Adds somebody with a browser that is signed in, the password given just now. */
export async function addPerson(
  site: TestApp, email: string, { role = 'user', name = '' }: { role?: Role; name?: string } = {},
): Promise<Person> {
  const now = site.clock.now
  await run(site, `
    insert into users (email, name, password_hash, role, created_at, updated_at)
    values (?, ?, ?, ?, ?, ?)`, email, name, storedPassword, role, now, now)
  const [row] = await read(site, 'select id from users where email = ?', email)
  const id = Number(row?.['id'])
  await run(site, 'insert into owners (token_hash, created_at, user) values (?, ?, ?)',
    makeToken('gwo_').hash, now, id)
  return { id, email, browser: await addSession(site, id) }
}

/** Adds a session of a user, and gives the browser that has it. */
export async function addSession(site: TestApp, user: number): Promise<Browser> {
  const token = makeToken('gws_')
  const now = site.clock.now
  await run(site, `
    insert into sessions
      (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
    values (?, ?, 'Firefox on Linux', ?, ?, ?, ?)`,
  token.hash, user, now, now, now + 1e9, now)
  const browser = openBrowser(site)
  browser.cookies.set('session', token.text)
  return browser
}

/** Adds an API key of a user, and gives the program that has it. */
export async function addKey(site: TestApp, user: number, scopes: string): Promise<Program> {
  const token = makeToken('gw_')
  await run(site, `
    insert into api_keys (user, name, key_hash, ending, scopes, created_at)
    values (?, 'test', ?, ?, ?, ?)`,
  user, hashToken(token.text), token.text.slice(-4), scopes, site.clock.now)
  const program = openProgram(site)
  program.key = token.text
  return program
}

/** Makes a user an administrator, as a command does. */
export async function promote(site: TestApp, user: number): Promise<void> {
  await run(site, "update users set role = 'admin' where id = ?", user)
}

/** Makes an administrator and their key. */
export async function addAdmin(site: TestApp, email = 'ada@example.org') {
  const admin = await addPerson(site, email, { role: 'admin' })
  return { admin, program: await addKey(site, admin.id, 'admin links:read links:write') }
}

/** Gives the audit trail as `actor action target`, oldest first. */
export async function trailOf(site: TestApp): Promise<string[]> {
  const rows = await read(site, `
    select actor, action, target, details from audit_events order by id`)
  return rows.map(({ actor, action, target, details }) =>
    `${actor ?? 'nobody'} ${action} ${target}${details === '{}' ? '' : ` ${details}`}`)
}
