// The step about a file that the program of lesson 34 has made.

import type { Evidence } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { keepOldFile, linkColumns, userColumns } from '../33-the-page/oldFile.ts'
import type { AccountTools } from './accountTools.ts'
import { isSuccess, newAccount, sendJson, type Account } from './client.ts'

/** Starts the program with such a file, and signs up. */
export async function useOldFile(tools: AccountTools): Promise<void> {
  const { fresh } = tools
  await keepOldFile(tools, {
    tables: { links: linkColumns, users: userColumns },
    changes: `drop table users; insert into links (slug, target, created_at)
      values ('${fresh.word()}-${fresh.word()}', '${targetOf(fresh)}', ${Date.now()})`,
    async use() {
      const exchange = await sendJson(tools, 'POST', '/api/users', newAccount(fresh))
      return isSuccess(exchange) ? undefined : statusEvidence(exchange, 201)
    },
  })
}

/** Signs up, and uses what a lesson has added. Gives what is wrong with the result. */
export async function useAsNewUser(
  tools: Pick<AccountTools, 'fresh' | 'send'>, use: (account: Account) => Promise<HttpExchange>,
): Promise<Evidence | undefined> {
  const account = newAccount(tools.fresh)
  const made = await sendJson(tools, 'POST', '/api/users', account)
  if (!isSuccess(made)) return statusEvidence(made, 201)
  const exchange = await use(account)
  return isSuccess(exchange) ? undefined : statusEvidence(exchange, 201)
}
