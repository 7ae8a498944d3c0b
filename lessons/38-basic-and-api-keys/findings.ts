// The mistakes that the check of Basic and API keys names.

import type { Finding } from '../../src/course/check/finding.ts'
import { oldFileFinding } from '../33-the-page/oldFile.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { keyFindings } from './keyFindings.ts'

const read = 'lesson:basic-and-api-keys'

export const findings = {
  'old-file-broken': oldFileFinding,
  ...neutralFindings,
  ...keyFindings,
  'basic-refused': {
    title: 'A right address and a right password, sent with Basic, were refused',
    why: 'After the scheme come the address, a colon and the password, in base64: a program that '
      + 'sends them is signed in.',
    hint: 'What does your program make of the header Authorization that was sent? Print it. A 403 '
      + 'would be wrong: Basic has all scopes, and on this machine, http: is good enough.',
    read: 'RFC 7617, section 2',
  },
  'split-at-last-colon': {
    title: 'A right password was refused because there is a colon in it',
    why: 'An address has no colon, but a password may have several: the first one separates them.',
    hint: 'What does your code give for ann@example.org:a:b? The password there is a:b.',
    read: 'RFC 7617, section 2',
  },
  'not-utf8': {
    title: "A right password was refused because it isn't plain ASCII",
    why: 'The bytes in base64 are UTF-8, as charset="UTF-8" in WWW-Authenticate asks for.',
    hint: 'How do the decoded bytes become a text? atob, for example, makes one character of each '
      + 'byte.',
    read: 'RFC 7617, section 2.1',
  },
  'scheme-case': {
    title: 'A right password was refused because of how the word Basic was sent',
    why: 'The name of a scheme is the same in small and capital letters, and one or more spaces '
      + 'follow it.',
    hint: 'How do you compare the scheme, and where does the base64 begin?',
    read: 'RFC 9110, section 11.4',
  },
  'malformed-accepted': {
    title: "A header that isn't Basic or Bearer as they're defined was accepted as a sign-in",
    why: 'What one program reads leniently, another one in front of it reads otherwise, and then '
      + 'they disagree about who is asking.',
    hint: "Is there anything left of the header that your code hasn't looked at? Node's base64 "
      + "decoder skips what it doesn't know.",
    read,
  },
  'let-in': {
    title: 'Without right credentials, a request was accepted',
    why: 'A wrong password, an unknown key and no credentials at all have one thing in common: '
      + 'nobody knows who is asking.',
    hint: 'Does every one of these routes ask who sends the request? Do you compare all of the '
      + 'password or key, each time, and wait for the promise of the comparison?',
    read,
  },
  'no-challenge': {
    title: "A request without right credentials didn't get a 401 with WWW-Authenticate",
    why: 'The 401 says that credentials are missing or wrong, and this header which ones would do. '
      + 'Without it, a client only knows that something is wrong.',
    hint: 'How many places in your program make a 401? Can they share one function?',
    read: 'RFC 9110, section 15.5.2',
  },
  'stranger-made-it': {
    title: "A link was made for credentials that aren't good",
    why: "The program's key may have just been revoked. It takes the link for its user's, but "
      + "nobody's list has it.",
    hint: 'How does your program tell a request without Authorization from one whose credentials '
      + 'are wrong?',
    read,
  },
  'not-theirs': {
    title: "A link sent with valid credentials got no 201, or doesn't belong to their user",
    why: 'A session, a key with the scope and Basic can all make links, and get the same response '
      + 'as strangers. Whichever way users prove who they are, the column user says whose link '
      + 'it is.',
    hint: 'Which status came back? Which value gets into the column user for a cookie, for a key '
      + 'and for Basic?',
    read,
  },
  'old-cookie-refused': {
    title: 'A browser that had signed out could not make a link as a stranger',
    why: 'Its cookie no longer belongs to a session. Without Authorization, that is the same as no '
      + 'cookie: the link is made, and belongs to nobody. Otherwise people would have to delete '
      + 'the cookie before they can use your site again.',
    hint: 'What does your program do if no row of sessions has the value of the cookie?',
    read,
  },
  'list-mixed': {
    title: 'A list shows what belongs to somebody else',
    why: 'Links, with their notes, and keys are shown to their own user only.',
    hint: 'Whose rows does the where clause find? Does a variable outside the handler say who '
      + 'is asking? The requests of two users may meet.',
    read,
  },
  'not-in-list': {
    title: "The list doesn't show a user's own entries as the lesson asks",
    why: 'GET /api/links gives the links of the user with their notes, the newest first, and '
      + 'GET /api/keys their keys.',
    hint: 'Compare the list with what was made: what is missing, or in another order?',
    read,
  },
  'plain-http-accepted': {
    title: 'The public address is plain HTTP, and credentials were accepted',
    why: 'Everyone on the way can read a password or a key there, and use it for years. A program '
      + 'that gets an error is put right before it sends more of them.',
    hint: 'What does your program know about its public address? Look before you read the '
      + 'credentials.',
    read: 'RFC 7617, section 4',
  },
  'may-be-kept': {
    title: 'A response with something of a user may be kept by caches',
    why: 'A cache that keeps it could show it to others. Authorization protects from shared caches '
      + 'only, and the cookie from none.',
    hint: 'Which Cache-Control does this response have? It needs no-store.',
    read: 'RFC 9111, section 5.2.2.5',
  },
  'server-blamed': {
    title: 'A request got a status of 500 or more',
    why: 'Such a status says that the program has a bug, and here the client sent something wrong, '
      + 'or nothing wrong at all.',
    hint: "What does your program's output say, and which line does it name?",
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
