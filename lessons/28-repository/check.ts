// Sends the same requests to the program with each of its two stores, and compares the responses.
// Then it looks at the statements of a list, adds columns to the tables, and kills the program.

import { join } from 'node:path'
import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { shapeOf, statementsDuring } from '../../src/course/check/statements.ts'
import { findings } from './findings.ts'
import { idsOf, useStore } from './listSteps.ts'
import { Client, type FindingId } from './tickets.ts'

// More is a list with a statement for each row.
const mostStatements = 4

export const check = defineCheck({
  findings,
  steps: [
    step<FindingId>('Tickets in SQLite', async (tools) => {
      await useStore(new Client(tools, 'sqlite'), tools.fresh)
    }, { deadlineMs: 10_000 }),
    step<FindingId>('The same requests in memory', async (tools) => {
      const { fresh, fail, startCopy, database } = tools
      const unused = join(database, '..', 'memory.db')
      const { send } = await startCopy({ STORE: 'memory', DATABASE: unused })
      await useStore(new Client({ send, fail }, 'memory', unused), fresh)
    }, { deadlineMs: 10_000 }),
    step<FindingId>('Tickets in SQLite survive kill -9', async (tools) => {
      const client = new Client(tools, 'sqlite')
      const ticket = await client.addTicket(tools.fresh.word(), null)
      await tools.kill()
      await tools.start()
      const exchange = await client.request('GET', `/tickets/${ticket.id}`)
      if (exchange.answer.status === 200) return
      return client.fail('not-kept', exchange, { expected: 'the ticket that was added before' })
    }, { deadlineMs: 10_000 }),
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
    }, { deadlineMs: 10_000 }),
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
        return client.fail('insert-by-position', exchange, { expected: 'the status 201, as before' })
      }
      change('update tickets set created_at = ?', Date.now())
      const list = await judgeTies(client)
      for (const exchange of [person, ticket, list]) {
        if (!exchange.answer.text.includes(secret)) continue
        return client.fail('new-column-leaks', exchange, {
          expected: 'the same fields as before', actual: `a field with the value ${secret}`,
        })
      }
    }),
    survivalStep<FindingId>('/tickets'),
  ],
})

// All tickets have the same time now, so the ids decide.
async function judgeTies(client: Client): Promise<HttpExchange> {
  const exchange = await client.request('GET', '/tickets')
  const ids = idsOf(exchange) ?? []
  const wanted = ids.toSorted((one, other) => other - one)
  if (String(ids) === String(wanted)) return exchange
  return client.fail('order-differs', exchange, {
    expected: `the greater id first, if the times are the same: ${wanted.join(', ')}`,
    actual: ids.join(', '),
  })
}
