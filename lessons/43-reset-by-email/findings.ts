// The mistakes that the check of resets names: those about tokens and passwords. Those about mails
// are in mailFindings.ts.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { mailFindings } from './mailFindings.ts'

const read = 'lesson:reset-by-email'
const owasp = 'https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html'

export const findings = {
  ...neutralFindings,
  ...mailFindings,
  'server-blamed': {
    title: 'Your program responded with a status of 500 or more',
    why: 'These statuses say that the server is broken. A token that no longer works, or an '
      + "address that isn't one, is a mistake of the client.",
    hint: 'Which error does your program print, and which line of your own does it name?',
    read: 'RFC 9110, section 15.6',
  },
  'wrong-refusal': {
    title: 'A request with a bad token or a bad password was not refused',
    why: 'A password has 8 characters to 1,024 bytes, and a token works once. Otherwise nothing '
      + 'changes, and the status is 422, or another one from 400 to 499.',
    hint: 'What does your handler do when there is no row with this token? Does the password go '
      + 'through the same function as at sign-up?',
    read: 'RFC 9110, section 15.5.21',
  },
  'reset-refused': {
    title: 'A good link and a good password did not set the password',
    why: 'POST /api/users/reset has to respond with a 204. After that the new password signs in, '
      + 'exactly as it was sent, and the one before does not.',
    hint: 'Which status came back? What is hashed and stored, and in which row?',
    read,
  },
  'link-page-broken': {
    title: 'The page behind a link does not do what it is for',
    why: 'GET has to show a form, and sending it sets the password, or confirms the address, and '
      + 'leads to /login. Browsers send the hidden fields, password, and Origin.',
    hint: 'Which of these did not happen? Open the link of a mail in a browser.',
    read,
  },
  'token-not-escaped': {
    title: 'The token in the URL of a page became an element of the page',
    why: 'Anybody can make a link to your page, with any text as the token. A script in it would '
      + 'run there, and could do everything that the person who opens it may do.',
    hint: 'Which template writes the token, and does that go through the function that escapes?',
    read: 'lesson:html-without-xss',
  },
  'link-leaks': {
    title: 'The page behind a link lets others have its URL, with the token in it',
    why: 'Browsers send URLs along in Referer, and store pages. Say Referrer-Policy: same-origin, '
      + 'or another one that sends no more than the origin, and Cache-Control: no-store.',
    hint: 'Which headers do your other pages have? Does this one come from the same function?',
    read: owasp,
  },
  'used-by-get': {
    title: 'Opening a link used it up, or changed something',
    why: 'Programs that look for viruses open each link in a mail, before the person does. GET and '
      + 'HEAD may only show the form.',
    hint: 'What does your GET handler do with the token?',
    read: 'RFC 9110, section 9.2.1',
  },
  'refused-used-up': {
    title: 'A request that was refused used the link up',
    why: 'Nothing may change then. If the password was too weak, the person types a better one, '
      + 'and must not be told that the link is no longer good.',
    hint: 'What does your program do before it deletes the token: does it look at the password, '
      + 'and at the purpose?',
    read,
  },
  'token-reusable': {
    title: 'A link worked a second time',
    why: 'Mails are kept for years, and forwarded. Only one request with this token may succeed, '
      + 'also when several come at the same moment.',
    hint: 'Can one statement find the token and use it up? What happens between the two?',
    read: owasp,
  },
  'second-link-stays': {
    title: 'After one link was used, another one of the same user still worked',
    why: 'Somebody else may have asked for it, or may find the mail later.',
    hint: 'Which rows do you delete when a token is used: its own, or all of this user and '
      + 'purpose?',
    read,
  },
  'expired-accepted': {
    title: 'A link worked after its time',
    why: 'An old mail in a mailbox that somebody else gets to see must not be a key.',
    hint: 'Compare expires_at with the time of the request. Both are milliseconds.',
    read: owasp,
  },
  'not-in-table': {
    title: 'The table one_time_tokens does not have the token of a mail, or has another end for it',
    why: 'What is only in memory is gone at the next start. The lesson says when tokens end: after '
      + '30 minutes or, if they confirm an address, 24 hours. expires_at is in milliseconds. '
      + 'Tokens of another purpose stay.',
    hint: 'Which row does your program add, and what does it add to Date.now()? Which rows does '
      + 'it delete?',
    read,
  },
  'purpose-mixed': {
    title: 'A token was accepted for something that it was not made for',
    why: 'The link of a new account is good for a day, and that for a password for half an hour. '
      + 'Neither is a way to sign in.',
    hint: 'Is the purpose in the condition of your statement?',
    read,
  },
  'other-token-accepted': {
    title: 'Something that no mail has brought was accepted as a token',
    why: 'Anyone can send a changed, missing or empty token, or one of another kind, and what is '
      + 'in a stolen copy of the database.',
    hint: 'What does your statement compare with what, if the token is not a text?',
    read,
  },
  'others-changed': {
    title: 'A reset changed something of another user',
    why: 'Only the user of the token gets a new password and is signed out, whatever else is in '
      + 'the body.',
    hint: 'Which of your statements ran last, and which rows does its where clause reach?',
    read,
  },
  'sessions-survive': {
    title: 'Somebody who had signed in before the reset stayed signed in',
    why: 'People reset a password because somebody else may have it, and may be signed in. All '
      + 'sessions, refresh tokens and access tokens end.',
    hint: 'Which of the three was it? There is no session to keep: what does a comparison with '
      + 'null give?',
    read: owasp,
  },
  'token-guessable': {
    title: 'Somebody can have the token of a mail without reading the mail',
    why: 'Anyone can ask for a link to any account. Its token must not be in the response, and '
      + 'nobody may guess it: it has 256 random bits.',
    hint: 'Which function makes the token, how many random bytes does it take, and where does it '
      + 'go?',
    read: owasp,
  },
  'token-stored': {
    title: 'A token is in the database file as it is in the mail',
    why: 'Anyone with a copy of this file could get into each account for which a link was '
      + 'requested.',
    hint: 'What do you need of a token to recognize it when it comes back?',
    read: 'lesson:sessions',
  },
  'reveals-account': {
    title: 'The response tells whether an address has an account',
    why: 'Status and body of POST /api/users/forgot have to be the same for everyone, also when '
      + 'there were too many requests, or no mail can be sent. And it must not wait for the mail, '
      + 'because only accounts get one.',
    hint: 'Which line of your program makes the other response? Is there an await before the '
      + 'function that sends the mail?',
    read: owasp,
  },
} as const satisfies Record<string, Finding>
