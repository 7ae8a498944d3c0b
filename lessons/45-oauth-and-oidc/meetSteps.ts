// Sign-ins with the other provider that meet in the program.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Person } from './idTokens.ts'
import type { Grant } from './otherProvider.ts'
import { expectSignedIn } from './outcomes.ts'
import { begin, finish, giveCode, newPerson, type SignIn } from './signIns.ts'
import { newVisitor, type Site } from './visitor.ts'

type Met = { person: Person; signIn: SignIn; grant: Grant; exchange: HttpExchange }

/** Two people begin and come back at the same time, as themselves or with the same account. */
export async function meet(site: Site): Promise<void> {
  for (const { person: { email }, signIn, grant, exchange } of await comeTogether(site, [
    newPerson(site), newPerson(site),
  ])) {
    await expectSignedIn(site, { visitor: signIn.visitor, exchange, grant, email })
  }
  const person = newPerson(site)
  expectOneRow(site, await comeTogether(site, [person, person]))
  const one = newPerson(site)
  const other = { ...newPerson(site), email: one.email }
  expectOneRow(site, await comeTogether(site, [one, other]))
}

async function comeTogether(site: Site, people: readonly Person[]): Promise<readonly Met[]> {
  const { together } = site.tools
  const alone = { ...site, send: site.sendAlone }
  const signIns = await together(() => Promise.all(people.map(async (person) =>
    ({ person, signIn: await begin(site, newVisitor(alone)) }))))
  const gate = openWhenAsked(people.length)
  const grants = signIns.map(({ person, signIn }) =>
    ({ person, signIn, grant: giveCode(site, signIn, person, gate) }))
  return together(() => Promise.all(grants.map(async (each) => {
    const exchange = await finish(site, each.signIn, each.grant).finally(gate.open)
    return { ...each, exchange }
  })))
}

// A program that asks for one token after the other gets the first one after this time.
const patienceMs = 200

// The provider responds to all of them at once, so that they go on at the same time.
function openWhenAsked(count: number): { wait(): Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = 0
  return {
    wait() {
      asked += 1
      if (asked === count) resolve()
      else setTimeout(resolve, patienceMs).unref()
      return promise
    },
    open: resolve,
  }
}

// Both have the same address. One of them is the first, and the other one may be refused.
function expectOneRow({ tools, provider }: Site, [first]: readonly Met[]): void {
  const email = first?.person.email ?? ''
  const rows = tools.query(`
    select subject from provider_accounts join users on users.id = user
    where issuer = ? and email = ?`, provider.issuer, email)
  if (rows.length === 1) return
  tools.fail(rows.length > 1 ? 'account-taken-over' : 'provider-sign-in-refused', {
    exchange: first?.exchange, expected: `one row in provider_accounts for ${email}`,
    actual: `There are ${rows.length}`,
  })
}
