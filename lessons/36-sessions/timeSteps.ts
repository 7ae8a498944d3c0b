// The step about the ends of a session: after two weeks without use, and after 90 days in any case.
// The check changes the times in the table instead of waiting.

import { register, type Account } from '../35-passwords/client.ts'
import { expectListed } from './listSteps.ts'
import { expectEnded, expectSignedIn, signInAs, type Id, type SessionTools } from './signedIn.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

type Times = { created_at: number; seen_at: number; expires_at: number }

/** Lets days go by: somebody uses one session, and forgets another one. */
export async function endSessions(tools: SessionTools): Promise<void> {
  const { fresh } = tools
  const account = await register(tools)
  const agent = `${fresh.word()}/${fresh.integer(1, 99)}`
  const used = await signInAs(tools, account, { agent })
  const usedId = judgeTimes(tools, account)
  const now = Date.now()
  const old = { created_at: now - 20 * dayMs, expires_at: now + 70 * dayMs }
  setTimes(tools, usedId, { ...old, seen_at: now - 13 * dayMs })
  const forgotten = await signInAs(tools, account, { agent: 'x'.repeat(2_000) })
  const forgottenId = readTimes(tools, account).id
  setTimes(tools, forgottenId, { ...old, seen_at: now - 15 * dayMs })
  await expectSignedIn(tools, used, 'idle-too-short')
  // Some programs write it after their response.
  await expectSignedIn(tools, used, 'idle-too-short')
  const after = readTimes(tools, account, usedId)
  expectNear(tools, 'use-not-seen', after.seen_at, now)
  expectNear(tools, 'use-extends-end', after.expires_at, old.expires_at)
  await expectEnded(tools, forgotten.pairs, 'idle-ignored')
  await expectEnded(tools, forgotten.pairs, 'idle-ignored')
  await expectListed(tools, used, { current: agent, agents: [agent], surplus: 'ended-listed' })
  setTimes(tools, usedId, {
    created_at: now - 90 * dayMs, seen_at: now, expires_at: Date.now() - 1_000,
  })
  await expectEnded(tools, used.pairs, 'end-ignored')
}

function judgeTimes(tools: SessionTools, account: Account): number {
  const now = Date.now()
  const { id, created_at: createdAt, seen_at: seenAt, expires_at: expiresAt } =
    readTimes(tools, account)
  expectNear(tools, 'wrong-times', createdAt, now)
  expectNear(tools, 'wrong-times', seenAt, now)
  const days = (expiresAt - now) / dayMs
  const facts = {
    expected: `expires_at is ${now + 90 * dayMs}: in 90 days`,
    actual: `it is ${expiresAt}: in ${days.toFixed(1)} days`,
  }
  if (expiresAt > now + 90 * dayMs + minuteMs) tools.fail('lives-too-long', facts)
  if (days < 89) tools.fail('wrong-times', facts)
  return id
}

// Of the account's newest session, or of one of them.
function readTimes(
  tools: SessionTools, { email }: Account, wanted?: number,
): Times & { id: number } {
  const rows = tools.query(`
    select id, created_at, seen_at, expires_at from sessions
    where user = (select id from users where email = ?) order by id desc`, email)
  const row = rows.find(({ id }) => wanted === undefined || id === wanted)
  if (row === undefined) return tools.fail('wrong-times', { actual: 'It has no row' })
  return {
    id: Number(row['id']), created_at: Number(row['created_at']),
    seen_at: Number(row['seen_at']), expires_at: Number(row['expires_at']),
  }
}

function setTimes({ change }: SessionTools, id: number, times: Times): void {
  change('update sessions set created_at = ?, seen_at = ?, expires_at = ? where id = ?',
    times.created_at, times.seen_at, times.expires_at, id)
}

function expectNear(tools: SessionTools, id: Id, time: number, expected: number): void {
  if (Math.abs(time - expected) < minuteMs) return
  tools.fail(id, { expected: `about ${expected}`, actual: `It is ${time}` })
}
