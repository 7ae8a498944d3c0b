// What the checks of the project's later lessons say when they can't get to what they're about.

import type { Finding } from '../../src/course/check/finding.ts'

export const neutralFindings = {
  'account-not-made': {
    title: 'An account with a good address and a good password was not made',
    why: 'POST /api/users has to make it: 201, and JSON with id and email.',
    hint: 'Which status and body came back, and which line of your program made them?',
    read: 'lesson:passwords',
  },
  'not-signed-in': {
    title: 'The right password did not sign a browser in',
    why: 'POST /api/sessions has to respond with a 201 and set the cookie of a session.',
    hint: 'Which status came back, and is there a Set-Cookie in the response?',
    read: 'lesson:sessions',
  },
} as const satisfies Record<string, Finding>
