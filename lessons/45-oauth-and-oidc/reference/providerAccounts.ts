// The SQL of sign-ins with another provider: those that are under way, and whose account there
// belongs to which user here.

import type { DatabaseSync } from 'node:sqlite'
import type { ProviderIdentity, Start } from './provider.ts'
import { hashToken } from './tokens.ts'

export type ProviderAccounts = {
  /** Keeps what a sign-in of this browser began with, for ten minutes. */
  begin(browser: string, start: Start): void
  /** Gives what it began with, once, and only to the same browser. */
  finish(browser: string, state: string): Omit<Start, 'state'> | undefined
  find(identity: ProviderIdentity): number | undefined
  add(identity: ProviderIdentity, user: number): void
}

const limitMs = 600_000

/** Gives what can be done with the provider's accounts in a database. */
export function createProviderAccounts(database: DatabaseSync): ProviderAccounts {
  const clean = database.prepare('delete from provider_sign_ins where expires_at <= ?')
  const insertStart = database.prepare(`
    insert into provider_sign_ins (state_hash, browser, nonce, verifier, expires_at)
    values (?, ?, ?, ?, ?)`)
  const takeStart = database.prepare(`
    delete from provider_sign_ins where state_hash = ? and browser = ? and expires_at > ?
    returning nonce, verifier`)
  const select = database.prepare(
    'select user from provider_accounts where issuer = ? and subject = ?')
  const insert = database.prepare(
    'insert into provider_accounts (issuer, subject, user) values (?, ?, ?)')
  return {
    begin(browser, { state, nonce, verifier }) {
      const now = Date.now()
      clean.run(now)
      insertStart.run(hashToken(state), browser, nonce, verifier, now + limitMs)
    },
    finish(browser, state) {
      const row = takeStart.get(hashToken(state), browser, Date.now())
      return row && { nonce: String(row['nonce']), verifier: String(row['verifier']) }
    },
    find({ issuer, subject }) {
      const row = select.get(issuer, subject)
      return row && Number(row['user'])
    },
    add: ({ issuer, subject }, user) => void insert.run(issuer, subject, user),
  }
}
