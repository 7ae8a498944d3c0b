// The step about the list of sessions, and about ending one from another browser.

import {
  Browser, isSuccess, newAccount, readList, register, type Account,
} from '../35-passwords/client.ts'
import {
  ask, askWho, expectEnded, expectNoStore, expectNoToken, expectSignedIn, expectStatus,
  signInAs, signInPlan, toPairs, type Id, type SessionTools, type SignedIn,
} from './signedIn.ts'

type Listed = { agent: string; id: string; isCurrent: unknown }

/** Signs one person in three times and another one once, and ends sessions by their ids. */
export async function listSessions(tools: SessionTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await register(tools), await register(tools)]
  const agents = [1, 2, 3, 4].map((number) => `${fresh.word()}/${number}.${fresh.integer(1, 99)}`)
  const [agent1 = '', agent2 = '', agent3 = '', agent4 = ''] = agents
  const first = await signInAs(tools, ann, { agent: agent1 })
  const second = await signInAs(tools, ann, { agent: agent2 })
  const third = await signInAs(tools, ann, { agent: agent3 })
  const other = await signInAs(tools, ben, { agent: agent4 })
  await expectListed(tools, first, { current: agent1, agents: [agent1, agent2, agent3] })
  const listed =
    await expectListed(tools, second, { current: agent2, agents: [agent1, agent2, agent3] })
  await expectListed(tools, other, { current: agent4, agents: [agent4] })
  await refuseSignIn(tools, ben)
  await expectListed(tools, other, {
    current: agent4, agents: [agent4], surplus: 'refused-began',
  })
  await refuseStrangers(tools, { other, listed, owners: [first, second, third] })
  await refuseHash(tools, third)
  const { id = '' } = listed.find(({ agent }) => agent.includes(agent3)) ?? {}
  const exchange = await end(tools, first, id)
  if (!isSuccess(exchange)) expectStatus(tools, exchange, [204, 200])
  await expectEnded(tools, third.pairs, 'not-ended-elsewhere')
  for (const signedIn of [first, second]) await expectSignedIn(tools, signedIn, 'others-ended')
  await expectListed(tools, first, { current: agent1, agents: [agent1, agent2] })
}

type Expected = { current: string; agents: readonly string[]; surplus?: Id }

/** Fails unless the list has exactly these sessions, and marks one as the current one. */
export async function expectListed(
  tools: SessionTools, signedIn: SignedIn,
  { current, agents, surplus = 'others-listed' }: Expected,
): Promise<readonly Listed[]> {
  const exchange = await ask(tools, {
    target: '/api/sessions', headers: [['Cookie', signedIn.pairs]],
  })
  expectStatus(tools, exchange, [200])
  expectNoStore(tools, exchange)
  expectNoToken(tools, exchange, signedIn)
  const listed = readList(exchange, 'sessions').map(({ id, agent, isCurrent }) =>
    ({ agent: String(agent), id: String(id), isCurrent }))
  const actual = listed.map(({ agent }) => agent).join(', ')
  const facts = { exchange, mark: 'body', expected: agents.join(', '), actual } as const
  const isListed = (agent: string) => listed.some((each) => each.agent.includes(agent))
  if (!agents.every(isListed)) tools.fail('list-incomplete', facts)
  if (listed.length > agents.length) tools.fail(surplus, facts)
  const isRight = listed.every(({ agent, isCurrent }) =>
    (isCurrent === true) === agent.includes(current))
  if (isRight) return listed
  return tools.fail('current-not-marked', {
    exchange, mark: 'body', expected: `"isCurrent" is true for ${current} alone`,
  })
}

async function refuseSignIn(tools: SessionTools, { email }: Account): Promise<void> {
  const browser = new Browser(tools)
  const { password } = newAccount(tools.fresh)
  const exchange = await browser.send(signInPlan({ email, password }))
  const pairs = toPairs(browser.jar.cookies)
  if (pairs === '' || !isSuccess(await askWho(tools, pairs))) return
  tools.fail('refused-began', { exchange, mark: 'header set-cookie' })
}

type Strangers = { other: SignedIn; listed: readonly Listed[]; owners: readonly SignedIn[] }

async function refuseStrangers(
  tools: SessionTools, { other, listed, owners }: Strangers,
): Promise<void> {
  const ids = listed.map(({ id }) => id)
  const byOther = await Promise.all(ids.map((id) => end(tools, other, id)))
  const [id = ''] = ids
  const byNobody = await ask(tools, { method: 'DELETE', target: `/api/sessions/${id}` })
  for (const signedIn of owners) await expectSignedIn(tools, signedIn, 'others-ended')
  for (const exchange of byOther) expectStatus(tools, exchange, [404])
  expectStatus(tools, byNobody, [401])
  const nobodysList = await ask(tools, { target: '/api/sessions' })
  if (isSuccess(nobodysList)) tools.fail('garbage-accepted', { exchange: nobodysList })
  expectStatus(tools, nobodysList, [401])
  for (const unknown of tools.fresh.shuffle(['999999999', '0', '-1', 'x', '1e99', "' or 1=1 --"])) {
    expectStatus(tools, await end(tools, other, unknown), [404, 400, 422])
  }
  for (const signedIn of [...owners, other]) await expectSignedIn(tools, signedIn, 'others-ended')
}

function end(tools: SessionTools, { browser }: SignedIn, id: string) {
  const target = `/api/sessions/${encodeURIComponent(id)}`
  return ask(tools, { method: 'DELETE', target }, browser)
}

// What a thief finds in a copy of the file.
async function refuseHash(tools: SessionTools, { cookies, account }: SignedIn): Promise<void> {
  const rows = tools.query(`
    select token_hash from sessions where user = (select id from users where email = ?)`,
  account.email)
  for (const { token_hash: stored } of rows) {
    const pairs = cookies.map(({ name }) => `${name}=${stored}`).join('; ')
    const exchange = await askWho(tools, pairs)
    if (isSuccess(exchange)) return tools.fail('token-stored', { exchange })
  }
}
