// Sends the same requests to the program with each of its two stores, and compares the responses.
// Then it kills the program, looks at the statements of a list, adds columns to the tables, and
// renames one of them.

import { join } from 'node:path'
import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { shapeOf, statementsDuring } from '../../src/course/check/statements.ts'
import { findings } from './findings.ts'
import { judgeCrowd, judgeOrder, useStore } from './listSteps.ts'
import { Client, type FindingId, type TicketTools } from './tickets.ts'

// More is a list with a statement for each row.
const mostStatements = 4

export const check = defineCheck({
  findings,
  steps: [
    step<FindingId>('Tickets in SQLite', async (tools) => {
      await useStore(new Client(tools, 'sqlite'), tools.fresh)
    }, { deadlineMs: 30_000 }),
    step<FindingId>('The same requests in memory', async (tools) => {
      const { fresh, fail, startCopy, database } = tools
      const unused = join(database, '..', 'memory.db')
      const { send } = await startCopy({ STORE: 'memory', DATABASE: unused })
      const client = new Client({ send, fail }, 'memory', unused)
      await useStore(client, fresh)
      await judgeCrowd(client, fresh)
    }, { deadlineMs: 30_000 }),
    step<FindingId>('Tickets in SQLite survive kill -9', async (tools) => {
      const client = new Client(tools, 'sqlite')
      const ticket = await client.addTicket(tools.fresh.word(), null)
      await tools.kill()
      await tools.start()
      const exchange = await client.request('GET', `/tickets/${ticket.id}`)
      if (exchange.answer.status === 200) return
      return client.fail('not-kept', exchange, { expected: 'the ticket that was added before' })
    }, { deadlineMs: 30_000 }),
    step<FindingId>('A list needs few statements', async (tools) => {
      const { fresh, fail, send } = tools
      const client = new Client(tools, 'sqlite')
      for (let index = 0; index < 6; index += 1) {
        await client.addTicket(fresh.word(), await client.addPerson(fresh.word()))
      }
      const statements = await statementsDuring(tools, () => send({ target: '/tickets' }))
      const counts = Object.entries(Object.groupBy(statements, ({ sql }) => shapeOf(sql)))
        .map(([shape, same = []]) => ({ shape, count: same.length }))
      const repeated = counts.find(({ count }) => count > mostStatements)
      if (repeated === undefined) return
      return fail('n-plus-one', {
        expected: 'one or two statements for GET /tickets, however many tickets there are',
        actual: `${repeated.count} times: ${repeated.shape}`,
      })
    }, { deadlineMs: 30_000 }),
    step<FindingId>('A column that is added later stays in the database', async (tools) => {
      const { fresh, change } = tools
      const client = new Client(tools, 'sqlite')
      const secret = `secret-${fresh.word()}`
      for (const table of ['people', 'tickets']) {
        change(`alter table ${table} add column ${fresh.word()} text not null default '${secret}'`)
      }
      const person = await client.request('POST', '/people', { fullName: fresh.word() })
      const ticket = await client.request('POST', '/tickets', { title: fresh.word() })
      for (const exchange of [person, ticket]) {
        if (exchange.answer.status === 201) continue
        return client.fail('insert-by-position', exchange, { expected: '201, as before' })
      }
      const list = await judgeTimes(client, tools)
      for (const exchange of [person, ticket, list]) {
        if (!exchange.answer.text.includes(secret)) continue
        return client.fail('new-column-leaks', exchange, {
          expected: 'the same fields as before', actual: `a field with the value ${secret}`,
        })
      }
      await judgeError(client, tools)
    }, { deadlineMs: 30_000 }),
    survivalStep<FindingId>('/tickets'),
  ],
})

// There are many tickets now, half of them with one time, and half with another. A ticket with a
// greater id can be older, as after a clock was set back.
async function judgeTimes(client: Client, { change, query }: TicketTools): Promise<HttpExchange> {
  change(`insert into tickets (title, created_at)
    with recursive numbers (number) as (
      select 1 union all select number + 1 from numbers where number < 60
    ) select 'One of many', 0 from numbers`)
  change('update tickets set created_at = ? + id % 2', Date.now())
  const exchange = await client.request('GET', '/tickets')
  const rows = query('select id from tickets order by created_at desc, id desc')
  judgeOrder(client, exchange, rows.map(({ id }) => Number(id)))
  return exchange
}

// For a moment, the table has another name.
async function judgeError(client: Client, { change, fresh }: TicketTools): Promise<void> {
  change('alter table tickets rename to elsewhere')
  const exchange = await client.request('POST', '/tickets', { title: fresh.word() })
  change('alter table elsewhere rename to tickets')
  const { status } = exchange.answer
  if (status >= 500) return
  client.fail(status < 400 ? 'not-stored' : 'error-hidden', exchange, {
    mark: 'status', expected: 'the status 500, because there was no table with this name',
  })
}
