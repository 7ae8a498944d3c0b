// The step about a file that the program of lesson 35 has made.

import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import {
  keepOldFile, linkColumns, sessionColumns, userColumns,
} from '../33-the-page/oldFile.ts'
import { isSuccess, newAccount, sendJson } from '../35-passwords/client.ts'
import { signInPlan, type SessionTools } from './signedIn.ts'

/** Starts the program with such a file, and signs in. */
export async function useOldFile(tools: SessionTools): Promise<void> {
  const { fresh, send } = tools
  await keepOldFile(tools, {
    tables: { links: linkColumns, users: userColumns, sessions: sessionColumns },
    changes: `drop table sessions; insert into users (email, password_hash, created_at)
      values ('${newAccount(fresh).email}', '', ${Date.now()})`,
    async use() {
      const account = newAccount(fresh)
      const made = await sendJson(tools, 'POST', '/api/users', account)
      if (!isSuccess(made)) return statusEvidence(made, 201)
      const exchange = await send(signInPlan(account))
      return isSuccess(exchange) ? undefined : statusEvidence(exchange, 201)
    },
  })
}
