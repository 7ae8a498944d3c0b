// The mistakes in the pages and forms themselves, before anybody forges one.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:csrf'

export const pageFindings = {
  'program-refused': {
    title: 'A program without a cookie was refused',
    why: 'Programs send neither Origin nor Sec-Fetch-Site. Without a cookie, nobody abuses '
      + "anybody's session.",
    hint: 'What does your rule say about a request that has none of Cookie, Origin and '
      + 'Sec-Fetch-Site?',
    read,
  },
  'no-form': {
    title: 'A page lacks a form, or one of its fields',
    why: 'Without scripts, a browser sends exactly what the form says: its method, its action, '
      + 'and the fields that have a name.',
    hint: 'Compare the method, the action and the names of the fields with the table in the text. '
      + 'A form for text needs no enctype.',
    read,
  },
  'own-form-refused': {
    title: "A request of the program's own page was refused",
    why: 'Browsers send Sec-Fetch-Site only over HTTPS and to localhost, and old ones never. What '
      + 'is there has to fit; what is not there proves nothing.',
    hint: 'Which headers did the request have, and which one does your program miss? Is the '
      + 'origin that you compare with PUBLIC_ORIGIN? If the headers are fine: does this form have '
      + 'the hidden token, under the name that its route reads?',
    read: 'https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header',
  },
  'own-origin-hidden': {
    title: "A form was refused because its own page's Referrer-Policy hides the origin",
    why: 'With Referrer-Policy: no-referrer, browsers send Origin: null for the forms of a page, '
      + 'even to its own program. Some send nothing else that says where a form comes from.',
    hint: 'Which response headers does this page have? With Referrer-Policy: same-origin, only '
      + 'other sites see nothing.',
    read: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
  },
  'form-not-redirected': {
    title: 'The response to a good form is not a redirect to /',
    why: 'After a 303, the browser gets the page with GET. Then reloading it sends nothing again.',
    hint: 'Which status and Location came back?',
    read: 'RFC 9110, section 15.4.4',
  },
  'form-without-effect': {
    title: 'A form was accepted, but it did not do its work',
    why: 'POST /signup and POST /login begin a session, POST /logout ends it on the server, and '
      + 'POST /links stores a link.',
    hint: 'What does the handler do before it redirects? Does it use the same functions as the '
      + 'API?',
    read: 'lesson:sessions',
  },
  'cookie-open': {
    title: 'The cookie that a form sets lacks a protection that the one of the API has',
    why: 'There are two ways to sign in, and the session is the same. Scripts of a page can read a '
      + 'cookie without HttpOnly, and other sites send one without SameSite.',
    hint: 'Which line makes this Set-Cookie, and which one does it for POST /api/sessions?',
    read: 'lesson:sessions',
  },
  'not-theirs': {
    title: 'A link is not with the user who made it',
    why: "A link that is made while somebody is signed in has their id in the column user, and "
      + 'is on their page in every browser. Otherwise the column is null.',
    hint: 'Who made this link, by the cookie of the request? Which rows does the list select?',
    read,
  },
  'list-mixed': {
    title: "The page shows somebody links that aren't theirs",
    why: 'Short links often lead to what only a few people should see. A page shows those of the '
      + 'signed-in user, or, without one, those of the browser.',
    hint: 'Which rows does the list select, and does that change when somebody signs out?',
    read,
  },
  'page-may-be-kept': {
    title: 'A cache may keep a page or a cookie that is for one person',
    why: 'The pages have tokens and links of one person, and the redirects have their cookies. '
      + 'The Back button would also show them after signing out.',
    hint: 'Which Cache-Control does this response have?',
    read: 'RFC 9111, section 5.2.2.5',
  },
  'typed-lost': {
    title: 'A refused form came back without the email address that was typed',
    why: 'People correct one letter more easily than they type everything again.',
    hint: 'Which value does the field email have when the page comes back? Is it escaped once?',
    read: 'lesson:the-page',
  },
  'typed-not-escaped': {
    title: 'An email address that somebody typed became markup',
    why: 'What becomes an element can be a script, and a script in your page reads its token.',
    hint: 'Which template writes this text, and does it go through the html tag?',
    read: 'lesson:html-without-xss',
  },
  'password-shown': {
    title: 'A refused form came back with the password in it',
    why: 'The page stays in the browser, where others can read it later. People can type a '
      + 'password again.',
    hint: 'Which fields does your page fill in again?',
    read,
  },
} as const satisfies Record<string, Finding>
