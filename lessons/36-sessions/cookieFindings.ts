// The mistakes about the cookie itself.

import type { Finding } from '../../src/course/check/finding.ts'

export const cookieFindings = {
  'cookie-not-accepted': {
    title: 'The cookie of a sign-in does not sign anybody in',
    why: 'The next request comes with the cookie. GET /api/users/me then shows whose it is, as '
      + 'JSON with id and email.',
    hint: 'Which value does your program look for in the table, and which value is stored there?',
    read: 'lesson:sessions',
  },
  'other-cookies': {
    title: 'The cookie was not found between other cookies',
    why: 'A browser sends all cookies of a host in one line. Their names can begin or end alike.',
    hint: 'Split the header at semicolons. What is before the first equals sign of each part?',
    read: 'RFC 6265, section 4.2.1',
  },
  'cookie-readable': {
    title: "Scripts can read the session's cookie",
    why: 'One script that gets into a page sends the cookie away, and its thief is signed in '
      + 'elsewhere.',
    hint: 'Which attribute keeps a cookie from scripts?',
    read: 'RFC 6265, section 4.1.2.6',
  },
  'cookie-for-other-sites': {
    title: "Browsers send the session's cookie with requests that other sites make",
    why: 'A form on another site could then act in the name of the person who looks at it.',
    hint: 'Which attribute says so, and which of its values keep the cookie on your own site?',
    read: 'lesson:cookies',
  },
  'cookie-for-other-hosts': {
    title: "The session's cookie is for other hosts, or only for some paths",
    why: 'With Domain, it goes to every subdomain. Without Path=/, the pages of your site never '
      + 'get it, because a browser takes the folder of /api/sessions.',
    hint: 'Which two attributes say where a browser sends a cookie?',
    read: 'RFC 6265, section 4.1.2.3',
  },
  'cookie-not-secure': {
    title: "The session's cookie needs Secure, and doesn't have it",
    why: 'When the public origin is HTTPS, a single request over plain HTTP shows the cookie to '
      + 'everybody on the way. Headers such as X-Forwarded-Proto prove nothing: anyone can send '
      + 'them. A name that begins with __Host- needs Secure as well.',
    hint: 'What does PUBLIC_ORIGIN begin with? Is that all that decides?',
    read: 'RFC 6265, section 4.1.2.5',
  },
  'may-be-kept': {
    title: 'A response about a signed-in person has no Cache-Control with no-store',
    why: 'A cache could keep it and send it to somebody else, and so can the Back button after '
      + 'signing out.',
    hint: 'Which of your responses have this header, and which have none?',
    read: 'RFC 9111, section 5.2.2.5',
  },
} as const satisfies Record<string, Finding>
