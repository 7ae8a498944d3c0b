// The mistakes about roles, administrators and disabled users.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:roles-and-ownership'

export const adminFindings = {
  'check-only-in-page': {
    title: "Somebody who isn't an administrator got through to a route of administrators",
    why: 'Anyone can send any request: that no page has a link to a route protects nothing. Each '
      + 'route has to look at the role: 401 for strangers, 403 for other users.',
    hint: 'Which line of this route asks for the role? Is it reached for this path and method, '
      + 'and for this kind of credentials?',
    read,
  },
  'scope-ignored': {
    title: 'A key did what its scopes are not for',
    why: "A key may do less than its user. Without the scope admin it isn't for the routes of "
      + "administrators or for links of others. Without links:read it reads no link, and without "
      + 'links:write it changes none.',
    hint: 'Does this route check the scope, too, or only the user?',
    read,
  },
  'admin-refused': {
    title: "An administrator couldn't do what administrators may do",
    why: "They see and delete all links, see all users, and change anybody's role and isDisabled, "
      + 'from the request after their role was stored.',
    hint: 'Which status came back? Where does your program read the role, and when?',
    read,
  },
  'user-not-shown': {
    title: 'A user was not shown with role and isDisabled',
    why: 'GET /api/admin/users has to list each user with id, email, role and isDisabled, as they '
      + 'are now. The user in responses to sign-ups, sign-ins and GET /api/users/me has a role.',
    hint: 'Which columns does the statement read, and which of them are in the JSON?',
    read,
  },
  'secret-shown': {
    title: 'The list of users contains a hash',
    why: 'Nobody needs the hash of a password or of a token in a response, administrators '
      + 'neither. Anyone who copies it can try passwords on their own machine.',
    hint: 'Is there a select * in this route, or a whole row in the JSON?',
    read,
  },
  'unknown-role': {
    title: 'A role that does not exist was accepted',
    why: 'A role is user or admin, exactly. Everything else has to get a 422 and change nothing.',
    hint: 'Compare the value with a list of the roles, as a text.',
    read,
  },
  'role-kept': {
    title: 'An administrator was made a user again, and still was an administrator',
    why: 'The role was taken away in the table. From the next request on it has to be gone: for '
      + 'the session, for keys and for tokens that were made before.',
    hint: 'Is the role kept in the session, in the token, or in a variable? Read it from the row '
      + 'at each request.',
    read,
  },
  'disabled-kept': {
    title: 'A disabled user got in',
    why: 'Sessions, keys, access tokens, refresh tokens and passwords of a disabled user have to '
      + 'get a 401 from the next request on.',
    hint: 'Each way in has a statement that finds the user. Which of them lacks disabled_at is '
      + 'null?',
    read,
  },
  'disabled-told': {
    title: 'A sign-in told that an account is disabled, or that the password was right',
    why: 'Anyone who tries passwords would learn that one of them is right, perhaps for other '
      + 'sites, too. The response has to be that for a wrong password.',
    hint: 'Compare both responses. Is the account looked for before or after the password is '
      + 'checked?',
    read,
  },
} as const satisfies Record<string, Finding>
