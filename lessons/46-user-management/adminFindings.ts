// The mistakes about the audit trail, the page of administrators, and the last one of them.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:user-management'

export const adminFindings = {
  'audit-missing': {
    title: 'Something happened, and it is not in the audit trail',
    why: 'When something is wrong later, the trail has to say what was done, however it was '
      + 'done: by form, by JSON, with Basic, by mail. Its rows outlive the account that they name.',
    hint: 'Which function does this request run through? Does it write a row of audit_events?',
    read,
  },
  'audit-wrong': {
    title: 'An event names the wrong people, or the wrong time',
    why: 'actor is the id of the user who did it (null for a stranger), user the id of the one it '
      + 'was done to (null for an unknown address), and at the time in milliseconds.',
    hint: 'Which ids does your program pass on here? Are both columns filled from the same one?',
    read,
  },
  'audit-false': {
    title: "The audit trail has an event that didn't happen",
    why: 'The request was refused, only half of a sign-in was done, it was about something else, '
      + 'or the event is written twice. Somebody who reads the trail would be wrong about what '
      + 'is true now.',
    hint: 'Do you write the event before you know how the request ends, or in a function that '
      + 'other routes call, too?',
    read,
  },
  'audit-has-secrets': {
    title: 'The audit trail has something in it that somebody has typed, or a secret',
    why: 'Rows are read by others, years later: a password, a key, a token, and what was typed '
      + 'instead of an address, which is often a password, must not be among them.',
    hint: 'Which columns of this row do you fill with something from the request?',
    read: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
  },
  'audit-changed': {
    title: 'An event of the audit trail was changed or deleted',
    why: 'A trail that can be corrected proves nothing. The file itself has to refuse it, for each '
      + 'column and each row, also when a row with the same id is inserted instead.',
    hint: 'What do your three triggers say: before which statements, and of which columns?',
    read,
  },
  'audit-open': {
    title: "Somebody who isn't an administrator read the audit trail",
    why: 'It says who was here, and when. GET /api/admin/audit is for administrators, and for keys '
      + 'of theirs with the scope admin.',
    hint: 'Which line of this route asks for the role and the scope? Does it run for HEAD, too?',
    read,
  },
  'admin-page-open': {
    title: "Somebody who isn't an administrator got the page of administrators",
    why: 'It has all addresses. Strangers are sent to /login (or get a 401 or 403), other users '
      + 'and keys without the scope admin get a 403 (or 404).',
    hint: 'Does the page ask for the same as the routes under /api/admin do?',
    read: 'lesson:roles-and-ownership',
  },
  'not-shown-to-admin': {
    title: 'An administrator did not get to see a user or an event',
    why: 'GET /api/admin/audit has to list the newest events with at, actor, action and user, and '
      + 'GET /admin the newest users with address and name, and the newest events.',
    hint: 'Which status came back? Which rows does your statement read, and in which order?',
    read,
  },
  'name-not-escaped': {
    title: "A user's name became part of the page",
    why: 'The name has a tag in it. In the browser of an administrator, it could do all that an '
      + 'administrator may do.',
    hint: 'Does every text on this page go through the function that escapes it?',
    read: 'lesson:html-without-xss',
  },
  'half-deleted': {
    title: 'A deletion was refused, and something of the account was deleted',
    why: 'The last administrator gets a 409, and has everything that was there before. A deletion '
      + 'is one transaction, or one statement that deletes the user.',
    hint: 'Which statement of yours runs before the one that is refused? What takes it back?',
    read: 'lesson:transactions',
  },
  'last-admin-lost': {
    title: 'No administrator was left',
    why: 'Nobody could undo it. The last one who is an administrator and not disabled stays so, '
      + 'by every route and for everybody: 409 (403 or 422).',
    hint: 'Which statements change role and disabled_at or delete users? Can two of them run '
      + 'between your count and your change?',
    read,
  },
} as const satisfies Record<string, Finding>
