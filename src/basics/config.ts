// The settings: only this file reads the environment. They're read once and checked once, and one
// message names every wrong one. Lesson: deploying (core)

import { parseFolder, parseListenHost, parseOrigin, plainText } from './settingText.ts'

type LogFormat = 'auto' | 'json' | 'short' | 'off'

/** Who can sign up: everybody, invited email addresses, or nobody. */
export type SignUpMode = 'open' | 'invite' | 'closed'

export type Config = {
  port: number
  host: string
  /** Where `npm start` serves the course, on this machine only. */
  coursePort: number
  /** Where a program on this machine reads the metrics; undefined: nowhere. */
  metricsPort: number | undefined
  metricsHost: string
  /** Folder of the database and of everything else that must survive. */
  dataFolder: string
  /** The nodes of a database on several machines; undefined: it's a file in the data folder. */
  databaseUrl: string | undefined
  /** Where people reach the server, such as `https://go.example`; undefined: this machine. */
  publicOrigin: string | undefined
  /** How many proxies in front of the server may be believed about the client's address. */
  trustedHops: number
  /** Whether requests may come through a proxy that no setting mentions. */
  mayHaveProxy: boolean
  log: LogFormat
  /** Whether links can be made without an account. */
  anonymousLinks: boolean
  signUp: SignUpMode
  /** The URL of the mail server, with a password; undefined: emails are stored in files. */
  smtpUrl: string | undefined
  /** The sender of emails. */
  mailFrom: string | undefined
  /** The secret of this installation; undefined: it's in a file in the data folder. */
  secret: Uint8Array | undefined
  /** The keys of access tokens: the first signs, all verify; undefined: one made of the secret. */
  tokenKeys: readonly NamedKey[] | undefined
  /** Another provider that people can sign in with. */
  provider: ProviderConfig | undefined
  /** Whether NODE_ENV is `production`: then no secret is generated. */
  isProduction: boolean
}

type ProviderConfig = {
  /** Exactly as the provider writes it: it's compared character by character. */
  issuer: string
  clientId: string
  clientSecret: string | undefined
  /** The name on the button. */
  name: string
}

type NamedKey = { kid: string; secret: Uint8Array }

type Environment = Record<string, string | undefined>

// Their values must never appear in a message.
const secretNames = new Set(
  ['DATABASE_URL', 'SMTP_URL', 'SECRET', 'TOKEN_KEYS', 'OIDC_CLIENT_SECRET'])
const leastKeyBytes = 32

// Settings that do nothing by themselves, and the one that they belong to.
const halves: readonly [name: string, whole: string][] = [
  ['METRICS_HOST', 'METRICS_PORT'], ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
  ['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'], ['OIDC_NAME', 'OIDC_ISSUER'],
]

/** At least one setting is wrong; the message has a line for each. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
  }
}

/** Reads the settings. Throws a ConfigError that names every wrong one. */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = []
  const read = <Value>(name: string, fallback: Value, parse: (text: string) => Value): Value => {
    const text = environment[name]
    if (text === undefined || text === '') return fallback
    try {
      return parse(plainText(text))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      problems.push(`${name}=${secretNames.has(name) ? '…' : JSON.stringify(text)}: ${reason}`)
      return fallback
    }
  }
  const config: Config = {
    port: read('PORT', 3000, wholeNumber(0, 65_535)),
    coursePort: read('COURSE_PORT', 4000, wholeNumber(0, 65_535)),
    host: read('HOST', '127.0.0.1', parseListenHost),
    metricsPort: read<number | undefined>('METRICS_PORT', undefined, wholeNumber(0, 65_535)),
    metricsHost: read('METRICS_HOST', '127.0.0.1', parseListenHost),
    dataFolder: read('DATA', 'data', parseFolder),
    databaseUrl: read<string | undefined>('DATABASE_URL', undefined, (text) => text),
    publicOrigin: read<string | undefined>('PUBLIC_ORIGIN', undefined, parseOrigin),
    trustedHops: read('TRUSTED_HOPS', 0, wholeNumber(0, 10)),
    mayHaveProxy: Boolean(environment['PUBLIC_ORIGIN']) && !environment['TRUSTED_HOPS'],
    log: read<LogFormat>('LOG', 'auto', oneOf(['auto', 'json', 'short', 'off'])),
    anonymousLinks: read('ANONYMOUS_LINKS', 'on', oneOf(['on', 'off'])) === 'on',
    signUp: read<SignUpMode>('SIGN_UP', 'open', oneOf(['open', 'invite', 'closed'])),
    smtpUrl: read<string | undefined>('SMTP_URL', undefined, (text) => text),
    mailFrom: read<string | undefined>('MAIL_FROM', undefined, (text) => text),
    secret: read<Uint8Array | undefined>('SECRET', undefined, parseKey),
    tokenKeys: read<NamedKey[] | undefined>('TOKEN_KEYS', undefined, parseKeys),
    provider: readProvider(read),
    isProduction: read('NODE_ENV', false, parseMode),
  }
  if (config.provider !== undefined && !environment['OIDC_CLIENT_ID']) {
    problems.push('OIDC_CLIENT_ID is missing: the provider gave it to you; or unset OIDC_ISSUER')
  }
  problems.push(...findHalves(environment, problems))
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/**
 * Throws a ConfigError when a setting is missing that has to be the same for all servers of a
 * cluster: each would make up its own.
 */
export function requireShared({ databaseUrl, secret, publicOrigin }: Config): void {
  if (databaseUrl === undefined) return
  const missing = [
    ...(secret === undefined ? ['SECRET'] : []),
    ...(publicOrigin === undefined ? ['PUBLIC_ORIGIN'] : []),
  ]
  if (missing.length === 0) return
  throw new ConfigError(missing.map((name) => (
    `${name} is missing: with DATABASE_URL, all servers need the same one`)))
}

type Read = <Value>(name: string, fallback: Value, parse: (text: string) => Value) => Value

function readProvider(read: Read): ProviderConfig | undefined {
  const issuer = read('OIDC_ISSUER', '', parseIssuer)
  if (issuer === '') return undefined
  return {
    issuer,
    clientId: read('OIDC_CLIENT_ID', '', parseClientId),
    clientSecret: read<string | undefined>('OIDC_CLIENT_SECRET', undefined, (text) => text),
    name: read('OIDC_NAME', new URL(issuer).host, (text) => text.slice(0, 50)),
  }
}

// A name with a typing mistake looks the same as a setting that was left out.
function findHalves(environment: Environment, problems: readonly string[]): string[] {
  return halves
    .filter(([name, whole]) => environment[name] && !environment[whole])
    .filter(([name]) => !problems.some((problem) => problem.startsWith(`${name}=`)))
    .map(([name, whole]) => (
      `${whole} is missing: without it, ${name} has no effect; or unset ${name}`))
}

/** Gives the environment for a program that we start: our own, with some variables changed. */
export function environmentWith(changes: Environment): Environment {
  return { ...process.env, ...changes }
}

/** Says whether an origin is this machine, so that nobody else can reach it. */
export function isLocalOrigin(origin: string): boolean {
  return isLoopbackName(new URL(origin).hostname)
}

/** Says whether a host name, as URL writes it, means the machine that reads it. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  if (/^127\.\d+\.\d+\.\d+$/.test(name) || name === '0.0.0.0') return true
  // URL writes ::ffff:127.0.0.1 as [::ffff:7f00:1].
  return name === '[::1]' || name === '[::]' || /^\[::ffff:(?:7f|0:0\])/.test(name)
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    throw new Error(`use a whole number from ${least} to ${most}`)
  }
}

function oneOf<const Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw new Error(`use one of ${choices.join(', ')}`)
    return found
  }
}

// Other programs read this setting too, so any other value is allowed.
function parseMode(text: string): boolean {
  if (text === 'production' || !/^prod/i.test(text)) return text === 'production'
  throw new Error('write production')
}

function parseIssuer(text: string): string {
  if (text.includes('/.well-known/')) throw new Error('leave out /.well-known/ and the rest')
  const url = URL.parse(text)
  const isSafe = url?.protocol === 'https:'
    || (url?.protocol === 'http:' && isLoopbackName(url.hostname))
  if (isSafe && !url.username && !url.password && !/[?#]/.test(text)) return text
  throw new Error('use a URL like https://accounts.example.org, as the provider writes it')
}

// RFC 6749, appendix A.1.
function parseClientId(text: string): string {
  if (/^[ -~]{1,255}$/.test(text)) return text
  throw new Error('use the id that the provider gave you: it has only ASCII characters')
}

function parseKey(text: string): Uint8Array {
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
  const key = Buffer.from(isBase64 ? text : '', 'base64')
  if (key.length >= leastKeyBytes) return key
  throw new Error(`use at least ${leastKeyBytes} random bytes as base64, such as from: ${makeKey}`)
}

const makeKey = "node -p \"crypto.randomBytes(32).toString('base64')\""

// `2026:abc…,2025:def…`: a new key comes first, an old one stays until its tokens have expired.
function parseKeys(text: string): NamedKey[] {
  const keys = text.split(',').map((part) => {
    const [, kid, key = ''] = /^([\w.-]+):(.*)$/.exec(part.trim()) ?? []
    if (kid === undefined) throw new Error('use the form name:key,name:key')
    return { kid, secret: parseKey(key) }
  })
  if (new Set(keys.map(({ kid }) => kid)).size === keys.length) return keys
  throw new Error('two keys have the same name')
}
