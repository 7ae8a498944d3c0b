// The step about the ends of a session: after two weeks without use, and after 90 days in any case.
// The check changes the times in the table instead of waiting.

import { setTimeout as pause } from 'node:timers/promises'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { register, type Account } from '../35-passwords/client.ts'
import { askForList, judgeList } from './listSteps.ts'
import {
  expectEnded, expectSignedIn, expectStatus, signInAs, type Id, type SessionTools,
} from './signedIn.ts'
import { readTime } from './times.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

type Times = { created_at: number; seen_at: number; expires_at: number }

/** Lets days go by: somebody uses one session, forgets another one, and a third one is over. */
export async function endSessions(tools: SessionTools): Promise<void> {
  const { fresh } = tools
  const account = await register(tools)
  const agent = `${fresh.word()}/${fresh.integer(1, 99)}`
  const used = await signInAs(tools, account, { agent })
  const usedId = judgeTimes(tools, account)
  const forgotten = await signInAs(tools, account, { agent: 'x'.repeat(2_000) })
  const { id: forgottenId } = readTimes(tools, account)
  const now = Date.now()
  const old = { created_at: now - 20 * dayMs, expires_at: now + 70 * dayMs }
  // A sign-in may delete what has ended, and nothing else.
  setTimes(tools, usedId, { ...old, seen_at: now - 13 * dayMs })
  await signInAs(tools, account)
  const { id: overId } = readTimes(tools, account)
  const over = { created_at: now - 90 * dayMs, seen_at: now, expires_at: now - 1_000 }
  setTimes(tools, forgottenId, { ...old, seen_at: now - 15 * dayMs })
  setTimes(tools, overId, over)
  const use = async (act: () => Promise<HttpExchange>) => {
    setTimes(tools, usedId, { ...old, seen_at: now - 13 * dayMs })
    const exchange = await act()
    const after = await readAfterUse(tools, account, usedId)
    expectNear(tools, 'use-not-seen', after.seen_at, now)
    expectNear(tools, 'use-extends-end', after.expires_at, old.expires_at)
    return exchange
  }
  setTimes(tools, usedId, { ...old, seen_at: now - 6 * minuteMs })
  await expectSignedIn(tools, used, 'idle-too-short')
  expectNear(tools, 'use-not-seen', (await readAfterUse(tools, account, usedId)).seen_at, now)
  await use(() => expectSignedIn(tools, used, 'idle-too-short'))
  // A program may delete what has ended when its cookie comes: the list is asked for before that.
  const list = await use(() => askForList(tools, used))
  expectStatus(tools, list, [200])
  await expectEnded(tools, forgotten.pairs, 'idle-ignored')
  setTimes(tools, usedId, over)
  await expectEnded(tools, used.pairs, 'end-ignored')
  const [listed] = judgeList(tools, list, {
    signedIn: used, current: agent, agents: [agent], surplus: 'ended-listed',
  })
  expectTime(tools, list, listed?.createdAt, [old.created_at])
  expectTime(tools, list, listed?.seenAt, [now, now - 13 * dayMs])
}

// Some programs write it after their response.
async function readAfterUse(tools: SessionTools, account: Account, id: number): Promise<Times> {
  for (let look = 0; look < 20; look += 1) {
    const times = readTimes(tools, account, id)
    if (times.seen_at > Date.now() - 3 * minuteMs) return times
    await pause(25)
  }
  return readTimes(tools, account, id)
}

function expectTime(
  tools: SessionTools, exchange: HttpExchange, value: unknown, expected: readonly number[],
): void {
  const time = readTime(value)
  if (expected.some((each) => Math.abs(time - each) < minuteMs)) return
  tools.fail('listed-at-other-times', {
    exchange, mark: 'body', expected: new Date(expected[0] ?? 0).toISOString(),
    actual: String(value),
  })
}

/** Fails unless the account's newest session has the times of a new one; gives its id. */
export function judgeTimes(tools: SessionTools, account: Account): number {
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
  if (days < 89 || expiresAt > now + 90 * dayMs + minuteMs) tools.fail('wrong-times', facts)
  return id
}

/** Says whether an account has a row in the table. */
export function hasRow({ query }: SessionTools, { email }: Account): boolean {
  return query(`select 1 from sessions where user = (select id from users where email = ?)`, email)
    .length > 0
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
