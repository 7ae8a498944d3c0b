// The mistakes about the end of a session.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:sessions'

export const endFindings = {
  'only-cookie-deleted': {
    title: 'After signing out, a copy of the cookie still works',
    why: 'The browser has deleted its cookie. Somebody who copied it before is still signed in.',
    hint: 'What did your program change in the table when the browser signed out? Does it look '
      + 'there at each request, or remember what it has found?',
    read,
  },
  'cookie-not-deleted': {
    title: 'After signing out, the browser still has its cookie',
    why: 'Each later request sends a value that is worth nothing, and the next person at this '
      + 'browser finds it.',
    hint: 'A browser deletes a cookie of the same name and path when a new one has Max-Age=0.',
    read: 'RFC 6265, section 4.1.2.2',
  },
  'signed-out-elsewhere': {
    title: 'A browser was signed out when another one signed in or out',
    why: 'People are signed in on a phone and on a laptop. Each has a session of its own.',
    hint: 'Which rows does your statement delete or change: one, or all of this person?',
    read,
  },
  'lost-at-restart': {
    title: 'Your program was started again on the same file, and knew no session of before',
    why: 'With each new version of the program, everybody would have to sign in again.',
    hint: 'What does your program need to recognize a cookie: only the table, or also something in '
      + 'memory?',
    read,
  },
  'wrong-times': {
    title: 'The table sessions does not have the times of a new session',
    why: 'created_at and seen_at are the time of the sign-in, and expires_at is 90 days later. All '
      + 'three are milliseconds since 1970.',
    hint: 'What is in the row right after a sign-in? How many milliseconds are 90 days?',
    read,
  },
  'idle-ignored': {
    title: 'A session that nobody used for 15 days still works',
    why: 'A forgotten browser in a library stays signed in for the next person.',
    hint: 'Does your program look at seen_at before it writes the new time there?',
    read,
  },
  'idle-too-short': {
    title: 'A session that was used 13 days ago has ended',
    why: 'It ends after 14 days without use. People who come every other week would always have '
      + 'to sign in.',
    hint: 'Which time do you compare with now: the last use, or the sign-in?',
    read,
  },
  'end-ignored': {
    title: 'A session still works after the time in expires_at',
    why: 'A session that is used every day would never end, and a stolen cookie neither.',
    hint: 'Which conditions does the statement have that finds a session?',
    read,
  },
  'use-not-seen': {
    title: 'A session was used, and seen_at is still the old time',
    why: 'Somebody who uses the site every day would be signed out two weeks after the sign-in.',
    hint: 'What does your program write when the last use was more than five minutes ago?',
    read,
  },
  'use-extends-end': {
    title: 'Using a session changed when it ends',
    why: 'expires_at is a limit for all sessions. A thief who uses a stolen cookie every day would '
      + 'never lose it.',
    hint: 'Which columns does your program write when a session is used?',
    read,
  },
} as const satisfies Record<string, Finding>
