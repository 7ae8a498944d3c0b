// Steps: two who use one link at the same moment, in one program or in two copies of it.

import { sendWhileLocked } from '../../src/course/check/databaseLock.ts'
import { isSuccess, newAccount, register, sendJson } from '../35-passwords/client.ts'
import { Mailbox } from './mailbox.ts'
import {
  askForLink, newPassword, readUsers, sendForgot, sendReset, watch, type ResetTools,
} from './resetTools.ts'
import { readRows } from './tokenRows.ts'

const atOnce = 5

/** Two users ask for links at the same time, and five requests use one of the tokens. */
export async function useTogether(unwatched: ResetTools): Promise<void> {
  const tools = watch(unwatched)
  const { fail } = tools
  const accounts = tools.fresh.shuffle([await register(tools), await register(tools)])
  const asked = await tools.together(() => Promise.all(
    accounts.map(({ email }) => sendForgot(tools, email))))
  const [{ email } = newAccount(tools.fresh)] = accounts
  const [first] = asked
  if (first === undefined || !isSuccess(first)) {
    return fail('mail-not-sent', { exchange: first, mark: 'status', expected: '202, and a mail' })
  }
  const { token } = await new Mailbox(tools).next({ email }, '/login/reset', first)
  const others = readUsers(tools, email)
  const passwords = Array.from({ length: atOnce }, () => newPassword(tools))
  const exchanges = await tools.together(() => Promise.all(
    passwords.map((password) => sendReset(tools, token, password))))
  if (readUsers(tools, email) !== others) {
    return fail('others-changed', {
      exchange: first, actual: `The token in the mail to ${email} changed another account`,
    })
  }
  const used = exchanges.filter(({ answer }) => answer.status < 400)
  if (used.length > 1) {
    return fail('token-reusable', {
      exchange: used[1], mark: 'status',
      expected: `204 for one of ${atOnce} requests at the same moment, and 422 for the others`,
      actual: `${used.length} of them got a status below 400`,
    })
  }
  const [exchange] = used
  const password = passwords.find((_, index) => exchanges[index] === exchange)
  if (exchange === undefined || password === undefined) {
    return fail('reset-refused', {
      exchange: exchanges[0], mark: 'status',
      expected: '204 for one of the requests, which is the first',
    })
  }
  const signedIn = await sendJson(tools, 'POST', '/api/tokens', { email, password })
  if (isSuccess(signedIn)) return
  fail('token-reusable', {
    exchange: signedIn, mark: 'status',
    expected: '201 for the password of the one request that was not refused',
  })
}

/**
 * Uses a token up in a transaction, and commits it when the program has had time to look. The row
 * still seems to be there, because nothing is committed; then the program's own delete has to wait.
 */
export async function useElsewhere(tools: ResetTools): Promise<void> {
  const account = await register(tools)
  const { token } = await askForLink(tools, new Mailbox(tools), account)
  const before = readUsers(tools)
  const exchange = await sendWhileLocked(tools, {
    method: 'POST', target: '/api/users/reset', timeoutMs: 6_000,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ token, password: newPassword(tools) }),
    changes: readRows(tools, account).map(({ hash }) =>
      ['delete from one_time_tokens where token_hash = ?', hash] as const),
    expected: '422',
  })
  if (exchange.answer.status >= 400 && readUsers(tools) === before) return
  tools.fail('token-reusable', {
    exchange, mark: 'status', expected: '422: another copy of the program has just used the token',
  })
}
