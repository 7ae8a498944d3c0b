// The step about the list of sessions, and about ending one from another browser.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, newAccount, readList, register } from '../35-passwords/client.ts'
import {
  ask, askWho, expectEnded, expectNoStore, expectNoSecret, expectSignedIn, expectStatus,
  signInAs, signInPlan, toPairs, type Id, type SessionTools, type SignedIn,
} from './signedIn.ts'

type Listed = {
  agent: string
  id: string
  isCurrent: unknown
  createdAt: unknown
  seenAt: unknown
}

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
  await refuseSignIn(tools, other)
  const [{ id: ownId } = { id: '' }] = await expectListed(tools, other, {
    current: agent4, agents: [agent4], surplus: 'refused-began',
  })
  await refuseStrangers(tools, { other, ownId, listed, owners: [first, second, third] })
  await refuseHash(tools, third)
  const { id = '' } = listed.find(({ agent }) => agent.includes(agent3)) ?? {}
  const exchange = await end(tools, first, id)
  if (!isSuccess(exchange)) expectStatus(tools, exchange, [204, 200])
  await expectEnded(tools, third.pairs, 'not-ended-elsewhere')
  for (const signedIn of [first, second]) await expectSignedIn(tools, signedIn, 'others-ended')
  await expectListed(tools, first, { current: agent1, agents: [agent1, agent2] })
}

type Expected = { current: string; agents: readonly string[]; surplus?: Id }

async function expectListed(
  tools: SessionTools, signedIn: SignedIn, expected: Expected,
): Promise<readonly Listed[]> {
  return judgeList(tools, await askForList(tools, signedIn), { signedIn, ...expected })
}

/** Asks for the list of a person's sessions. */
export function askForList(tools: SessionTools, { pairs }: SignedIn): Promise<HttpExchange> {
  return ask(tools, { target: '/api/sessions', headers: [['Cookie', pairs]] })
}

/** Fails unless a list has exactly these sessions, and marks one as the current one. */
export function judgeList(
  tools: SessionTools, exchange: HttpExchange,
  { signedIn, current, agents, surplus = 'others-listed' }: Expected & { signedIn: SignedIn },
): readonly Listed[] {
  expectStatus(tools, exchange, [200])
  expectNoStore(tools, exchange)
  expectNoSecret(tools, exchange, signedIn)
  const listed = readList(exchange, 'sessions').map(({ id, agent, ...others }) => ({
    agent: String(agent), id: String(id),
    isCurrent: others['isCurrent'], createdAt: others['createdAt'], seenAt: others['seenAt'],
  }))
  const actual = listed.map(({ agent }) => agent).join(', ') || 'no session in "sessions"'
  const facts = { exchange, mark: 'body', expected: agents.join(', '), actual } as const
  const isListed = (agent: string) => listed.some((each) => each.agent.includes(agent))
  if (!agents.every(isListed)) tools.fail('list-incomplete', facts)
  if (listed.length > agents.length) tools.fail(surplus, facts)
  const isRight = listed.every(({ agent, isCurrent }) =>
    (isCurrent === true || isCurrent === 1) === agent.includes(current))
  if (isRight) return listed
  return tools.fail('current-not-marked', {
    exchange, mark: 'body', expected: `"isCurrent" is true for ${current} alone`,
  })
}

// In a browser that is signed in, and stays so.
async function refuseSignIn(tools: SessionTools, signedIn: SignedIn): Promise<void> {
  const { browser: { jar }, account: { email }, pairs } = signedIn
  const { password } = newAccount(tools.fresh)
  const exchange = await signedIn.browser.send(signInPlan({ email, password }))
  const after = toPairs(jar.cookies)
  if (after !== pairs && after !== '' && isSuccess(await askWho(tools, after))) {
    tools.fail('refused-began', { exchange, mark: 'header set-cookie' })
  }
  if (!isSuccess(await askWho(tools, pairs))) {
    tools.fail('refused-began', { exchange, actual: 'The session of before has ended' })
  }
  jar.keep(signedIn.exchange.answer.headers('set-cookie'), '/api/sessions')
}

type Strangers = {
  other: SignedIn
  /** The session of `other`. */
  ownId: string
  listed: readonly Listed[]
  owners: readonly SignedIn[]
}

async function refuseStrangers(
  tools: SessionTools, { other, ownId, listed, owners }: Strangers,
): Promise<void> {
  const ids = listed.map(({ id }) => id)
  const byOther = await Promise.all(ids.map((id) => end(tools, other, id)))
  const [id = ''] = ids
  const byNobody = await ask(tools, { method: 'DELETE', target: `/api/sessions/${id}` })
  for (const signedIn of owners) await expectSignedIn(tools, signedIn, 'others-ended')
  for (const exchange of byOther) expectStatus(tools, exchange, [404])
  expectStatus(tools, byNobody, [401])
  const unknowns = ['999999999', `${ownId}x`, '-1', 'x', '1e99', "' or 1=1 --"]
  for (const unknown of tools.fresh.shuffle(unknowns)) {
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
