// The database fails, and no key is the reason: the client isn't to blame.

import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import { isDone, postPlan, refusal, type LibraryTools } from './library.ts'

/** Adds an author while a trigger makes each insert fail. No constraint is broken by that. */
export async function meetFault(tools: LibraryTools): Promise<void> {
  const { change, connect, fail, fresh, port } = tools
  const plan = postPlan('/authors', { name: `${fresh.foreignText()} ${fresh.word()}` })
  change(`create trigger check_fault before insert on authors
    begin select abs(-9223372036854775808); end`)
  const connection = await connect()
  connection.write(formatRequest(plan, `localhost:${port}`))
  const outcome = await receiveAnswer(connection, plan)
  change('drop trigger check_fault')
  // Some server libraries respond to an error that nobody handles by closing the connection.
  if (!('answer' in outcome)) return
  const { answer } = outcome
  if (answer.status >= 500) return
  const exchange = { turns: connection.turns, request: '', answer }
  const id = isDone(exchange) ? 'not-in-the-file' : 'fault-refused'
  fail(id, refusal(exchange, 'a status from 500 to 599: the check made the insert fail'))
}
