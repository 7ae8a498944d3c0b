// What the provider's responses are good for: one good ID token signs somebody in, and everything
// else nobody.

import { makeIdToken } from './idTokens.ts'
import { lies, type Lie } from './lies.ts'
import { expectSignedIn, signInWith, tryAs } from './outcomes.ts'
import { begin, finish, giveCode, newPerson, type SignIn } from './signIns.ts'
import { newVisitor, type Site } from './visitor.ts'

/** Comes back with ID tokens that have one thing in them that is wrong. */
export async function refuseLies(site: Site): Promise<void> {
  const waiting = await begin(site)
  for (const lie of site.tools.fresh.shuffle(lies)) await tryLie(site, lie, waiting)
  // Nothing of all that has done anything to a sign-in that was under way.
  const person = newPerson(site)
  const { visitor } = waiting
  const { provider: { issuer, client } } = site
  const plan = { issuer, client, person, nonce: waiting.nonce }
  const token = makeIdToken(plan, { aud: [client.id], azp: client.id, name: person.sub })
  const grant = giveCode(site, waiting, person, { token })
  const exchange = await finish(site, waiting, grant)
  await expectSignedIn(site, { visitor, exchange, grant, email: person.email })
}

async function tryLie(site: Site, { id, what, makeToken }: Lie, waiting: SignIn): Promise<void> {
  const { provider: { issuer, client }, tools: { fresh } } = site
  const person = newPerson(site)
  await tryAs(site, { id, what: `an ID token with one mistake: ${what}`, person }, (signIn) => {
    const { nonce } = signIn
    const plan = { issuer, client, person, nonce, fresh, otherNonce: waiting.nonce }
    return giveCode(site, signIn, person, { token: makeToken(plan) })
  })
  // The same person is let in with a good one, also when the last one was wrong.
  if (id === 'unverified-email' && fresh.integer(1, 4) === 1) await signInWith(site, person)
}

/** Sends a Host and other headers that anybody can send. */
export async function sendOtherHosts(site: Site): Promise<void> {
  const { tools: { fresh, fail }, origin } = site
  const redirectUri = `${origin}/login/with/callback`
  const host = `${fresh.word()}.example`
  const rows = [
    [['Host', host]], [['X-Forwarded-Host', host], ['X-Forwarded-Port', '8443']],
    [['Forwarded', `host=${host};proto=http`], ['X-Forwarded-Proto', 'http']],
    [['Referer', `https://${host}/`], ['X-Original-Host', host], ['X-Forwarded-Server', host]],
  ] as const
  for (const headers of fresh.shuffle(rows)) {
    const exchange = await newVisitor(site).follow('/login/with', headers)
    const location = URL.parse(exchange.answer.header('location') ?? '')
    const sent = location?.searchParams.get('redirect_uri')
    // It may also refuse such a request.
    if (sent === redirectUri || (sent === undefined && exchange.answer.status >= 400)) continue
    return fail('host-believed', {
      exchange, mark: 'header location', actual: sent ?? 'none',
      expected: `the redirect_uri ${redirectUri}, whatever the headers say`,
    })
  }
}

/** Comes back as somebody whom another provider has given the same subject. */
export async function useOtherIssuer(site: Site): Promise<void> {
  const { tools, provider: { issuer } } = site
  const [row] = tools.query(
    'select subject, user from provider_accounts where issuer <> ? order by random()', issuer)
  if (row === undefined) return
  const person = { ...newPerson(site), sub: String(row['subject']) }
  const { user, exchange } = await signInWith(site, person, { id: 'found-by-email' })
  if (user !== Number(row['user'])) return
  tools.fail('found-by-email', {
    exchange, expected: `another account than that of ${person.sub} at another issuer`,
    actual: `It is the user ${user} again`,
  })
}
