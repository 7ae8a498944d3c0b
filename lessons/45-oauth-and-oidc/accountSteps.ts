// Whose account here belongs to somebody at the provider: the issuer and the subject say so, and an
// address never does.

import { isSuccess, register, sendJson, signIn, type Account } from '../35-passwords/client.ts'
import { makeIdToken, type Person } from './idTokens.ts'
import { expectRefused, signInWith, tryAs, type Known } from './outcomes.ts'
import { switchOn } from './secondFactor.ts'
import { begin, finish, giveCode, newPerson } from './signIns.ts'
import { askWho, newVisitor, type Site } from './visitor.ts'

/** Comes back as people who are known, with other addresses, and as others who look like them. */
export async function recognize(site: Site, ann: Known): Promise<void> {
  const { fail } = site.tools
  const { sub, email } = ann.person
  const stranger = { sub: newPerson(site).sub, email }
  await tryAs(site, {
    id: 'account-taken-over', person: stranger, isKnown: true,
    what: 'another subject, and the address of an account that was made with the provider',
  }, (begun) => giveCode(site, begun, stranger))
  // A subject can differ from another one in the case of a letter.
  const twin = { sub: sub.toUpperCase(), email: newPerson(site).email }
  const other = await signInWith(site, twin, { id: 'found-by-email' })
  if (other.user === ann.user) {
    fail('found-by-email', {
      exchange: other.exchange, expected: `another account than that of the subject ${sub}`,
      actual: `${twin.sub} is the same user`,
    })
  }
  // The subject is enough, whether the provider has verified the new address or not.
  await expectSame(site, ann, { sub, email: newPerson(site).email }, { isVerified: false })
}

// Comes back with the same subject: it's the same user, whatever address the provider tells.
async function expectSame(
  site: Site, ann: Known, person: Person, { id = 'found-by-email', isVerified = true }: {
    id?: 'found-by-email' | 'account-taken-over'
    isVerified?: boolean
  },
): Promise<void> {
  const signIn = await begin(site)
  const { visitor, nonce } = signIn
  const plan = { ...site.provider, person, nonce }
  const token = makeIdToken(plan, { email_verified: isVerified })
  const exchange = await finish(site, signIn, giveCode(site, signIn, person, { token }))
  const who = await askWho(visitor)
  if (Number(who.id) === ann.user) return
  site.tools.fail(who.email === undefined ? 'found-by-email' : id, {
    exchange, expected: `the user ${ann.user}, who has the subject ${person.sub}`,
    actual: who.email === undefined ? `${exchange.answer.status}, and nobody is signed in`
      : `the user ${String(who.id)}, ${who.email}`,
  })
}

/** Tries passwords that others know: an account that the provider has made has none. */
export async function guessPasswords({ tools }: Site, { person }: Known): Promise<void> {
  const { sub, email } = person
  const passwords = ['', sub, email, email.toLowerCase(), 'undefined', 'null', 'password']
  for (const password of tools.fresh.shuffle(passwords)) {
    const exchange = await sendJson(tools, 'POST', '/api/sessions', { email, password })
    if (isSuccess(exchange)) {
      return tools.fail('password-known', {
        exchange, mark: 'status', expected: '401', actual: String(exchange.answer.status),
      })
    }
    if (exchange.answer.status < 500) continue
    tools.fail('server-blamed', { exchange, mark: 'status', expected: '401' })
  }
}

/** Has the address of an account here at the provider, too. */
export async function takeOver(site: Site, ann: Known): Promise<Account> {
  const { tools } = site
  const { fresh } = tools
  const victim = await register(tools)
  const { email } = victim
  for (const spelling of fresh.shuffle([email, email.toUpperCase()])) {
    const person = { sub: newPerson(site).sub, email: spelling }
    await tryAs(site, {
      id: 'account-taken-over', person, isKnown: true,
      what: `there is an account with the address ${email}`,
    }, (begun) => giveCode(site, begun, person))
    await expectUnlinked(site, person)
  }
  await expectSame(site, ann, { sub: ann.person.sub, email }, { id: 'account-taken-over' })
  // Their password is still theirs.
  await signIn(tools, victim)
  return victim
}

async function expectUnlinked({ tools, provider }: Site, { sub }: Person): Promise<void> {
  const rows = tools.query(
    'select 1 from provider_accounts where issuer = ? and subject = ?', provider.issuer, sub)
  if (rows.length === 0) return
  tools.fail('account-taken-over', {
    expected: `no row in provider_accounts for ${sub}`, actual: 'There is one',
  })
}

/** Signs in with the provider in a browser that somebody else is signed in in. */
export async function endSession(site: Site, ann: Known, account: Account): Promise<void> {
  const visitor = newVisitor(site)
  const { jar } = visitor.browser
  await signIn(site.tools, account, visitor.browser)
  const before = [...jar.cookies]
  await signInWith(site, ann.person, { visitor })
  const old = newVisitor(site)
  old.browser.jar.keep(before.map(({ name, value }) => `${name}=${value}; Path=/; Secure`), '/')
  const who = await askWho(old)
  // With SameSite=Strict, it wasn't sent along.
  const isStrict = before.some(({ attributes }) => /strict/i.test(attributes.get('samesite') ?? ''))
  if (who.email === undefined || isStrict) return
  site.tools.fail('session-kept', {
    exchange: who.exchange, mark: 'status', expected: "401 for the session's cookie from before",
    actual: `200, and ${who.email}`,
  })
}

/** Disables a user who signs in with the provider. */
export async function refuseDisabled(site: Site): Promise<void> {
  const { tools } = site
  const ben = await signInWith(site, newPerson(site))
  const set = (time: number | null) =>
    tools.change('update users set disabled_at = ? where id = ?', time, ben.user)
  set(Date.now() - 1_000)
  const begun = await begin(site)
  const exchange = await finish(site, begun, giveCode(site, begun, ben.person))
  // What nobody could see before is seen as soon as the user may come in again.
  set(null)
  await expectRefused(site, begun.visitor, exchange, {
    id: 'disabled-signed-in', person: ben.person, isKnown: true, what: 'this user is disabled',
  })
  await signInWith(site, ben.person)
}

/** Comes back as a user who has a second factor. */
export async function askForCode(site: Site): Promise<void> {
  const { tools, provider } = site
  const account = await switchOn(tools)
  if (account === undefined) return
  const { person } = await signInWith(site, newPerson(site))
  tools.change(`
    update provider_accounts set user = (select id from users where email = ?)
    where issuer = ? and subject = ?`, account.email, provider.issuer, person.sub)
  const begun = await begin(site)
  const exchange = await finish(site, begun, giveCode(site, begun, person))
  const who = await askWho(begun.visitor)
  if (who.email === undefined) return
  if (who.email === person.email) {
    return tools.fail('found-by-email', {
      exchange: who.exchange, mark: 'body', actual: person.email,
      expected: `not ${person.email}: the row of provider_accounts is of ${account.email} now`,
    })
  }
  tools.fail('factor-skipped', {
    exchange, mark: 'status', expected: '200: a page that asks for the code',
    actual: `${exchange.answer.status}, and the browser is signed in as ${who.email}`,
  })
}
