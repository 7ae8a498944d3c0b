// The mistakes that both halves can make, each with one text.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'

export const sharedFindings = {
  ...neutralFindings,
  'server-blamed': {
    title: 'Your program responded with a status of 500 or more',
    why: 'These statuses say that the server is broken. Whatever browsers and applications send '
      + 'gets another one, and so do two browsers that finish the same sign-in at once.',
    hint: 'Which error does your program print, and which line of your own does it name?',
    read: 'RFC 9110, section 15.6',
  },
  'open-redirect': {
    title: "A browser was sent to an address that isn't the program's, nor the application's",
    why: 'The page that gets the browser gets the code, or can show a copy of yours. Compare '
      + 'redirect_uri as a text with each line, before anything is sent there, errors too. next '
      + 'has to be a path of your own, and /login/with/callback leads to /.',
    hint: 'Which rule let this address through? Also look at the form: browsers can change it.',
    read: 'RFC 9700, section 4.11',
  },
  'not-escaped': {
    title: 'Text that others have written became an element of your page',
    why: 'Applications choose their names, and anybody can make a link with error_description or '
      + 'next in it. A script in it would run on your page.',
    hint: 'Which function of yours escapes texts in a page?',
    read: 'lesson:html-without-xss',
  },
  'may-be-kept': {
    title: 'A cache may keep a response that is for one person',
    why: 'The page that asks, tokens, user information, and what sets a cookie need '
      + 'Cache-Control: no-store. Otherwise the next person who asks may get the same.',
    hint: 'Which headers does this route send?',
    read: 'RFC 9111, section 5.2.2.5',
  },
} as const satisfies Record<string, Finding>
