// The mistakes that the check of second factors names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { findings as forgeries } from '../37-csrf/findings.ts'
import { codeFindings } from './codeFindings.ts'
import { ticketFindings } from './ticketFindings.ts'

const read = 'lesson:second-factor'

export const findings = {
  ...neutralFindings,
  ...codeFindings,
  ...ticketFindings,
  'login-forged': forgeries['login-forged'],
  'server-blamed': {
    title: 'Your program responded with a status of 500 or more',
    why: 'These statuses say that the server is broken. A code or a ticket that is missing or '
      + 'wrong is a mistake of the client.',
    hint: 'Which error does your program print, and which line of your own does it name?',
    read: 'RFC 9110, section 15.6',
  },
  'not-begun': {
    title: 'The right password did not bring a secret that an app can read',
    why: 'POST /api/users/me/second-factor has to respond with a 201 and JSON in which secret is '
      + 'base32, and uri is otpauth://totp/ with the address, the same secret and an issuer.',
    hint: 'Which status came back, and which members does the JSON have? Is the address percent-'
      + 'encoded in uri, so that a # in it ends nothing?',
    read,
  },
  'secret-guessable': {
    title: 'The secret of an app can be guessed',
    why: 'Anyone who has it computes all codes from then on. It has at least 160 random bits, '
      + 'and each POST makes a new one.',
    hint: 'Which function makes the secret, and from how many random bytes?',
    read: 'RFC 4226, section 4',
  },
  'begun-without-password': {
    title: 'Somebody who may not change a second factor could do it',
    why: 'Somebody else may sit in front of an open browser, or have a key for links. With an app '
      + 'of theirs, they would lock the owner out.',
    hint: 'Does your handler ask for the scope account, and wait until the password is compared?',
    read,
  },
  'on-without-code': {
    title: 'A factor was on before a right first code was sent',
    why: 'Perhaps the app never got the secret. Then its owner is locked out. Until the first '
      + 'right code, the password signs in as before.',
    hint: 'What does enabled_at say before the first code, and who reads it?',
    read,
  },
  'on-twice': {
    title: 'A factor that was on was switched on again',
    why: 'The response has new recovery codes. Somebody at an open browser who has seen one code '
      + 'would get ten of them, and could sign in with them later.',
    hint: 'Does your handler of PUT check whether enabled_at is null?',
    read,
  },
  'not-told': {
    title: "The account doesn't say whether its second factor is on",
    why: 'GET /api/users/me has hasSecondFactor, true or false, and enabled_at in the table '
      + 'second_factors is a time only while the factor is on.',
    hint: 'Does the statement that reads a user look at enabled_at of the same user?',
    read,
  },
  'secret-shown-again': {
    title: 'A secret, or a right code, was shown while the factor is on',
    why: 'It is shown once, to set the app up. Afterwards an open browser would be enough to copy '
      + 'the factor.',
    hint: 'Which handler put it into this response, or into an error? What does a second POST do?',
    read,
  },
  'off-without-proof': {
    title: 'The factor was switched off without the password and a right code',
    why: 'A thief has an open browser, or the password, or has seen a code. One of them must not '
      + 'be enough.',
    hint: 'Which of the two does your handler compare before it deletes the row?',
    read,
  },
  'others-changed': {
    title: "Another user's second factor was changed, too",
    why: 'One user switched a factor on or off. That of everybody else stays as it was.',
    hint: 'Which of your statements ran last, and which rows does its where clause reach?',
    read,
  },
  'may-be-kept': {
    title: 'A cache may keep a response with a secret, recovery codes or a ticket',
    why: 'It would give them to the next one who asks for the same.',
    hint: 'Which Cache-Control does this response have?',
    read: 'lesson:sessions',
  },
  'wrong-refusal': {
    title: "A refused code got a status that doesn't say so",
    why: 'A wrong code, or a ticket that has ended, gets a 401 (400, 403 and 422 will do, '
      + 'too). When there were too many wrong codes, it is a 429.',
    hint: 'Which line of your program makes this response?',
    read,
  },
  'lost-at-restart': {
    title: 'After a restart, the program has forgotten what was used, or how many codes were wrong',
    why: 'A program is started again at each update, and by crashes that an attacker can cause.',
    hint: 'What does your program keep in a variable instead of a table?',
    read,
  },
} as const satisfies Record<string, Finding>
