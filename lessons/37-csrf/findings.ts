// The mistakes that the check of forged requests names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { pageFindings } from './pageFindings.ts'

const read = 'lesson:csrf'
const sheet = 'https://cheatsheetseries.owasp.org/cheatsheets/'
  + 'Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html'

export const findings = {
  ...neutralFindings,
  ...pageFindings,
  forged: {
    title: "Another site's page used a form of yours with a visitor's cookie",
    why: 'The browser adds the cookie to every request for your host. Anyone who gets the visitor '
      + 'to open a page can do this.',
    hint: 'How does your program tell this request from one of its own page? What do '
      + 'Sec-Fetch-Site and Origin say?',
    read,
  },
  'token-not-needed': {
    title: "A form without its page's token was accepted",
    why: 'The token is the one part of the form that another site does not know. A form without '
      + 'it can come from anywhere.',
    hint: 'Where does this route compare the token? What happens if the field is missing or '
      + 'empty, or if the visitor has no cookie?',
    read: sheet,
  },
  'token-not-bound': {
    title: 'A form was accepted with a token that belongs to another session',
    why: 'An attacker gets tokens from your pages like everyone. Each of them may be good only '
      + 'together with the cookie of the session that it was made for.',
    hint: 'What is the token made of, or stored with? Is that known before somebody signs in, or '
      + 'can another program on this host set it?',
    read: sheet,
  },
  'origin-unchecked': {
    title: 'A form was accepted although no header said that it came from your own page',
    why: 'Tokens leak: into logs, screenshots and caches. The headers in which a browser says '
      + 'where a request comes from do not, and no page can change them.',
    hint: 'Which headers does your program read before it handles a POST, and on which routes? '
      + 'What if a browser sends only Origin, or a cookie and neither of the two headers?',
    read: 'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
  },
  'link-refused': {
    title: "A link on another site's page was refused",
    why: 'Short links are on other sites: that is what they are for. A GET or a HEAD only reads, '
      + 'so it may come from anywhere.',
    hint: 'Which methods does your middleware let through, before it looks at any header?',
    read,
  },
  'same-site-alone': {
    title: "A form of another program on the same site was accepted",
    why: 'All subdomains of a domain are one site, and so are all ports of localhost. SameSite '
      + 'cookies come along with their requests. Only same-origin means your own pages.',
    hint: 'Which values of Sec-Fetch-Site does your program accept?',
    read: 'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
  },
  'null-origin-trusted': {
    title: 'A form with Origin: null was accepted',
    why: 'null is not the same as missing. Any site can put its form into a sandboxed frame, '
      + 'and then its origin is null.',
    hint: 'What does your program compare Origin with, and when does it go on without comparing?',
    read: 'https://fetch.spec.whatwg.org/#origin-header',
  },
  'origin-prefix': {
    title: 'A form was accepted from an origin that is only similar to yours',
    why: 'Anyone can have a host that begins or ends like yours, or start a program on another '
      + 'port. An origin is scheme, host and port, and all of it has to be equal.',
    hint: 'Does your program compare the whole text, or look for a part of it?',
    read: 'RFC 6454, section 5',
  },
  'referer-trusted': {
    title: "A form of another site was accepted because of its Referer",
    why: 'When Origin or Sec-Fetch-Site says that the form is from elsewhere, nothing else '
      + 'counts. A page may also have your URL in its own.',
    hint: 'When does your program read Referer, and what does it look for in it?',
    read: 'RFC 9110, section 10.1.3',
  },
  'login-forged': {
    title: "Another site's page signed a visitor in to the attacker's account",
    why: 'This is login CSRF. The visitor notices nothing, makes links, and the attacker finds '
      + 'them in their own account.',
    hint: 'Which token does a form have before anybody is signed in? Which cookie is it made of?',
    read: sheet,
  },
  'api-forged': {
    title: "Another site's page used the API with a visitor's cookie",
    why: 'A cookie signs in to the API, too. Browsers ask before they send JSON or DELETE to '
      + 'another site, but one wrong CORS header in the response says yes.',
    hint: 'Which routes does your rule about the origin apply to? All that change something need '
      + 'it.',
    read,
  },
  'get-changes': {
    title: 'A GET or HEAD changed something',
    why: "A link, a picture or a browser that fetches ahead sends a GET, and the cookie comes "
      + "along. No rule about forms applies to it.",
    hint: 'Which methods does this route have? Does your program take the method, or the fields, '
      + 'from somewhere else?',
    read: 'RFC 9110, section 9.2.1',
  },
  'done-before-refusal': {
    title: 'A forged request was refused, but something has changed',
    why: 'The attacker cannot read the response anyway. What counts is what the request changed, '
      + 'in the database and in the cookies of the browser.',
    hint: 'What does your program do before it checks a request? Which cookies does its refusal '
      + 'set?',
    read,
  },
  'refusal-status': {
    title: 'A request did nothing, but its response does not say that it was refused',
    why: 'A 200 or a redirect tells programs, logs and people that it was done. A forged request '
      + 'gets a 403; a form with a wrong password gets its page with a 401.',
    hint: 'Which status does your program send with this page or redirect?',
    read: 'RFC 9110, section 15.5.4',
  },
  'server-blamed': {
    title: 'A request made the program fail with a 5xx',
    why: 'A 5xx says that the server has a bug. Anyone can send a token of any length, or none.',
    hint: "Which line of your program throws, and what didn't it expect? If it's your middleware "
      + 'that refuses: is it inside the one that turns errors into responses?',
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
