// The step about the ends of a session: after two weeks without use, and after 90 days in any case.
// The check changes the times in the table instead of waiting.

import { register, type Account } from '../35-passwords/client.ts'
import { expectListed } from './listSteps.ts'
import {
  expectSignedIn, expectSignedOut, signInAs, type Id, type SessionTools,
} from './signedIn.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

type Times = { created_at: number; seen_at: number; expires_at: number }

/** Lets days go by. */
export async function endSessions(tools: SessionTools): Promise<void> {
  const { fresh } = tools
  const account = await register(tools)
  const signedIn = await signInAs(tools, account)
  judgeTimes(tools, account)
  const now = Date.now()
  const expiresAt = now + 70 * dayMs
  const old = { created_at: now - 20 * dayMs, expires_at: expiresAt }
  setTimes(tools, account, { ...old, seen_at: now - 13 * dayMs })
  await expectSignedIn(tools, signedIn, 'idle-too-short')
  // Some programs write it after their response.
  await expectSignedIn(tools, signedIn, 'idle-too-short')
  const used = readTimes(tools, account)
  expectNear(tools, 'use-not-seen', used.seen_at, now)
  expectNear(tools, 'use-extends-end', used.expires_at, expiresAt)
  setTimes(tools, account, { ...old, seen_at: now - 15 * dayMs })
  await expectSignedOut(tools, signedIn.pairs, 'idle-ignored')
  await expectSignedOut(tools, signedIn.pairs, 'idle-ignored')
  const agent = `${fresh.word()}/${fresh.integer(1, 99)}`
  const later = await signInAs(tools, account, { agent })
  await expectListed(tools, later, { current: agent, agents: [agent], surplus: 'ended-listed' })
  setTimes(tools, account, {
    created_at: now - 90 * dayMs, seen_at: now, expires_at: Date.now() - 1_000,
  })
  await expectSignedOut(tools, later.pairs, 'end-ignored')
}

function judgeTimes(tools: SessionTools, account: Account): void {
  const now = Date.now()
  const { created_at: createdAt, seen_at: seenAt, expires_at: expiresAt } =
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
}

// The account has one session.
function readTimes(tools: SessionTools, { email }: Account): Times {
  const [row] = tools.query(`
    select created_at, seen_at, expires_at from sessions
    where user = (select id from users where email = ?) order by id desc`, email)
  if (row === undefined) return tools.fail('wrong-times', { actual: 'It has no row' })
  return {
    created_at: Number(row['created_at']), seen_at: Number(row['seen_at']),
    expires_at: Number(row['expires_at']),
  }
}

function setTimes(tools: SessionTools, { email }: Account, times: Times): void {
  tools.change(`
    update sessions set created_at = ?, seen_at = ?, expires_at = ?
    where user = (select id from users where email = ?)`,
  times.created_at, times.seen_at, times.expires_at, email)
}

function expectNear(tools: SessionTools, id: Id, time: number, expected: number): void {
  if (Math.abs(time - expected) < minuteMs) return
  tools.fail(id, { expected: `about ${expected}`, actual: `It is ${time}` })
}
