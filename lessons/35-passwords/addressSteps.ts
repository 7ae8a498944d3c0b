// The step about a second sign-up with the address of somebody else.

import { isSuccess, newAccount } from './client.ts'
import {
  expectSignedIn, post, readUsers, signUp, type AccountTools,
} from './accountTools.ts'

const atOnce = 5

/** An address has one account, which belongs to the one who signed up first. */
export async function signUpAgain(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  const { email, stored } = await signUp(tools)
  for (const spelling of fresh.shuffle([email, email.toLowerCase(), email.toUpperCase()])) {
    const { password } = newAccount(fresh)
    const exchange = await post(tools, '/api/users', { email: spelling, password })
    const users = readUsers(tools, email)
    const expected = `one user with the address ${email}, as before`
    if (users.length > 1) return tools.fail('address-twice', { exchange, expected })
    const isSame = users[0]?.id === stored.id && users[0].hash === stored.hash
    if (!isSame) return tools.fail('account-overwritten', { exchange, expected })
  }
  await signUpAtOnce(tools)
}

async function signUpAtOnce(tools: AccountTools): Promise<void> {
  const { email } = newAccount(tools.fresh)
  const accounts = Array.from({ length: atOnce }, () => ({ ...newAccount(tools.fresh), email }))
  const sent = await tools.together(() => Promise.all(accounts.map(async (account) =>
    ({ account, exchange: await post(tools, '/api/users', account) }))))
  const rows = readUsers(tools, email).length
  if (rows > 1) {
    const actual = `${rows} rows of the table users`
    return tools.fail('address-twice', {
      exchange: sent.at(-1)?.exchange, expected: `one row for ${atOnce} sign-ups at once`, actual,
    })
  }
  const [winner, second] = sent.filter(({ exchange }) => isSuccess(exchange))
  if (winner === undefined) {
    const expected = `201 for one of ${atOnce} sign-ups at once`
    return tools.fail('account-not-made', { exchange: sent[0]?.exchange, expected })
  }
  // Some programs don't tell that an address is taken: then this can't be known.
  if (second !== undefined) return
  await expectSignedIn(tools, winner.account, 'account-overwritten')
}
