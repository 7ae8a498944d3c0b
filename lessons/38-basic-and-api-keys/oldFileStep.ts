// The step about a file that the program of lesson 37 has made.

import { keepOldFile, linkColumns, sessionColumns, userColumns } from '../33-the-page/oldFile.ts'
import { newAccount, sendJson } from '../35-passwords/client.ts'
import { useAsNewUser } from '../35-passwords/oldFileStep.ts'
import { basic, type KeyTools } from './programs.ts'

/** Starts the program with such a file, and makes a key. */
export async function useOldFile(tools: KeyTools): Promise<void> {
  const { fresh } = tools
  await keepOldFile(tools, {
    tables: {
      links: `${linkColumns} user`, users: userColumns, sessions: sessionColumns,
      api_keys: 'id user name key_hash scopes created_at expires_at',
    },
    changes: `drop table api_keys; insert into users (email, password_hash, created_at)
      values ('${newAccount(fresh).email}', '', ${Date.now()})`,
    use: () => useAsNewUser(tools, (account) => {
      const fields = { name: fresh.word(), scopes: ['account'] }
      return sendJson(tools, 'POST', '/api/keys', fields, basic(account))
    }),
  })
}
