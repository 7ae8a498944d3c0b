// How a sign-in with the other provider ends: somebody is signed in, or nobody is, and nothing has
// changed.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { redirectStatuses } from '../29-create-and-redirect/client.ts'
import type { Person } from './idTokens.ts'
import type { Grant } from './otherProvider.ts'
import { begin, finish, giveCode, type SignIn } from './signIns.ts'
import { askWho, newVisitor, strictCookies, type Id, type Site, type Visitor } from './visitor.ts'

/** Somebody who has signed in with the provider. */
export type Known = { person: Person; visitor: Visitor; exchange: HttpExchange; user: number }

/** Signs somebody in with the provider, and fails unless that works. */
export async function signInWith(
  site: Site, person: Person, { visitor = newVisitor(site), id, query }: {
    visitor?: Visitor
    id?: Id
    query?: string
  } = {},
): Promise<Known> {
  const { email } = person
  const signIn = await begin(site, visitor, query)
  const grant = giveCode(site, signIn, person)
  const exchange = await finish(site, signIn, grant)
  await expectSignedIn(site, { visitor, exchange, grant, email, id })
  return { person, visitor, exchange, user: readUser(site, person, email) }
}

type Arrival = {
  visitor: Visitor
  exchange: HttpExchange
  grant: Grant
  email: string
  id?: Id | undefined
}

/** Fails unless a browser is on the home page as the user with this address. */
export async function expectSignedIn(
  { tools: { fail }, origin }: Site,
  { visitor, exchange, grant, email, id = 'provider-sign-in-refused' }: Arrival,
): Promise<void> {
  const { answer } = exchange
  const url = URL.parse(answer.header('location') ?? '', origin)
  const isHome = redirectStatuses.includes(answer.status) && url?.origin === origin
    && url.pathname === '/' && answer.header('location') !== undefined
  if (url !== null && url.origin !== origin) {
    return fail('open-redirect', { exchange, mark: 'header location', expected: 'Location: /' })
  }
  if (!isHome) {
    const why = grant.request === undefined ? ', and the token endpoint was not asked' : ''
    return fail(id, {
      exchange, mark: 'status', expected: '303, and Location: /',
      actual: `${answer.status}${why}${aboutStrict(visitor)}`,
    })
  }
  const who = await askWho(visitor)
  if (who.email === email.toLowerCase()) return
  fail(id, {
    exchange: who.exchange, expected: `200, and "email": "${email.toLowerCase()}"`,
    actual: `${who.exchange.answer.status}${who.email === undefined ? '' : `, and ${who.email}`}`,
  })
}

function aboutStrict({ browser }: Visitor): string {
  const [name] = strictCookies(browser.jar)
  if (name === undefined) return ''
  return `. The cookie ${name} has SameSite=Strict: a browser that another site sends here leaves `
    + 'it out'
}

// The row of provider_accounts.
function readUser({ tools, provider }: Site, { sub }: Person, email: string): number {
  const [row] = tools.query(`
    select users.id, email from provider_accounts join users on users.id = user
    where issuer = ? and subject = ?`, provider.issuer, sub)
  if (row?.['email'] === email.toLowerCase()) return Number(row['id'])
  return tools.fail('found-by-email', {
    expected: `in provider_accounts: ${provider.issuer}, ${sub}, and the user ${email}`,
    actual: row === undefined ? 'There is no such row' : `It is of ${String(row['email'])}`,
  })
}

type Refusal = {
  id: Id
  /** What should have been refused. */
  what: string
  person: Person
  /** Who is signed in in this browser, and may stay so. */
  before?: string
  /** Other statuses that are fine. */
  statuses?: readonly number[]
  /** Whether there was an account here before: with this address, or of this subject. */
  isKnown?: boolean
}

/** Fails if somebody was signed in, or an account was made; then, if the status is wrong. */
export async function expectRefused(
  { tools, provider, origin }: Site, visitor: Visitor, exchange: HttpExchange,
  { id, what, person, before, statuses = [], isKnown = false }: Refusal,
): Promise<void> {
  const { status } = exchange.answer
  const refuse = (actual: string) => tools.fail(id, {
    exchange, mark: 'status', expected: `403: ${what}`, actual: `${status}, and ${actual}`,
  })
  // A browser that nobody was signed in in, and that got no cookie: it can't have changed.
  const isSame = status >= 400 && before === undefined && !isKnown
    && exchange.answer.headers('set-cookie').length === 0
  const { email } = isSame ? { email: undefined } : await askWho(visitor)
  if (email !== undefined && email !== before) {
    return refuse(`the browser is signed in as ${email}`)
  }
  const rows = isKnown ? [] : tools.query(`
    select 'provider_accounts' as name from provider_accounts where issuer = ? and subject = ?
    union all select 'users' from users where email = ?`, provider.issuer, person.sub,
  person.email.toLowerCase())
  for (const { name } of rows) return refuse(`${String(name)} has a new row for ${person.email}`)
  const url = URL.parse(exchange.answer.header('location') ?? '', origin)
  const isBackAtLogin = redirectStatuses.includes(status) && url?.origin === origin
    && /^\/login(?!\/with)/.test(url.pathname)
  const isRefusal = (status >= 400 && status < 500) || statuses.includes(status) || isBackAtLogin
  if (isRefusal) return
  tools.fail('wrong-refusal', {
    exchange, mark: 'status', expected: `403: ${what}`, actual: String(status),
  })
}

/** Begins, and comes back with what a step makes of the sign-in: it must not be accepted. */
export async function tryAs(
  site: Site, refusal: Refusal, makeGrant: (signIn: SignIn) => Grant,
  visitor: Visitor = newVisitor(site),
): Promise<void> {
  const signIn = await begin(site, visitor)
  const exchange = await finish(site, signIn, makeGrant(signIn))
  await expectRefused(site, visitor, exchange, refusal)
}
