// The mistakes that the check of user management names: those about an account, and those that
// earlier lessons name, too. Those about the audit trail and administrators are in
// adminFindings.ts.

import type { Finding } from '../../src/course/check/finding.ts'
import { findings as passwords } from '../35-passwords/findings.ts'
import { findings as forgeries } from '../37-csrf/findings.ts'
import { findings as keys } from '../38-basic-and-api-keys/findings.ts'
import { findings as roles } from '../41-roles-and-ownership/findings.ts'
import { findings as limits } from '../42-limits/findings.ts'
import { adminFindings } from './adminFindings.ts'

const read = 'lesson:user-management'

const {
  'may-be-kept': mayBeKept, 'wrong-refusal': wrongRefusal, 'server-blamed': serverBlamed,
  'mass-assignment': massAssignment, 'scope-ignored': scopeIgnored, 'role-kept': roleKept,
  'disabled-kept': disabledKept,
} = roles

export const findings = {
  'may-be-kept': mayBeKept,
  'wrong-refusal': wrongRefusal,
  'server-blamed': serverBlamed,
  'mass-assignment': massAssignment,
  'scope-ignored': scopeIgnored,
  'role-kept': roleKept,
  'disabled-kept': disabledKept,
  'reveals-account': passwords['reveals-account'],
  'api-forged': forgeries['api-forged'],
  'let-in': keys['let-in'],
  'other-way-in': {
    ...limits['other-way-in'],
    why: 'DELETE /api/users/me tells whether a password is right. A copied token would be enough '
      + 'to try thousands, if they were not counted with all others.',
  },
  ...adminFindings,
  'earlier-part': {
    title: "A part of an earlier lesson didn't do what this check builds on",
    why: 'This check uses all of them together: accounts, sessions, links, keys, tokens, mails, '
      + 'codes, applications and administrators. None of it may stop working here.',
    hint: 'Run the checks of the earlier lessons alone: they say more about this request.',
    read,
  },
  'name-not-changed': {
    title: 'A user set a good name, and then had another one',
    why: 'PATCH /api/users/me has to store the name as it was sent, up to 100 characters, and '
      + 'show it, like GET /api/users/me.',
    hint: 'What is in the column name of this row? Where does your program shorten or escape it?',
    read,
  },
  'bad-name-accepted': {
    title: "Something that isn't a good name was accepted",
    why: 'A name is a text of at most 100 characters. Everything else gets a 422, and the name '
      + 'stays as it was.',
    hint: 'What does your program do with a number, or with 101 letters?',
    read,
  },
  'others-changed': {
    title: 'A request of one user changed another one',
    why: 'Renaming or deleting an account concerns the user who is asking, whatever the URL and '
      + 'the body say. All others keep their names, sessions, keys, tokens and links.',
    hint: 'Which rows does the where clause of your statement reach?',
    read: 'lesson:roles-and-ownership',
  },
  'export-incomplete': {
    title: 'Something is missing in the export',
    why: 'The export has the user, all links (not only the newest), all sessions and all keys, in '
      + 'the members user, links, sessions and keys.',
    hint: 'Which statement reads this list, and how many rows does it read at most?',
    read,
  },
  'export-of-others': {
    title: 'The export has something of another user in it',
    why: 'All these lists are about the user who is asking, and nobody else.',
    hint: 'Does each of the statements have the user in its condition?',
    read,
  },
  'export-has-secrets': {
    title: 'The export has something in it that lets somebody in',
    why: 'People send such a file by mail, and keep it for years. Keys, tokens, the secret of the '
      + 'second factor and the hashes of all of them say nothing about a person.',
    hint: 'Which columns do your statements read? Name those that belong in the file.',
    read,
  },
  'deleted-without-password': {
    title: 'An account was deleted without its password',
    why: 'Somebody else may sit in front of an open browser, or have copied a token. Only the '
      + 'current password of this very account deletes it.',
    hint: 'Does your program wait for the comparison with the hash of the user who is asking?',
    read,
  },
  'not-deleted': {
    title: 'A user sent the right password, and the account was not deleted',
    why: 'DELETE /api/users/me has to respond with a 204, and then there is no row of this user. '
      + 'An administrator may go, too, as long as there is another one.',
    hint: 'Which status came back? Is the row gone, or only marked?',
    read,
  },
  'data-left': {
    title: 'Something of a user was left after they had deleted their account',
    why: 'What is stored of a person has to go with the account: rows of all tables, their links '
      + 'and their address, which is free again. Only the ids in the audit trail stay.',
    hint: 'Which tables refer to the user, and how? Are foreign keys switched on? Is anything kept '
      + 'in a variable?',
    read,
  },
  'survives-deletion': {
    title: 'Something that belonged to a deleted account was still accepted',
    why: 'Sessions, keys, tokens, links in mails, codes and the password end with the account, '
      + 'also when somebody signs up with the same address later.',
    hint: 'Which table has this credential, and which statement deletes the row?',
    read,
  },
  'factor-skipped': {
    title: 'Somebody got in without the code of the second factor',
    why: 'With the factor on, no way in may do without a code. A new password by mail only '
      + 'replaces the password: otherwise the mailbox alone would be enough.',
    hint: 'Does this way ask whether the user has a second factor, before it starts anything?',
    read: 'lesson:second-factor',
  },
  'app-may-all': {
    title: "An application's token did what only the user may do",
    why: 'The user let the application know their address. Its token has no other scope, so every '
      + 'other route has to respond with a 403.',
    hint: 'Which scope does this route ask for, and does it ask before it does its work?',
    read: 'lesson:oauth-and-oidc',
  },
} as const satisfies Record<string, Finding>
