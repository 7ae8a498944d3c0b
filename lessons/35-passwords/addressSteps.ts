// The step about a second sign-up with the address of somebody else.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, newAccount, type Account } from './client.ts'
import { expectSignedIn, post, readUsers, signUp, type AccountTools } from './accountTools.ts'

const atOnce = 5

/** An address has one account, which belongs to the one who signed up first. */
export async function signUpAgain(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const { email, stored } = await signUp(tools)
  const spelling = fresh.pick([email, email.toLowerCase(), email.toUpperCase()])
  const { password } = newAccount(fresh)
  const exchange = await post(tools, '/api/users', { email: spelling, password })
  const users = readUsers(tools, email)
  const expected = `one user with the address ${email}, as before`
  if (users.length > 1) return tools.fail('address-twice', { exchange, expected })
  const isSame = users[0]?.id === stored.id && users[0].hash === stored.hash
    && users[0].createdAt === stored.createdAt
  if (!isSame) return tools.fail('account-overwritten', { exchange, expected })
  await signUpAtOnce(tools)
}

async function signUpAtOnce(tools: AccountTools): Promise<void> {
  const { email } = newAccount(tools.fresh)
  const accounts = Array.from({ length: atOnce }, () => ({ ...newAccount(tools.fresh), email }))
  const other = newAccount(tools.fresh)
  const hashes = new Set<string>()
  const [sent, otherExchange] = await tools.together(() => Promise.all([
    Promise.all(accounts.map(async (account) => {
      const exchange = await post(tools, '/api/users', account)
      // The first row that was there has to stay as it is.
      for (const { hash } of readUsers(tools, email)) hashes.add(hash)
      return { account, exchange }
    })),
    post(tools, '/api/users', other),
  ]))
  const exchange = sent.at(-1)?.exchange
  const expected = `one row for ${atOnce} sign-ups at once`
  const rows = readUsers(tools, email).length
  if (rows > 1) {
    return tools.fail('address-twice', { exchange, expected, actual: `${rows} rows of users` })
  }
  if (hashes.size > 1) {
    const actual = `the row had ${hashes.size} hashes, one after the other`
    return tools.fail('account-overwritten', { exchange, expected, actual })
  }
  await judgeWinner(tools, sent)
  if (isSuccess(otherExchange) && readUsers(tools, other.email).length === 1) {
    return signInAtOnce(tools, other)
  }
  tools.fail('mixed-up', {
    exchange: otherExchange, expected: `201 for ${other.email}, the only one with this address`,
  })
}

type Sent = { account: Account; exchange: HttpExchange }

async function judgeWinner(tools: AccountTools, sent: readonly Sent[]): Promise<void> {
  const [winner, second] = sent.filter(({ exchange }) => isSuccess(exchange))
  if (winner === undefined) {
    const expected = `201 for one of ${atOnce} sign-ups at once`
    return tools.fail('account-not-made', { exchange: sent[0]?.exchange, expected })
  }
  // Some programs don't tell that an address is taken: then this can't be known.
  if (second !== undefined) return
  await expectSignedIn(tools, winner.account, 'account-overwritten')
}

// One right password, and an address that's unknown.
async function signInAtOnce(tools: AccountTools, account: Account): Promise<void> {
  const [exchange, unknown] = await tools.together(() => Promise.all([
    post(tools, '/api/sessions', account),
    post(tools, '/api/sessions', newAccount(tools.fresh)),
  ]))
  if (isSuccess(exchange) && !isSuccess(unknown)) return
  if (isSuccess(unknown)) {
    return tools.fail('mixed-up', { exchange: unknown, mark: 'status', expected: '401' })
  }
  tools.fail('mixed-up', { exchange, mark: 'status', expected: '200 for the right password' })
}
