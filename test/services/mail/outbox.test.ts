import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import test from 'node:test'
import { dayMs, minuteMs } from '../../../src/basics/clock.ts'
import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { createFileTransport, listOutbox } from '../../../src/services/mail/fileTransport.ts'
import type { Mail } from '../../../src/services/mail/message.ts'
import { createOutbox } from '../../../src/services/mail/outbox.ts'
import { addMail } from '../../../src/services/mail/outboxStore.ts'
import { createSmtpTransport } from '../../../src/services/mail/smtp.ts'
import { SmtpError } from '../../../src/services/mail/smtpReply.ts'
import type { Delivery, Transport } from '../../../src/services/mail/transport.ts'
import { startProcess } from '../../otherProcess.ts'
import { pick } from '../../pick.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { mailOf, makeOutbox, openMailDatabase, readRows } from './mailDatabase.ts'
import { startSmtpServer } from './smtpServer.ts'

const from = { name: 'Groundwork', address: 'noreply@go.example' }

/** A transport that keeps what it is given, and answers as it is told. */
function recorder(answer: (mail: Mail, delivery: Delivery) => Promise<void> | void = () => {}) {
  const sent: Mail[] = []
  const deliveries: Delivery[] = []
  const transport: Transport = {
    async send(mail, delivery) {
      sent.push(mail)
      deliveries.push(delivery)
      await answer(mail, delivery)
    },
  }
  return { sent, deliveries, transport }
}

const refused = (isPermanent: boolean) => () => {
  throw new SmtpError('The mail server refused the recipient: 550', { isPermanent })
}

test('what is due is sent, oldest first, and forgotten', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  clock.now += 1
  const mails = Array.from({ length: 20 }, (_, index) => mailOf(index + 2))
  await add(...mails)
  await outbox.drain()
  assert.deepEqual(sent, [mailOf(1), ...mails])
  assert.deepEqual(await readRows(database), [])
  await outbox.close()
})

test('there is a mail if and only if the change was made', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox } = makeOutbox({ database, transport })
  const broken = sql`insert into mails (id, recipient) values (1, null)`
  await assert.rejects(database.batch([outbox.add(mailOf(1)), broken]), { kind: 'not null' })
  await outbox.drain()
  assert.deepEqual(sent, [])
  await database.batch([outbox.add(mailOf(2)), sql`update mails set subject = 'Changed'`])
  await outbox.drain()
  assert.deepEqual(sent, [{ ...mailOf(2), subject: 'Changed' }])
  await outbox.close()
})

test('waking begins nothing before a response can be written', async (t) => {
  const { database } = openMailDatabase(t)
  let looks = 0
  const clock = () => {
    looks += 1
    return 1_000_000
  }
  const { sent, transport } = recorder()
  const outbox = createOutbox({ database, transport, clock })
  await database.run(addMail(mailOf(1), 1_000_000))
  outbox.wake()
  await Promise.resolve()
  assert.equal(looks, 0)
  await outbox.drain()
  assert.deepEqual([sent.length, looks > 0], [1, true])
  await outbox.close()
})

test('waking sends in the background', async (t) => {
  const { database } = openMailDatabase(t)
  const arrived = Promise.withResolvers<Mail>()
  const { transport } = recorder((mail) => arrived.resolve(mail))
  const { outbox, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  assert.equal(outbox.wake(), undefined)
  assert.deepEqual(await arrived.promise, mailOf(1))
  await outbox.close()
  assert.deepEqual(await readRows(database), [])
})

test('what is due later is sent later, without anybody waking it', async (t) => {
  const { database } = openMailDatabase(t)
  const arrived = Promise.withResolvers<Mail>()
  const { transport } = recorder((mail) => arrived.resolve(mail))
  const outbox = createOutbox({ database, transport, clock: Date.now })
  await database.run(addMail(mailOf(1), Date.now() + 30))
  outbox.wake()
  // The outbox's own timer keeps no process from ending.
  const alive = setInterval(() => undefined, 1_000)
  assert.deepEqual(await arrived.promise, mailOf(1))
  clearInterval(alive)
  await outbox.close()
})

test('a process may end while mails are due later', async (t) => {
  const { database, place } = openMailDatabase(t)
  const now = 1_000_000
  await database.run(addMail(mailOf(1), now + minuteMs))
  const child = fork(new URL('outboxProcess.ts', import.meta.url))
  t.after(() => child.kill('SIGKILL'))
  child.send({ place: await place(), now })
  assert.deepEqual(await once(child, 'message').then(([answer]) => answer), { sent: [] })
  child.disconnect()
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('three are sent at once, and a slow one delays none', async (t) => {
  const { database } = openMailDatabase(t)
  const slow = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  let [running, most] = [0, 0]
  const { sent, transport } = recorder(async ({ subject }) => {
    running += 1
    most = Math.max(most, running)
    if (subject === 'Mail 12') reached.resolve()
    if (subject === 'Mail 1') await slow.promise
    else await new Promise((resolve) => setImmediate(resolve))
    running -= 1
  })
  const { outbox, add } = makeOutbox({ database, transport })
  await add(...Array.from({ length: 11 }, (_, index) => mailOf(index + 1)))
  outbox.wake()
  await add(mailOf(12))
  outbox.wake()
  await reached.promise
  slow.resolve()
  await outbox.drain()
  assert.equal(most, 3)
  assert.equal(sent.length, 12)
  await outbox.close()
})

test('however often it is woken, each mail is sent once', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox, add } = makeOutbox({ database, transport })
  for (let number = 0; number < 50; number += 1) {
    void add(mailOf(number)).then(() => outbox.wake())
    if (number % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
    outbox.wake()
  }
  await database.run(sql`update mails set attempts = attempts`)
  await outbox.drain()
  assert.equal(sent.length, 50)
  assert.equal(new Set(sent.map(({ to }) => to)).size, 50)
  await outbox.close()
})

test('a mail that comes while all look away is seen', async (t) => {
  const { database } = openMailDatabase(t)
  const [looked, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let looks = 0
  // As over a network: an answer takes its time, and may be old when it comes.
  const distant: Database = {
    all: (statement) => database.all(statement),
    run: (statement) => database.run(statement),
    batch: (statements) => database.batch(statements),
    isReplaced: () => database.isReplaced(),
    close: () => database.close(),
    async one(statement) {
      const row = await database.one(statement)
      looks += 1
      if (looks === 3) looked.resolve()
      await mayGoOn.promise
      return row
    },
  }
  const { sent, transport } = recorder()
  const { outbox, add } = makeOutbox({ database: distant, transport })
  for (const _ of [1, 2, 3]) outbox.wake()
  await looked.promise
  await add(mailOf(1))
  const drained = outbox.drain()
  mayGoOn.resolve()
  await drained
  assert.deepEqual(sent, [mailOf(1)])
  await outbox.close()
})

test('what fails is tried again, later and later, as the same mail', async (t) => {
  const { database } = openMailDatabase(t)
  let isDown = true
  const { sent, deliveries, transport } = recorder(() => {
    if (isDown) throw new SmtpError('The mail server did not respond in time')
  })
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  const start = clock.now
  for (const [index, minutes] of [1, 5, 30, 120, 360, 360].entries()) {
    await outbox.drain()
    const [row] = await readRows(database)
    assert.equal(row?.due_at, clock.now + minutes * minuteMs)
    assert.equal(row.attempts, index + 1)
    assert.equal(row.last_error, 'The mail server did not respond in time')
    clock.now = row.due_at - 1
    await outbox.drain()
    assert.equal(sent.length, index + 1, 'a millisecond too early')
    clock.now += 1
  }
  isDown = false
  await outbox.drain()
  assert.deepEqual(await readRows(database), [])
  assert.equal(new Set(deliveries.map(({ id }) => id)).size, 1)
  assert.ok(deliveries.every(({ date }) => date.getTime() === start))
  await outbox.close()
})

test('no two mails have one id, even with the same words', async (t) => {
  const { database } = openMailDatabase(t)
  const { deliveries, transport } = recorder()
  const { outbox, add, clock } = makeOutbox({ database, transport })
  await add(mailOf(1), mailOf(1), mailOf(2))
  await outbox.drain()
  clock.now += 1
  await add(mailOf(1))
  await outbox.drain()
  assert.equal(new Set(deliveries.map(({ id }) => id)).size, 4)
  for (const { id } of deliveries) assert.match(id, /^[0-9a-f]{32}$/)
  await outbox.close()
})

test('what is refused for good is not tried again, and its text is forgotten', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder(refused(true))
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  await outbox.drain()
  clock.now += 10 * dayMs
  await outbox.drain()
  assert.equal(sent.length, 1)
  assert.deepEqual(await readRows(database), [{
    id: 1, recipient: 'ann1@example.com', body: '', due_at: null, attempts: 1,
    last_error: 'The mail server refused the recipient: 550',
  }])
  await outbox.close()
})

test('after three days nobody tries any more, after thirty the failure is forgotten', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder(refused(false))
  const { outbox, clock, add, logged } = makeOutbox({ database, transport })
  await add(mailOf(1))
  const start = clock.now
  while (clock.now <= start + 4 * dayMs) {
    await outbox.drain()
    clock.now += 10 * minuteMs
  }
  assert.equal((await readRows(database))[0]?.due_at, null)
  assert.equal(sent.length, (await readRows(database))[0]?.attempts)
  assert.equal(logged().match(/mail given up/g)?.length, 1)
  clock.now = start + 30 * dayMs
  await outbox.clean()
  assert.equal((await readRows(database)).length, 1)
  clock.now += 1
  await outbox.clean()
  assert.deepEqual(await readRows(database), [])
  await outbox.close()
})

test('when a clock is set back, a mail is late by an hour at most', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder(() => {
    if (sent.length === 1) throw new Error('down')
  })
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  await outbox.drain()
  clock.now -= 365 * dayMs
  await outbox.drain()
  assert.equal(sent.length, 1)
  await outbox.clean()
  assert.equal(sent.length, 2)
  await outbox.close()
})

test('cleaning forgets no mail that can still be sent', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  clock.now += 31 * dayMs
  await outbox.clean()
  assert.equal(sent.length, 1)
  await outbox.close()
})

test('the log tells neither who nor what', async (t) => {
  const { database } = openMailDatabase(t)
  const failures = [
    new SmtpError('The mail server did not respond in time'),
    new SmtpError('The mail server refused the mail: 554', { isPermanent: true }),
    new Error('ann3@example.com has no token-3'),
    Object.assign(new Error('ann4@example.com'), { code: 'ENOSPC' }),
    'ann5@example.com',
  ]
  const { transport } = recorder(({ subject }) => {
    const failure = failures[Number(subject.split(' ')[1]) - 1]
    if (failure !== undefined) throw failure
  })
  const { outbox, add, logged } = makeOutbox({ database, transport })
  await add(...[1, 2, 3, 4, 5, 6].map(mailOf))
  await outbox.drain()
  const text = logged()
  assert.doesNotMatch(text, /@|ann\d|token|Mail \d/)
  const lines = text.trim().split('\n').map((line): unknown => JSON.parse(line))
  const told = lines.map((line) => [pick(line, 'event'), pick(line, 'mail'), pick(line, 'error')])
  assert.deepEqual(told.sort((a, b) => Number(a[1]) - Number(b[1])), [
    ['mail postponed', 1, 'The mail server did not respond in time'],
    ['mail given up', 2, 'The mail server refused the mail: 554'],
    ['mail postponed', 3, 'Error'],
    ['mail postponed', 4, 'Error: ENOSPC'],
    ['mail postponed', 5, 'unknown'],
    ['mail sent', 6, undefined],
  ])
  const reasons = (await readRows(database)).map(({ last_error }) => last_error).join()
  assert.doesNotMatch(reasons, /@/)
  await outbox.close()
})

test("a mail that can't be written delays nobody", async (t) => {
  const { database } = openMailDatabase(t)
  const folder = temporaryFolder(t)
  const transport = createFileTransport({ folder, from })
  const { outbox, add } = makeOutbox({ database, transport })
  await add({ ...mailOf(1), subject: 'Hi\r\nBcc: b@c' }, { ...mailOf(2), to: 'nobody' }, mailOf(3))
  await outbox.drain()
  assert.deepEqual((await listOutbox(folder)).map(({ recipient }) => recipient), [mailOf(3).to])
  assert.deepEqual((await readRows(database)).map(({ due_at }) => due_at), [null, null])
  await outbox.close()
})

test('a real mail server gets a mail at the second attempt', async (t) => {
  const { database } = openMailDatabase(t)
  const busy = await startSmtpServer(t, { replies: { RCPT: '451 4.3.0 later' } })
  const first = makeOutbox({
    database, transport: createSmtpTransport(`smtp://127.0.0.1:${busy.port}`, { from }),
  })
  await first.add(mailOf(1))
  await first.outbox.drain()
  await first.outbox.close()
  assert.equal((await readRows(database))[0]?.last_error?.endsWith('451 4.3.0'), true)
  const ready = await startSmtpServer(t)
  const second = makeOutbox({
    database, transport: createSmtpTransport(`smtp://127.0.0.1:${ready.port}`, { from }),
  })
  second.clock.now += minuteMs
  await second.outbox.drain()
  await second.outbox.close()
  assert.equal(ready.mails[0]?.to, '<ann1@example.com>')
  assert.deepEqual(await readRows(database), [])
})

test('several processes share the work: each mail is sent by one', async (t) => {
  const opened = openMailDatabase(t)
  const { database } = opened
  const { outbox, clock, add } = makeOutbox({ database, transport: recorder().transport })
  await add(...Array.from({ length: 200 }, (_, index) => mailOf(index)))
  await outbox.close()
  const module = new URL('outboxProcess.ts', import.meta.url)
  const processes = [startProcess(t, module), startProcess(t, module)]
  const place = await opened.place()
  const answers = await Promise.all(processes.map(({ ask }) => ask({ place, now: clock.now })))
  const sent = answers.flatMap((answer) => pick(answer, 'sent'))
  assert.equal(sent.length, 200)
  assert.equal(new Set(sent).size, 200)
  assert.deepEqual(await readRows(database), [])
})

test('a process that dies with a mail in its hands loses none', async (t) => {
  const { database, place } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox, clock, add } = makeOutbox({ database, transport })
  await add(mailOf(1))
  const child = fork(new URL('outboxProcess.ts', import.meta.url))
  t.after(() => child.kill('SIGKILL'))
  child.send({ place: await place(), now: clock.now, dies: true })
  await once(child, 'exit')
  await outbox.drain()
  assert.equal(sent.length, 0, 'it might still be under way')
  clock.now += 20 * minuteMs
  await outbox.drain()
  assert.deepEqual(sent, [mailOf(1)])
  assert.deepEqual(await readRows(database), [])
  await outbox.close()
})

test("a worker that is slower than its lease doesn't undo what others did", async (t) => {
  const { database, openAgain } = openMailDatabase(t)
  const rows: [slow: string, fails: boolean, isPermanent: boolean, left: number][] = [
    ['fails', true, false, 1], ['is refused', true, true, 1], ['delivers', false, false, 0],
  ]
  for (const [what, fails, isPermanent, left] of rows) {
    await database.run(sql`delete from mails`)
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const slow = makeOutbox({
      database,
      transport: recorder(async () => {
        begun.resolve()
        await end.promise
        if (fails) refused(isPermanent)()
      }).transport,
    })
    await slow.add(mailOf(1))
    slow.outbox.wake()
    await begun.promise
    const other = openAgain()
    const fast = makeOutbox({ database: other, transport: recorder(refused(false)).transport })
    fast.clock.now = slow.clock.now + 20 * minuteMs
    await fast.outbox.drain()
    const [before] = await readRows(database)
    end.resolve()
    await slow.outbox.close()
    assert.deepEqual(await readRows(database), left === 1 ? [before] : [], what)
    await fast.outbox.close()
    await other.close()
  }
})

test('a late note does not touch another mail that got the same id', async (t) => {
  const { database } = openMailDatabase(t)
  for (const answer of [() => undefined, refused(false), refused(true)]) {
    await database.run(sql`delete from mails`)
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const { outbox, clock, add } = makeOutbox({
      database,
      transport: recorder(async () => {
        begun.resolve()
        await end.promise
        answer()
      }).transport,
    })
    await add(mailOf(1))
    outbox.wake()
    await begun.promise
    await database.run(sql`delete from mails`)
    clock.now += 1
    await add(mailOf(2))
    await database.run(sql`update mails set attempts = 1, due_at = ${dayMs}`)
    const before = await readRows(database)
    assert.equal(before[0]?.id, 1)
    end.resolve()
    await outbox.close()
    assert.deepEqual(await readRows(database), before)
  }
})

test('closing interrupts what takes too long, and keeps it for later', async (t) => {
  const { database } = openMailDatabase(t)
  const server = await startSmtpServer(t, { silentAt: '.' })
  const transport = createSmtpTransport(`smtp://127.0.0.1:${server.port}`, { from })
  const { outbox, clock, add } = makeOutbox({ database, transport, closeLimitMs: 0 })
  await add(mailOf(1), mailOf(2), mailOf(3), mailOf(4))
  outbox.wake()
  await server.heard(5)
  await outbox.close()
  await server.quiet()
  const rows = await readRows(database)
  assert.equal(rows.length, 4)
  assert.ok(rows.every(({ due_at }) => due_at !== null && due_at <= clock.now + minuteMs))
})

test('a closed outbox sends nothing more', async (t) => {
  const { database } = openMailDatabase(t)
  const { sent, transport } = recorder()
  const { outbox, add } = makeOutbox({ database, transport })
  await outbox.close()
  await add(mailOf(1))
  outbox.wake()
  await outbox.drain()
  assert.deepEqual(sent, [])
  assert.equal((await readRows(database)).length, 1)
})

test("a database that fails isn't a reason to throw into a request", async (t) => {
  const { database } = openMailDatabase(t)
  const { transport } = recorder()
  const { outbox, logged } = makeOutbox({ database, transport })
  await database.close()
  outbox.wake()
  await outbox.drain()
  assert.match(logged(), /"event":"outbox failed","error":"DatabaseError: closed"/)
  await outbox.close()
})

test('a mail that another process stored is found within a minute', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { database } = openMailDatabase(t)
  const came = Promise.withResolvers<void>()
  const { sent, transport } = recorder(async () => came.resolve())
  const { outbox, clock } = makeOutbox({ database, transport })
  await outbox.drain()
  await database.run(addMail(mailOf(1), clock.now))
  t.mock.timers.tick(minuteMs)
  await came.promise
  assert.equal(sent.length, 1)
  await outbox.close()
})
