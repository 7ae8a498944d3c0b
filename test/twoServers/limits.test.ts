// What is limited is limited for both servers together, and no clock that is a little wrong lets
// more through or keeps anybody waiting for longer.

import assert from 'node:assert/strict'
import test from 'node:test'
import { freeTries } from '../../src/auth/passwords/throttle.ts'
import { hourMs, minuteMs, secondMs } from '../../src/basics/clock.ts'
import { creationLimit } from '../../src/features/links/make/rules.ts'
import { addPerson, password } from '../features/admin/people.ts'
import type { TestApp, TestReply } from '../testApp.ts'
import { openProgram } from '../testClients.ts'
import { inTurns, openServers } from './openServers.ts'

const email = 'eve@example.org'
const target = 'https://example.com/'
const skewsMs = [-30 * secondMs, -3 * secondMs, 0, 3 * secondMs, 30 * secondMs]

type Attempt = {
  name: string
  prepare?(site: TestApp): Promise<unknown>
  send(site: TestApp): Promise<TestReply>
  /** How many are admitted before the first wait. */
  most: number
  /** After how long the next one is admitted. */
  waitMs: number
}

const attempts: Attempt[] = [
  {
    name: 'new links of one client', most: creationLimit.most, waitMs: hourMs,
    send: (site) => openProgram(site).send('POST', '/api/links', { target }),
  },
  {
    name: 'wrong passwords of a link', most: 10, waitMs: 10 * minuteMs,
    prepare: (site) => openProgram(site).send('POST', '/api/links',
      { target, slug: 'locked', password: 'open sesame' }),
    send: (site) => site.request('POST', '/locked', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'password=wrong',
    }),
  },
]

for (const aheadMs of skewsMs) {
  for (const { name, prepare, send, most, waitMs } of attempts) {
    test(`${name}: as many at both as at one, with a clock ${aheadMs} ms ahead`, async (t) => {
      const servers = openServers(t, { aheadMs, publicOrigin: 'https://go.example' })
      await prepare?.(servers[0])
      const both = inTurns(servers)
      for (let count = 0; count < most; count += 1) {
        const { status, text } = await send(both)
        assert.notEqual(status, 429, `${count}: ${text}`)
      }
      for (const site of [...servers, ...servers]) assert.equal((await send(site)).status, 429)
      // Nobody waits longer than told, but for the difference of the clocks.
      servers[0].clock.now += waitMs + Math.abs(aheadMs)
      assert.notEqual((await send(both)).status, 429)
    })
  }
}

test('a difference of the clocks makes up for no wait that is longer', async (t) => {
  // The waits double from one second on, so a difference of 30 seconds is worth five tries at most.
  const rows: [aheadMs: number, more: number][] = [
    [0, 0], [3 * secondMs, 2], [-3 * secondMs, 2], [30 * secondMs, 5], [-30 * secondMs, 5],
  ]
  for (const [aheadMs, more] of rows) {
    const servers = openServers(t, { aheadMs })
    await addPerson(servers[0], email)
    const both = inTurns(servers)
    let admitted = 0
    for (let count = 0; count < 40; count += 1) {
      const reply = await openProgram(both)
        .send('POST', '/api/sessions', { email, password: 'wrong' })
      if (reply.status !== 429) admitted += 1
    }
    assert.ok(admitted >= freeTries && admitted <= freeTries + more, `${admitted} at ${aheadMs} ms`)
  }
})

test('tries at both servers at the same moment are all counted', async (t) => {
  const servers = openServers(t)
  await addPerson(servers[0], email)
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) =>
    openProgram(servers[index % 2] ?? servers[0])
      .send('POST', '/api/sessions', { email, password: 'wrong' })))
  assert.equal(replies.filter(({ status }) => status !== 429).length, freeTries)
})

test('a right password at one server forgets the wrong ones at the other', async (t) => {
  const [one, other] = openServers(t, { aheadMs: -3 * secondMs })
  await addPerson(one, email)
  const signIn = (site: TestApp, typed: string) =>
    openProgram(site).send('POST', '/api/sessions', { email, password: typed })
  for (let round = 0; round < 3; round += 1) {
    for (let count = 1; count < freeTries; count += 1) {
      assert.equal((await signIn(one, 'wrong')).status, 401)
    }
    assert.equal((await signIn(other, password)).status, 201, `round ${round}`)
  }
})
