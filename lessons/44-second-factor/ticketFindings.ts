// The mistakes with the two steps of a sign-in that the check names.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:second-factor'

export const ticketFindings = {
  'no-ticket': {
    title: 'After the right password of an account with a factor, nothing asked for a code',
    why: 'The API responds with a 202 and a ticket; the form responds with a page that has a form '
      + 'for /login/code.',
    hint: "What does this handler do when the user's factor is on?",
    read,
  },
  'factor-skipped': {
    title: 'The password alone was enough for an account with a second factor',
    why: 'If one way in asks for no code, the factor protects nothing: attackers take this one.',
    hint: 'Which of your ways in compares the password, and never asks whether a factor is on? '
      + 'What else changes when a password is reset?',
    read,
  },
  'cookie-readable': {
    title: 'The cookie that comes after a code is less protected than that of other sign-ins',
    why: 'Scripts can read it, or other sites can have it sent. It is as good as both factors.',
    hint: 'Which function sets it in your other sign-ins? Is it the same one here?',
    read: 'lesson:sessions',
  },
  'reveals-password': {
    title: 'With a wrong password, an account with a factor gets another response than others',
    why: 'The code comes after the right password, and never instead of it. Nobody learns before '
      + 'who has a factor.',
    hint: 'Is the password compared before anything else is looked at?',
    read,
  },
  'ticket-is-session': {
    title: 'A ticket was taken for something else, or something else for a ticket',
    why: 'A ticket says that the password was right, and nothing more. Tokens of mails, sessions '
      + 'and programs say other things.',
    hint: 'Does the statement that looks for a token ask what it is for?',
    read,
  },
  'ticket-stays': {
    title: 'A ticket was accepted after it had ended, or ends at another time',
    why: 'It is good for one sign-in within ten minutes. Its user must not be disabled, and a new '
      + 'password ends it: somebody else may have begun to sign in with the old one.',
    hint: 'Who removes the row of one_time_tokens, and who compares expires_at, in milliseconds? '
      + 'What do your two handlers that set a new password end?',
    read,
  },
  'ticket-guessable': {
    title: 'Tickets can be guessed',
    why: 'Somebody without the password could find a ticket, and would need only a code.',
    hint: 'Which function makes the ticket, and how many random bytes does it take?',
    read: 'lesson:sessions',
  },
} as const satisfies Record<string, Finding>
