// Steps: another site's page sends our forms from the browser of a victim. Whatever the response
// says, the step looks at what has become of the link, the session or the account.

import type { RequestPlan } from '../../src/course/check/check.ts'
import type { Cookie } from '../../src/course/check/cookieJar.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import {
  Browser, newAccount, newBrowser, register, signIn, type Account,
} from '../35-passwords/client.ts'
import {
  firstOfEach, originForgeries, plainForgery, spoil, tokenForgeries, type Forgery,
} from './forgeries.ts'
import type { Given } from './forms.ts'
import {
  expectNoBlame, findLink, formPlan, openForm, whoIs, type Action, type CsrfTools,
  type Id, type Typed,
} from './visits.ts'

/** A browser that carries out what an attacker's page says. */
type Attack = {
  victim: Browser
  /** Whose pages the attacker can read: their own. */
  attacker: Browser
  /** What the victim's session is in. */
  sessionCookies: ReadonlySet<string>
  action: Action
  /** What the form is filled in with. */
  type(): Typed
  /** Says what the form did, if it did anything. */
  whatHappened(typed: Typed): Promise<string | undefined>
}

/** What is in forms that were shown to others, or before. */
type Known = Partial<Record<'earlier' | 'elsewhere', Given>>

const nothing: Given = { hidden: [], query: [] }

/** Makes links for a signed-in victim. */
export async function forgeLinks(tools: CsrfTools): Promise<void> {
  const { attack, account, earlier } = await attackSignedIn(tools, '/links')
  const elsewhere = await openForm(tools, await signIn(tools, account), '/links')
  const known = { earlier, elsewhere: elsewhere.form }
  const making: Attack = {
    ...attack,
    type: () => ({
      target: targetOf(tools.fresh), slug: `${tools.fresh.word()}-${tools.fresh.word()}`,
    }),
    whatHappened: async ({ slug = '' }) =>
      findLink(tools, slug) === undefined ? undefined : 'the link was made',
  }
  await forge(tools, making, plainForgery(tools))
  for (const forgery of tokenForgeries(tools)) await forge(tools, making, forgery, known)
  for (const forgery of originForgeries(tools)) await forge(tools, making, forgery)
  const nobody = { ...making, victim: new Browser(tools), sessionCookies: new Set<string>() }
  const [withoutToken] = tokenForgeries(tools)
  if (withoutToken === undefined) return
  const what = 'without a token or a cookie'
  await forge(tools, nobody, { ...withoutToken, what })
}

/** Signs a victim out. */
export async function forgeSignOut(tools: CsrfTools): Promise<void> {
  const { attack, account, earlier } = await attackSignedIn(tools, '/logout')
  const signingOut: Attack = {
    ...attack,
    type: () => ({}),
    async whatHappened() {
      const { email } = await whoIs(tools, attack.victim)
      return email === account.email ? undefined : 'the victim is signed out'
    },
  }
  const tokens = tokenForgeries(tools)
    .filter(({ token }) => ['none', 'foreign', 'earlier'].includes(token))
  const forgeries = [plainForgery(tools), ...tokens, ...firstOfEach(originForgeries(tools))]
  for (const forgery of forgeries) await forge(tools, signingOut, forgery, { earlier })
  await forgeWithoutCookie(tools, signingOut)
}

// What SameSite leaves of the attack: the victim's browser doesn't send the cookie, but a response
// can still take it away.
async function forgeWithoutCookie(tools: CsrfTools, attack: Attack): Promise<void> {
  const { headers, what } = plainForgery(tools)
  const exchange = await tools.send(formPlan('/logout', nothing, {}, headers))
  attack.victim.jar.keep(exchange.answer.headers('set-cookie'), '/logout')
  const happened = await attack.whatHappened({})
  judge(tools, exchange, { id: 'forged', what: `/logout ${what} and without a cookie`, happened })
}

/** Signs a victim in, or up, to an account of the attacker. */
export async function forgeSignIn(tools: CsrfTools): Promise<void> {
  const account = await register(tools)
  for (const action of ['/login', '/signup'] as const) {
    const type = () => action === '/login' ? account : newAccount(tools.fresh)
    await forgeEntry(tools, action, type)
  }
}

async function forgeEntry(
  tools: CsrfTools, action: '/login' | '/signup', type: () => Account,
): Promise<void> {
  const attacker = new Browser(tools)
  const attackOn = (victim: Browser): Attack => ({
    victim, attacker, action, type, sessionCookies: new Set(),
    async whatHappened({ email }) {
      const found = await whoIs(tools, victim)
      return found.email === email ? "the victim is in the attacker's account" : undefined
    },
  })
  const nobody = new Browser(tools)
  const visitor = attackOn(new Browser(tools))
  const [plain, tokens] = [plainForgery(tools), tokenForgeries(tools)]
  const entry = (forgery: Forgery): Forgery => ({ ...forgery, id: 'login-forged' })
  await forge(tools, attackOn(nobody), entry(plain))
  const chosen = tokens.filter(({ token }) => ['none', 'foreign'].includes(token))
  for (const forgery of chosen) await forge(tools, attackOn(nobody), entry(forgery))
  for (const forgery of chosen) await forge(tools, visitor, entry(forgery))
  const origins = originForgeries(tools)
  const silent = origins.filter(({ headers }) => headers.length === 0)
  for (const forgery of [...firstOfEach(origins), ...silent]) await forge(tools, visitor, forgery)
  const { browser } = await newBrowser(tools)
  await forge(tools, attackOn(browser), entry(plain))
}

async function attackSignedIn(tools: CsrfTools, action: Action) {
  const account = await register(tools)
  const victim = new Browser(tools)
  // Links can be made before anybody signs in, so this form is already there.
  const { form } = await openForm(tools, victim, '/links')
  const before = new Set(victim.jar.cookies.map(toPair))
  await signIn(tools, account, victim)
  const added = victim.jar.cookies.filter((cookie) => !before.has(toPair(cookie)))
  const sessionCookies = new Set(added.map(({ name }) => name))
  const { browser: attacker } = await newBrowser(tools)
  return { attack: { victim, attacker, action, sessionCookies }, account, earlier: form }
}

/** Sends one forged form, and fails if it did something or wasn't refused. */
async function forge(
  tools: CsrfTools, attack: Attack, forgery: Forgery, known: Known = {},
): Promise<void> {
  const { victim, action } = attack
  const typed = attack.type()
  const given = await givenFor(tools, attack, forgery, known)
  const plan = formPlan(action, given, typed, forgery.headers)
  const exchange = forgery.token === 'foreign, with its cookie'
    ? await sendMixed(tools, attack, plan) : await victim.sendAs(plan)
  const happened = await attack.whatHappened(typed) 
    ?? await whatIsLost(tools, attack)
  judge(tools, exchange, { id: forgery.id, what: `${action} ${forgery.what}`, happened })
}

// A refusal can take the session's cookie away, which signs the victim out.
async function whatIsLost(
  tools: CsrfTools, { victim, sessionCookies }: Attack,
): Promise<string | undefined> {
  const isThere = (name: string) => victim.jar.find(name) !== undefined
  if ([...sessionCookies].every(isThere)) return undefined
  const { email } = await whoIs(tools, victim)
  return email === undefined ? 'the victim is signed out' : undefined
}

async function givenFor(
  tools: CsrfTools, { victim, attacker, action }: Attack, { token }: Forgery, known: Known,
): Promise<Given> {
  if (token === 'none') return nothing
  if (token === 'earlier' || token === 'elsewhere') return known[token] ?? nothing
  // A new page each time: a token may be good for one form only.
  const reader = token.startsWith('foreign') ? attacker : victim
  const { form } = await openForm(tools, reader, action)
  return spoil(form, token)
}

// With the session of the victim and all other cookies of the attacker: another program on the same
// host can set cookies.
function sendMixed(
  tools: CsrfTools, { victim, attacker, sessionCookies }: Attack, plan: RequestPlan,
): Promise<HttpExchange> {
  const isOfSession = ({ name }: Cookie) => sessionCookies.has(name)
  const pairs = [
    ...attacker.jar.cookies.filter((cookie) => !isOfSession(cookie)),
    ...victim.jar.cookies.filter(isOfSession),
  ].map(toPair)
  return tools.send({ ...plan, headers: [['Cookie', pairs.join('; ')], ...plan.headers ?? []] })
}

function toPair({ name, value }: Cookie): string {
  return `${name}=${value}`
}

/** Fails if a forged request did something, or if its response doesn't say that it didn't. */
export function judge(
  tools: CsrfTools, exchange: HttpExchange,
  { id, what, happened }: { id: Id; what: string; happened: string | undefined },
): void {
  const { status } = exchange.answer
  const evidence = { ...statusEvidence(exchange, 403), expected: `the status 403 for ${what}` }
  if (happened !== undefined) {
    tools.fail(status < 400 ? id : 'done-before-refusal', {
      ...evidence, actual: `the status ${status}, and ${happened}`,
    })
  }
  expectNoBlame(tools, exchange)
  if (status < 400) tools.fail('refusal-status', evidence)
}
