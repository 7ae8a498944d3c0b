// The SQL of applications that let people sign in with their account here, and of the codes that
// they exchange for a token.

import type { DatabaseSync } from 'node:sqlite'
import { transaction } from './database.ts'
import type { RefreshTokens } from './refreshTokens.ts'
import { hashToken, makeToken } from './tokens.ts'

export type Application = {
  id: string
  name: string
  /** Where browsers may be sent with a code, each exactly as it's written here. */
  redirectUris: readonly string[]
}

/** What a code is bound to. */
export type CodeBinding = {
  client: string
  redirectUri: string
  /** The hash of the verifier that only the application has. */
  challenge: string
}

export type OauthStore = {
  findApplication(id: string): Application | undefined
  makeCode(binding: CodeBinding, user: number): string
  /** Exchanges a code, once, for a family of tokens. A second use ends what the first brought. */
  useCode(binding: CodeBinding, code: string): number | undefined
}

const codeLimitMs = 60_000

/** Gives what can be done with the applications and codes of a database. */
export function createOauthStore(
  database: DatabaseSync, refreshTokens: RefreshTokens,
): OauthStore {
  const select = database.prepare('select id, name, redirect_uris from oauth_clients where id = ?')
  const clean = database.prepare('delete from oauth_codes where expires_at < ?')
  const insert = database.prepare(`
    insert into oauth_codes (code_hash, client, redirect_uri, challenge, user, expires_at)
    values (?, ?, ?, ?, ?, ?)`)
  const find = database.prepare(`
    select user, family, expires_at from oauth_codes
    where code_hash = ? and client = ? and redirect_uri = ? and challenge = ?`)
  const setFamily = database.prepare('update oauth_codes set family = ? where code_hash = ?')
  return {
    findApplication(id) {
      const row = select.get(id)
      const redirectUris = String(row?.['redirect_uris']).split('\n').filter((uri) => uri !== '')
      return row && { id, name: String(row['name']), redirectUris }
    },
    makeCode({ client, redirectUri, challenge }, user) {
      const [code, now] = [makeToken('gwc_'), Date.now()]
      // Used ones are kept for an hour, to see a second use.
      clean.run(now - 60 * codeLimitMs)
      insert.run(hashToken(code), client, redirectUri, challenge, user, now + codeLimitMs)
      return code
    },
    useCode: ({ client, redirectUri, challenge }, code) => transaction(database, () => {
      const row = find.get(hashToken(code), client, redirectUri, challenge)
      if (row === undefined) return undefined
      if (row['family'] !== null) {
        refreshTokens.end(Number(row['family']))
        return undefined
      }
      if (Number(row['expires_at']) <= Date.now()) return undefined
      const family = refreshTokens.startFamily(Number(row['user']))
      setFamily.run(family, hashToken(code))
      return family
    }),
  }
}
