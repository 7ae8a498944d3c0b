// Makes a user an administrator: `node promote.ts ann@example.org`. The first one can't be made by
// another administrator, and a page for it would be open to everybody. It uses the database of the
// variable DATABASE, also while the server runs.

import { openDatabase } from './database.ts'
import { readSettings } from './settings.ts'
import { createUsers } from './users.ts'

const users = createUsers(openDatabase(readSettings().database))
const email = process.argv[2]?.toLowerCase() ?? ''
const found = users.findByEmail(email)
if (found === undefined) throw new Error(`There is no user ${email}: sign up first`)
users.change(found.user.id, { role: 'admin', isDisabled: null })
console.log(`${email} is an administrator now`)
