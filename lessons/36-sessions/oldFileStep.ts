// The step about a file that the program of lesson 35 has made.

import { keepOldFile, linkColumns, sessionColumns, userColumns } from '../33-the-page/oldFile.ts'
import { newAccount } from '../35-passwords/client.ts'
import { useAsNewUser } from '../35-passwords/oldFileStep.ts'
import { signInPlan, type SessionTools } from './signedIn.ts'

/** Starts the program with such a file, and signs in. */
export async function useOldFile(tools: SessionTools): Promise<void> {
  const { fresh, send } = tools
  await keepOldFile(tools, {
    tables: { links: linkColumns, users: userColumns, sessions: sessionColumns },
    changes: `drop table sessions; insert into users (email, password_hash, created_at)
      values ('${newAccount(fresh).email}', '', ${Date.now()})`,
    use: () => useAsNewUser(tools, (account) => send(signInPlan(account))),
  })
}
