// The mistakes that the check of safe targets names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export const findings = {
  ...neutralFindings,
  'script-accepted': {
    title: 'A target that runs a script was accepted',
    why: 'On a page that links to it, one click runs the script in the name of your site.',
    hint: 'Which schemes may a target have? A list of those is shorter than a list of all others.',
    read: 'lesson:safe-targets',
  },
  'scheme-accepted': {
    title: "A target that isn't on the web was accepted",
    why: 'A browser opens files, mail programs and other apps with such a URL, or nothing at all.',
    hint: 'What is the protocol of this URL, as the URL parser gives it?',
    read: 'lesson:safe-targets',
  },
  'incomplete-accepted': {
    title: "A text that isn't a whole URL was accepted as a target",
    why: 'In Location, a browser reads it as a path on your own site, or not at all.',
    hint: 'What does the URL parser say to this text, without a base?',
    read: 'RFC 9110, section 10.2.2',
  },
  'type-accepted': {
    title: "A target that isn't a text was accepted",
    why: 'JSON can hold numbers, lists and objects as well. Turned into text, they become URLs '
      + 'that nobody sent.',
    hint: 'What is typeof the value, before the URL parser gets it?',
    read: 'lesson:reading-a-body',
  },
  'credentials-accepted': {
    title: 'A target with a user name or a password in it was accepted',
    why: 'Everyone who follows the link reads the password. And in '
      + 'https://bank.example@evil.example the bank is only the user name.',
    hint: 'Which two properties of the parsed URL have what is before the @?',
    read: 'RFC 3986, section 3.2.1',
  },
  'line-break-accepted': {
    title: 'A target with a line break or another control character in it was accepted',
    why: 'The URL parser drops some of them, so two pasted URLs become one wrong URL. Elsewhere, a '
      + 'line break starts a header of its own.',
    hint: 'Look at the text before it is parsed: which characters can no URL have?',
    read: 'RFC 3986, section 2',
  },
  'too-long-accepted': {
    title: 'A target that is too long was accepted',
    why: 'Strangers decide how much you store. And a letter such as ü takes six '
      + 'characters once it is in a URL.',
    hint: 'How long is the text that came, and how long is the one that is stored?',
    read: 'lesson:safe-targets',
  },
  'own-host-accepted': {
    title: 'A link to the machine that the program runs on was accepted',
    why: 'Two short links that lead to each other send a browser round in circles. And localhost '
      + 'is a different machine for everyone who follows the link.',
    hint: 'Which names and IP addresses mean this machine? The lesson lists them. Print the '
      + 'hostname of the parsed URL: an IPv6 address has brackets, and is often written in another '
      + 'way.',
    read: 'lesson:safe-targets',
  },
  'own-site-accepted': {
    title: 'A link to the site itself was accepted',
    why: 'Two short links that lead to each other send a browser round in circles.',
    hint: 'Which host does PUBLIC_ORIGIN have? Port and scheme of the target make no difference.',
    read: 'lesson:safe-targets',
  },
  'spelling-accepted': {
    title: 'A URL was refused in its usual spelling, and accepted in another one',
    why: 'A browser reads both as the same URL. Text that is compared with a list or an expression '
      + 'always has one more spelling.',
    hint: 'What does new URL(…) make of this text? Print its protocol and its hostname.',
    read: 'lesson:safe-targets',
  },
  'good-refused': {
    title: 'A good target was refused',
    why: 'Nothing about this URL is dangerous, even if part of it would be elsewhere in a URL. And '
      + '2,048 characters are allowed.',
    hint: 'Which part of the URL does your program look at, and which part is the text in?',
    read: 'lesson:safe-targets',
  },
  'target-changed': {
    title: 'A good target leads somewhere else than it should',
    why: 'The URL that is stored, shown and sent has to mean what the client sent.',
    hint: 'What is stored, and what is in Location? Compare both with the href of the parsed URL.',
    read: 'lesson:create-and-redirect',
  },
  'letters-in-location': {
    title: 'Following a link to a URL with international letters failed',
    why: 'A header has ASCII in it. Node throws an error for most other letters, and browsers '
      + 'guess what the rest is.',
    hint: 'Which property of the parsed URL has the whole URL in ASCII?',
    read: 'RFC 9110, section 5.5',
  },
  'host-hidden': {
    title: "The JSON of a link doesn't show where it really leads",
    why: 'A Cyrillic а looks like a Latin a. Only the punycode beside it shows that it is another '
      + 'host.',
    hint: 'hostname is in punycode, and domainToUnicode of node:url decodes it.',
    read: 'RFC 5891, section 4.4',
  },
  'wrong-host': {
    title: "The JSON of a link doesn't name the host of its target",
    why: 'People want to see where a link leads before they follow it. "host" is the host, with '
      + 'the port if there is one, in the response to the POST and when the link is read.',
    hint: 'Do both handlers make the JSON with the same function? Which property of a URL has the '
      + 'host together with its port?',
    read: 'lesson:safe-targets',
  },
  'refusal-status': {
    title: 'A target was refused with a status that says something else',
    why: 'The request was well-formed, and its content was not: that is 422. Clients show that to '
      + 'the person who typed the target.',
    hint: 'Which error do you throw for a bad target, and which status does it have?',
    read: 'RFC 9110, section 15.5.21',
  },
  'refusal-500': {
    title: 'A bad target made the program fail with a 500',
    why: 'A 5xx says that the server has a bug. It is the client that sent something wrong.',
    hint: "new URL throws an error for what it can't read. Which line of yours catches it?",
    read: 'lesson:status-codes',
  },
  'stored-after-refusal': {
    title: 'A target was refused, and its link was stored all the same',
    why: 'Somebody who guesses the slug is sent to the target that you refused.',
    hint: 'In which order does your program check the target and insert the link?',
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
