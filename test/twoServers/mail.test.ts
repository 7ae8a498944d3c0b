// The servers share one outbox: each mail is sent once, by whichever server takes it first.

import assert from 'node:assert/strict'
import test from 'node:test'
import { minuteMs, secondMs } from '../../src/basics/clock.ts'
import type { Mail } from '../../src/services/mail/message.ts'
import type { Transport } from '../../src/services/mail/transport.ts'
import { read, run } from '../features/admin/people.ts'
import type { TestApp } from '../testApp.ts'
import { openServers } from './openServers.ts'

const skewsMs = [-30 * secondMs, 0, 30 * secondMs]

function mailOf(number: number): Mail {
  return { to: `user${number}@example.org`, subject: `Mail ${number}`, text: 'Hello' }
}

async function store(site: TestApp, count: number): Promise<string[]> {
  const mails = Array.from({ length: count }, (_, index) => mailOf(index))
  await site.database.batch(mails.map((mail) => site.options.outbox.add(mail)))
  return mails.map(({ subject }) => subject).sort()
}

test('each mail is sent once, however the clocks differ', async (t) => {
  for (const aheadMs of skewsMs) {
    const servers = openServers(t, { aheadMs })
    const [one] = servers
    const subjects = await store(one, 50)
    one.clock.now += 30 * secondMs
    const sent = (await Promise.all(servers.map((site) => site.mails()))).flat()
    assert.deepEqual(sent.map(({ subject }) => subject).sort(), subjects, `${aheadMs} ms ahead`)
    assert.deepEqual(await read(one, 'select 1 from mails'), [])
  }
})

test('the mail of a server that crashed while it sent it is sent by the other', async (t) => {
  for (const aheadMs of skewsMs) {
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const transport: Transport = {
      send() {
        begun.resolve()
        return end.promise
      },
    }
    const [one, other] = openServers(t, { aheadMs, transport })
    await store(one, 1)
    one.options.outbox.wake()
    await begun.promise
    assert.deepEqual(await other.mails(), [], 'as long as it may still be under way')
    one.clock.now += 20 * minuteMs + 30 * secondMs
    assert.deepEqual((await other.mails()).map(({ subject }) => subject), ['Mail 0'])
    // It was only slow, and gives up now: there is nothing to note any more.
    end.reject(new Error('The mail server is gone'))
    await one.options.outbox.close()
    assert.deepEqual(await read(one, 'select 1 from mails'), [])
  }
})

test('a mail that one server stored and never sent is sent by the other', async (t) => {
  const [one, other] = openServers(t)
  await run(one, `insert into mails (recipient, subject, body, created_at, due_at)
    values ('ada@example.org', 'Left over', 'Hello', ?, ?)`, one.clock.now, one.clock.now)
  assert.deepEqual((await other.mails()).map(({ subject }) => subject), ['Left over'])
  assert.deepEqual(await one.mails(), [])
})
