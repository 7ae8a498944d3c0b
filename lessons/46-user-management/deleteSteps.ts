// The steps about the end of an account: who may delete it, and what is left.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { follow } from '../29-create-and-redirect/client.ts'
import {
  Browser, isSuccess, newAccount, readList, register, sendJson, type Account,
} from '../35-passwords/client.ts'
import {
  byKey, byNobody, bySession, byToken, newPerson, ownLink, pathOf, readRow, readUser,
  type OwnLink, type Person, type Way,
} from '../41-roles-and-ownership/people.ts'
import {
  byBearer, expectAllIn, expectAllOut, expectPasswordOut, newEverything, type Everything,
} from './everything.ts'
import { findTrace } from './traces.ts'
import {
  expectDone, expectRefused, failEarlier, me, words, type Id, type UserTools,
} from './tools.ts'

// Ten are allowed at once.
const mostTries = 13

/** Tries to delete an account without its password, in all ways. */
export async function keepAccount(tools: UserTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ann)
  const ways = [
    bySession(ann), await byToken(tools, ann), await byKey(tools, ann, ['account']),
  ]
  const { password } = ann.account
  const bodies = [
    { password: words(tools, 4) }, { password: ben.account.password }, { password: '' }, {},
    { password: [password] }, { password: password.toUpperCase() }, null,
    { password: ben.account.password, email: ben.account.email },
  ]
  for (const [index, body] of fresh.shuffle(bodies).entries()) {
    const way = ways[index % ways.length] ?? bySession(ann)
    const exchange = await way.send('DELETE', me, body)
    expectThere(tools, { ann, link, exchange, id: 'deleted-without-password' })
    const what = `${way.name} and ${JSON.stringify(body)}`
    const statuses = [401, 403, 422, 400]
    expectRefused(tools, exchange, { id: 'deleted-without-password', what, statuses })
  }
  const links = await byKey(tools, ann, ['links:read', 'links:write'])
  const rows: readonly (readonly [Way, Id, number[]])[] = [
    [byNobody(tools), 'let-in', [401]], [links, 'scope-ignored', [403]],
  ]
  for (const [way, id, statuses] of rows) {
    const exchange = await way.send('DELETE', me, { password })
    expectThere(tools, { ann, link, exchange, id })
    expectRefused(tools, exchange, { id, what: way.name, statuses })
  }
  await expectCounted(tools)
}

// A copied token must not be enough to find the password out.
async function expectCounted(tools: UserTools): Promise<void> {
  const ann = await newPerson(tools)
  const wrong = { email: ann.account.email, password: words(tools, 4) }
  let exchange: HttpExchange | undefined
  for (let tries = 0; tries < mostTries && exchange?.answer.status !== 429; tries += 1) {
    exchange = await byNobody(tools).send('POST', '/api/sessions', wrong)
  }
  if (exchange?.answer.status !== 429) {
    return failEarlier(tools, exchange, `429 within ${mostTries} wrong passwords`)
  }
  const another = await bySession(ann).send('DELETE', me, { password: words(tools, 4) })
  if (another.answer.status === 429) return
  tools.fail('other-way-in', { exchange: another, mark: 'status', expected: '429, as elsewhere' })
}

type There = { ann: Person; link: OwnLink; exchange: HttpExchange; id: Id }

function expectThere(tools: UserTools, { ann, link, exchange, id }: There): void {
  const { email } = ann.account
  if (readUser(tools, ann.account) === undefined) {
    tools.fail(id, { exchange, expected: `the row of ${email} stays`, actual: 'It is gone' })
  }
  if (readRow(tools, link.slug)?.user === ann.id) return
  tools.fail(id, { exchange, expected: `the link ${link.slug} stays theirs` })
}

/** Deletes the account of a user who has everything, and looks for what is left. */
export async function deleteAccount(tools: UserTools): Promise<void> {
  const { fresh } = tools
  const ben = await newPerson(tools)
  const bens = await ownLink(tools, ben)
  const ways = [
    bySession(ben), await byToken(tools, ben), await byKey(tools, ben, ['links:read', 'account']),
  ]
  const ann = await newEverything(tools)
  const name = words(tools, 2)
  await bySession(ann.person).send('PATCH', me, { name })
  const links = [await ownLink(tools, ann.person), await ownLink(tools, ann.person)]
  const subject = connectProvider(tools, ann.person)
  const families = tools.query('select id from token_families where user = ?', ann.person.id)
    .map((row) => row['id'])
  await expectAllIn(tools, ann)
  const before = countOthers(tools, ann.person)
  const way = fresh.pick([bySession(ann.person), byBearer(tools, ann.accessToken, 'a token')])
  const { account } = ann.person
  const exchange = await way.send('DELETE', me, { password: account.password })
  expectDone(tools, exchange, 'not-deleted', '204: the password is right')
  if (readUser(tools, account) !== undefined) {
    tools.fail('not-deleted', { exchange, expected: `no row of ${account.email}` })
  }
  const texts = [
    account.email, name, subject, ann.keyName, ...links.flatMap(({ slug, note }) => [slug, note]),
  ]
  const left = findTrace(tools, { id: ann.person.id, texts, families })
  if (left !== undefined) {
    tools.fail('data-left', { exchange, expected: 'nothing of this user', actual: left })
  }
  const after = countOthers(tools, ann.person)
  if (Object.entries(before).some(([table, rows]) => Number(after[table]) < Number(rows))) {
    tools.fail('others-changed', {
      exchange, expected: `rows of other users stay: ${JSON.stringify(before)}`,
      actual: JSON.stringify(after),
    })
  }
  await expectNoLinks(tools, links)
  const why = 'the account was deleted'
  await expectAllOut(tools, ann, { id: 'survives-deletion', why })
  await expectPasswordOut(tools, ann.person, { id: 'survives-deletion', why })
  await expectOthers(tools, ways, bens)
  await signUpAgain(tools, ann)
}

async function expectNoLinks(tools: UserTools, links: readonly OwnLink[]): Promise<void> {
  for (const link of links) {
    const after = [await follow(tools, link.slug), await byNobody(tools).send('GET', pathOf(link))]
    for (const exchange of after) {
      if (exchange.answer.status >= 400) continue
      tools.fail('data-left', { exchange, mark: 'status', expected: '404: its owner is gone' })
    }
  }
}

// The provider isn't there, and the row of its account is.
function connectProvider({ change, fresh }: UserTools, { id }: Person): string {
  const subject = `${fresh.word()}-${fresh.word()}`
  change('insert into provider_accounts (issuer, subject, user) values (?, ?, ?)',
    `https://${fresh.word()}.example`, subject, id)
  return subject
}

// How many rows of other users there are, in each table that has a user.
function countOthers({ query }: UserTools, { id }: Person): Readonly<Record<string, unknown>> {
  const tables = ['sessions', 'links', 'api_keys', 'token_families', 'one_time_tokens']
  const counts = tables.map((table) =>
    `(select count(*) from ${table} where user <> ${id}) as ${table}`)
  return query(`select ${counts.join()}`)[0] ?? {}
}

async function expectOthers(tools: UserTools, ways: readonly Way[], link: OwnLink): Promise<void> {
  for (const way of ways) {
    const exchange = await way.send('GET', pathOf(link))
    if (isSuccess(exchange)) continue
    tools.fail('others-changed', {
      exchange, mark: 'status', expected: `200 for ${way.name} of a user who is still here`,
    })
  }
}

// The address is free. The next one to have it is somebody else.
async function signUpAgain(tools: UserTools, old: Everything): Promise<void> {
  const account: Account = {
    email: old.person.account.email, password: newAccount(tools.fresh).password,
  }
  const exchange = await sendJson(tools, 'POST', '/api/users', account)
  expectDone(tools, exchange, 'data-left', '201: nobody has this address any more')
  if (readUser(tools, account)?.id === old.person.id) {
    tools.fail('audit-wrong', {
      exchange, expected: `an id that nobody had before: the trail has events of ${old.person.id}`,
      actual: `The new user is ${old.person.id}, too`,
    })
  }
  await register(tools)
  const why = 'the account with this address is a new one'
  await expectAllOut(tools, old, { id: 'survives-deletion', why })
  const reset = await byNobody(tools).send('POST', '/api/users/reset', {
    token: old.resetToken, password: words(tools, 4),
  })
  if (isSuccess(reset)) {
    tools.fail('survives-deletion', {
      exchange: reset, mark: 'status', expected: `422 for a link in an old mail: ${why}`,
    })
  }
  const browser = new Browser(tools)
  const signedIn = await sendJson(browser, 'POST', '/api/sessions', account)
  expectDone(tools, signedIn, 'data-left', `201: ${why}`)
  for (const [path, member] of [['/api/links', 'links'], ['/api/keys', 'keys']] as const) {
    const listed = await browser.send({ target: path })
    if (readList(listed, member).length === 0) continue
    tools.fail('data-left', { exchange: listed, mark: 'body', expected: `no ${member}: ${why}` })
  }
}
