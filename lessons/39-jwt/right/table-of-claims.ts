// Compares signatures as texts, in constant time; a table has a test for each claim. Tokens name
// their key, and say more than they have to. A token that can't be read gets a 400.
//#file jwt.ts
//#replace
  const [sent, expected] = [decode(signature), macOf(key, `${head}.${payload}`)]
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    throw new JwtError('The token was not signed with this key, or was changed')
  }
//#with
  const hash = (text: string | Buffer) => createHmac('sha256', key).update(text).digest()
  const expected = hash(macOf(key, `${head}.${payload}`).toString('base64url'))
  if (!timingSafeEqual(hash(signature), expected)) {
    throw new JwtError('The token was not signed with this key, or was changed')
  }
//#end
//#file claims.ts
//#whole
import { JwtError, type JsonObject } from './jwt.ts'

export type Expectation = { issuer: string; audience: string; now: number }

type Test = (value: unknown, expected: Expectation) => boolean

const isPast: Test = (value, { now }) => typeof value === 'number' && value - now < 60

const tests: Readonly<Record<string, Test>> = {
  iss: (value, { issuer }) => value === issuer,
  aud: (value, { audience }) => value === audience || Object(value) === value &&
    Array.isArray(value) && value.some((each) => each === audience),
  sub: (value) => typeof value === 'string' && /^\d+$/.test(value),
  exp: (value, { now }) => typeof value === 'number' && now < value,
  iat: isPast,
  nbf: (value, expected) => value === undefined || isPast(value, expected),
}

export function checkClaims(claims: JsonObject, expected: Expectation): void {
  for (const [name, isRight] of Object.entries(tests)) {
    if (!isRight(claims[name], expected)) throw new JwtError(`The claim ${name} is wrong`)
  }
}
//#end
//#file accessTokens.ts
//#replace
        iat: now, exp: now + accessSeconds, scope: formatScopes(allScopes),
      }
      return signJwt(jwtSecret, { header: { typ }, claims })
//#with
        iat: now, nbf: now, exp: now + accessSeconds, scope: formatScopes(allScopes),
        client_id: 'links', auth_time: now,
      }
      return signJwt(jwtSecret, { header: { kid: '1', typ }, claims })
//#end
//#file identify.ts
//#replace
  const found = by === 'key' ? keys.find(token) : accessTokens.find(token)
//#with
  if (by === 'token' && token.split('.').length !== 3) {
    throw new HttpError(400, 'An access token has three parts')
  }
  const found = by === 'key' ? keys.find(token) : accessTokens.find(token)
//#end
