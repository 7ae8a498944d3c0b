// Verifies with Web Crypto, which is asynchronous. Responds with 200, and its tokens last for ten
// minutes. JSON.parse takes the last of two members with the same name.
//#file jwt.ts
//#whole
export class JwtError extends Error {}

type Members = Record<string, unknown>

const hmac = { name: 'HMAC', hash: 'SHA-256' }
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

async function importKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(secret), hmac, false, ['sign', 'verify'])
}

export async function sign(secret: Uint8Array, claims: Members): Promise<string> {
  const parts = [{ typ: 'at+jwt', alg: 'HS256' }, claims]
  const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const text = encoded.join('.')
  const mac = await crypto.subtle.sign('HMAC', await importKey(secret), Buffer.from(text))
  return `${text}.${Buffer.from(mac).toString('base64url')}`
}

export async function open(secret: Uint8Array, token: string): Promise<Members> {
  if (token.length > 8_192) throw new JwtError('Too long')
  const found = /^([\w-]+)\.([\w-]+)\.([\w-]{43})$/.exec(token)
  const [, first = '', second = '', third = ''] = found ?? []
  const signature = new Uint8Array(strictly(third))
  const { alg, typ, crit } = object(first)
  const isOurs = alg === 'HS256' && /^(?:application\/)?at\+jwt$/i.test(String(typ))
  if (!isOurs || crit !== undefined) throw new JwtError('Not an access token of ours')
  const key = await importKey(secret)
  const signed = Buffer.from(`${first}.${second}`)
  if (await crypto.subtle.verify('HMAC', key, signature, signed)) return object(second)
  throw new JwtError('Not signed by us')
}

function strictly(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (part !== '' && bytes.toString('base64url') === part) return bytes
  throw new JwtError('Not base64url')
}

function object(part: string): Members {
  try {
    const value: unknown = JSON.parse(utf8.decode(strictly(part)))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    throw new JwtError('Not JSON')
  }
  throw new JwtError('Not an object')
}
//#end
//#file claims.ts
//#whole
export function isValid(
  claims: Record<string, unknown>, origin: string, now = Date.now() / 1_000,
): boolean {
  const { iss, aud, sub, exp, iat, nbf } = claims
  const latest = now + 30
  return iss === origin && [aud].flat().includes(origin) && typeof sub === 'string'
    && typeof exp === 'number' && exp > now && typeof iat === 'number' && iat <= latest
    && (nbf === undefined || (typeof nbf === 'number' && nbf <= latest))
}
//#end
//#file accessTokens.ts
//#whole
import { randomBytes } from 'node:crypto'
import { isValid } from './claims.ts'
import { JwtError, open, sign } from './jwt.ts'
import { parseScopes, type Scope } from './scopes.ts'
import type { User, Users } from './users.ts'

type Found = { user: User; scopes: ReadonlySet<Scope> }

export type AccessTokens = {
  issue(user: User): Promise<string>
  find(token: string): Promise<Found | undefined>
}

type Parts = { users: Users; jwtSecret: Uint8Array; publicOrigin: string }

export const accessSeconds = 600

export function createAccessTokens({ users, jwtSecret, publicOrigin }: Parts): AccessTokens {
  return {
    issue({ id }) {
      const iat = Math.floor(Date.now() / 1_000)
      return sign(jwtSecret, {
        exp: iat + accessSeconds, iat, sub: `${id}`, aud: publicOrigin, iss: publicOrigin,
        scope: 'account links:write links:read', jti: randomBytes(16).toString('hex'),
      })
    },
    async find(token) {
      try {
        const claims = await open(jwtSecret, token)
        if (!isValid(claims, publicOrigin)) return undefined
        const user = users.find(Number(claims['sub']))
        const { scope } = claims
        return user && { user, scopes: parseScopes(typeof scope === 'string' ? scope : '') }
      } catch (error) {
        if (error instanceof JwtError) return undefined
        throw error
      }
    },
  }
}
//#end
//#file identify.ts
//#replace
function identifyByToken({ keys, accessTokens }: IdentityParts, token: string): Identity {
//#with
async function identifyByToken(
  { keys, accessTokens }: IdentityParts, token: string,
): Promise<Identity> {
//#end
//#replace
  const found = by === 'key' ? keys.find(token) : accessTokens.find(token)
//#with
  const found = by === 'key' ? keys.find(token) : await accessTokens.find(token)
//#end
//#file tokenRoutes.ts
//#replace
    const accessToken = parts.accessTokens.issue(user)
    return json({ accessToken, tokenType: 'Bearer', expiresIn: accessSeconds }, 201, noStore)
//#with
    const accessToken = await parts.accessTokens.issue(user)
    return json({ accessToken, tokenType: 'bearer', expiresIn: accessSeconds }, 200, noStore)
//#end
//#file settings.ts
//#replace
  const secret = JWT_SECRET ? Buffer.from(JWT_SECRET) : randomBytes(fewestBytes)
//#with
  const secret = new TextEncoder().encode(JWT_SECRET || randomBytes(fewestBytes).toString('hex'))
//#end
