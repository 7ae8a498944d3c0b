// The settings. Only this file reads the environment. An empty variable counts as none.

import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { ProviderSettings } from './provider.ts'
import { isLoopback } from './targets.ts'

export type Settings = {
  /** The file of the database. */
  database: string
  /** Where people reach this program: `https://go.example`. Short URLs begin with it. */
  publicOrigin: string
  /** Whether other people can reach it. */
  isPublic: boolean
  /** How many proxies in front of this program add to X-Forwarded-For. */
  trustedHops: number
  /** How slow a password's hash is: each step doubles its time and its memory. */
  passwordCost: number
  /** Signs access tokens. */
  jwtSecret: Uint8Array
  /** Where mails become files, unless there is a mail server. */
  mailFolder: string
  /** The mail server: `smtp://127.0.0.1:2525`. */
  smtpUrl: string | undefined
  /** Another provider that people can sign in with. */
  provider: ProviderSettings | undefined
}

/** Reads the settings. Throws for one that can't be used. */
export function readSettings(): Settings {
  const { PORT = '3001', DATABASE = 'data.db', PUBLIC_ORIGIN } = process.env
  const { MAIL_FOLDER, SMTP_URL } = process.env
  const { origin, hostname } = new URL(PUBLIC_ORIGIN || `http://localhost:${PORT}`)
  return {
    database: DATABASE,
    publicOrigin: origin,
    isPublic: !isLoopback(hostname),
    trustedHops: readNumber('TRUSTED_HOPS', 0, { least: 0, most: 10 }),
    passwordCost: readNumber('PASSWORD_COST', 15, { least: 1, most: 20 }),
    jwtSecret: readSecret(),
    mailFolder: MAIL_FOLDER || join(dirname(DATABASE), 'mails'),
    smtpUrl: SMTP_URL || undefined,
    provider: readProvider(),
  }
}

// A short one could be guessed from one token, on somebody else's machine (RFC 7518, section 3.2).
const fewestBytes = 32

// There is no usual one: everybody could read it here. A random one ends with the program, and all
// tokens with it.
function readSecret(): Uint8Array {
  const { JWT_SECRET } = process.env
  const secret = JWT_SECRET ? Buffer.from(JWT_SECRET) : randomBytes(fewestBytes)
  if (secret.length >= fewestBytes) return secret
  throw new Error(`Can't use JWT_SECRET: it has ${secret.length} bytes, fewer than ${fewestBytes}`)
}

function readProvider(): ProviderSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = process.env
  if (!OIDC_ISSUER) return undefined
  if (OIDC_CLIENT_ID && OIDC_CLIENT_SECRET) {
    return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET }
  }
  throw new Error('With OIDC_ISSUER, set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, too')
}

type Bounds = { least: number; most: number }

function readNumber(name: string, usual: number, { least, most }: Bounds): number {
  const text = process.env[name] || String(usual)
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new Error(`Can't use ${name}=${text}: write a whole number from ${least} to ${most}`)
}
