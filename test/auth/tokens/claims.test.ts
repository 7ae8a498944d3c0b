import assert from 'node:assert/strict'
import test from 'node:test'
import { checkClaims, verifyJwt } from '../../../src/auth/tokens/jwt.ts'
import { JwtError, type JwtProblem } from '../../../src/auth/tokens/jwtParts.ts'
import { audience, expected, forge, goodClaims, issuer, keys, now } from '../forge.ts'

type Row = [rule: string, claims: object | string, code: JwtProblem | 'good']

// Each is a real token, so that what JSON does to a value is seen too.
function checkRows(rows: readonly Row[]): void {
  for (const [rule, claims, code] of rows) {
    const token = forge({
      payload: typeof claims === 'string' ? claims : { ...goodClaims, ...claims },
    })
    assert.equal(problemOf(() => verifyJwt(keys, token, expected)), code, rule)
  }
}

function problemOf(run: () => unknown): JwtProblem | 'good' {
  try {
    run()
    return 'good'
  } catch (error) {
    if (error instanceof JwtError) return error.code
    throw error
  }
}

const withExp = (exp: string): string =>
  JSON.stringify(goodClaims).replace(/"exp":\d+/, `"exp":${exp}`)

const withNbf = (nbf: string): string => JSON.stringify(goodClaims).replace('{', `{"nbf":${nbf},`)

test('a token holds until it expires, and not a moment longer', () => {
  checkRows([
    ['a second left', { exp: now + 1 }, 'good'],
    ['a part of a second left', { exp: now + 0.001 }, 'good'],
    ['now', { exp: now }, 'expired'],
    ['a moment ago', { exp: now - 0.001 }, 'expired'],
    ['within the skew, which is not for this', { exp: now - 1 }, 'expired'],
    ['zero', { exp: 0 }, 'expired'],
    ['negative', { exp: -1 }, 'expired'],
    ['milliseconds by mistake', { exp: now * 1000 }, 'good'],
    ['an exponent', withExp('1.8e9'), 'expired'],
    ['a larger one', withExp('1.9e9'), 'good'],
    ['as text', { exp: String(now + 900) }, 'claims'],
    ['null, as NaN becomes', { exp: null }, 'claims'],
    ['true', { exp: true }, 'claims'],
    ['a list', { exp: [now + 900] }, 'claims'],
    ['an object', { exp: {} }, 'claims'],
    ['infinite', withExp('1e999'), 'claims'],
    ['negative and infinite', withExp('-1e999'), 'claims'],
  ])
})

test('no token comes from the future, except for a minute that clocks may differ', () => {
  checkRows([
    ['nbf now', { nbf: now }, 'good'],
    ['nbf long ago', { nbf: 0 }, 'good'],
    ['nbf in a minute', { nbf: now + 60 }, 'good'],
    ['nbf in more than a minute', { nbf: now + 60.001 }, 'not-yet'],
    ['nbf tomorrow', { nbf: now + 86_400 }, 'not-yet'],
    ['nbf as text', { nbf: '0' }, 'claims'],
    ['nbf null', { nbf: null }, 'claims'],
    ['nbf infinite', withNbf('1e999'), 'claims'],
    ['nbf infinitely long ago', withNbf('-1e999'), 'claims'],
    ['iat long ago', { iat: 0 }, 'good'],
    ['iat in a minute', { iat: now + 60 }, 'good'],
    ['iat in more than a minute', { iat: now + 60.001 }, 'not-yet'],
    ['iat as text', { iat: String(now) }, 'claims'],
    ['iat null', { iat: null }, 'claims'],
  ])
})

test('it is from us', () => {
  checkRows([
    ['another issuer', { iss: 'https://evil.example' }, 'issuer'],
    ['a longer one', { iss: `${issuer}.evil.example` }, 'issuer'],
    ['a shorter one', { iss: issuer.slice(0, -1) }, 'issuer'],
    ['a slash behind', { iss: `${issuer}/` }, 'issuer'],
    ['capitals', { iss: issuer.toUpperCase() }, 'issuer'],
    ['a list', { iss: [issuer] }, 'claims'],
    ['empty', { iss: '' }, 'claims'],
  ])
})

test('it is for us', () => {
  checkRows([
    ['a list with us', { aud: [audience] }, 'good'],
    ['a list with others and us', { aud: ['https://other.example', audience] }, 'good'],
    ['another', { aud: 'https://other.example' }, 'audience'],
    ['a list without us', { aud: ['https://other.example'] }, 'audience'],
    ['an empty list', { aud: [] }, 'audience'],
    ['a shorter one', { aud: audience.slice(0, -1) }, 'audience'],
    ['a text in which we stand', { aud: `x ${audience} x` }, 'audience'],
    ['a list in which we stand so', { aud: [`${audience}x`] }, 'audience'],
    ['a list in a list', { aud: [[audience]] }, 'claims'],
    ['a list with a number', { aud: [audience, 1] }, 'claims'],
    ['a list with nothing', { aud: [audience, ''] }, 'claims'],
    ['an object', { aud: { 0: audience, length: 1 } }, 'claims'],
    ['empty', { aud: '' }, 'claims'],
    ['null', { aud: null }, 'claims'],
    ['true', { aud: true }, 'claims'],
  ])
})

test('it speaks for somebody and has a name', () => {
  checkRows(['sub', 'jti'].flatMap((name): Row[] => [
    [`${name} empty`, { [name]: '' }, 'claims'],
    [`${name} null`, { [name]: null }, 'claims'],
    [`${name} a number`, { [name]: 42 }, 'claims'],
    [`${name} a list`, { [name]: ['42'] }, 'claims'],
    [`${name} an object`, { [name]: {} }, 'claims'],
    [`${name} with half of a pair`, { [name]: '\ud800' }, 'claims'],
    [`${name} with any letters`, { [name]: ' käse\0🧀' }, 'good'],
  ]))
})

test('every claim but nbf must be there', () => {
  for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'jti']) {
    checkRows([[`without ${name}`, { [name]: undefined }, 'claims']])
  }
  checkRows([['no claim at all', '{}', 'claims']])
})

test('what else it says comes back as it was, for others to check', () => {
  const claims = { ...goodClaims, role: 'admin', scope: null, constructor: 1, deep: { a: [1] } }
  assert.deepEqual(checkClaims(claims, expected), claims)
})
