// The mistakes that this lesson knows: cookies that a browser doesn't keep or doesn't send back,
// and servers that believe what's in them.

import type { Finding } from '../../src/course/check/finding.ts'

export type FindingId = keyof typeof findings

export const findings = {
  'home-not-answered': {
    title: "The response to GET / isn't a 200 with a JSON object",
    why: 'The page reads visits and theme from the body.',
    hint: 'Which line of your program responds to GET /, also when the URL has a query?',
    read: 'lesson:cookies',
  },
  'no-cookie': {
    title: "The response doesn't set the cookie that it should",
    why: 'The server recognizes a browser only by the cookies that it sends back. '
      + 'Without them, nothing connects the next request with this one.',
    hint: 'Which header carries a cookie to the browser? How does its value begin?',
    read: 'RFC 6265, section 4.1',
  },
  'joined-by-comma': {
    title: 'Two cookies are in one line, with a comma between them',
    why: 'Two lines of Set-Cookie must not be joined, because a cookie may contain a comma, as '
      + 'in a date. Browsers read one cookie and drop the other.',
    hint: 'What does setHeader do with an array, and what with a string?',
    read: 'RFC 9110, section 5.3',
  },
  'attributes-after-comma': {
    title: 'The attributes of a cookie come after a comma',
    why: 'Only a semicolon ends the value. The browser takes ", Path=/" for a part of the value.',
    hint: 'Which character separates the parts of a cookie?',
    read: 'RFC 6265, section 4.1.1',
  },
  'only-one-cookie': {
    title: 'The response sets only one of the two cookies',
    why: 'One Set-Cookie line sets one cookie: its name and value end at the first semicolon. And '
      + 'a second setHeader with the same name replaces the first.',
    hint: 'How many Set-Cookie lines does the response have? Are both cookies in one array, on '
      + 'every visit?',
    read: 'lesson:cookies',
  },
  'no-httponly': {
    title: 'A cookie lacks HttpOnly',
    why: 'Every script in the page can read it, also one that an attacker got into the page.',
    hint: 'Does any script of yours need to read this cookie?',
    read: 'RFC 6265, section 4.1.2.6',
  },
  'no-samesite': {
    title: 'A cookie lacks SameSite=Lax or SameSite=Strict',
    why: 'Without it some browsers send the cookie with requests that another site caused, and '
      + 'your server believes that the visitor wanted them.',
    hint: 'Which value lets a visitor who follows a link to your site bring the cookie?',
    read: 'lesson:cookies',
  },
  'cookie-for-another-site': {
    title: 'The browser refused a cookie because of its Domain',
    why: 'A server can set cookies only for its own host name, and that is what a cookie without '
      + 'Domain is for.',
    hint: 'Which host is in Domain, and which one did the browser ask?',
    read: 'RFC 6265, section 5.3',
  },
  'gone-at-once': {
    title: 'The browser deleted a cookie as soon as it got it',
    why: 'Max-Age=0 or an Expires in the past deletes a cookie.',
    hint: 'Which attributes does your function add to every cookie? '
      + 'Which belong only to the deletion?',
    read: 'RFC 6265, section 5.3',
  },
  'gone-too-soon': {
    title: 'The browser keeps a cookie for less than a minute',
    why: 'When it is gone, the visitor is a stranger again. Max-Age is in seconds, but a date in '
      + 'JavaScript is in milliseconds: Date.now() + 3600 is in less than four seconds.',
    hint: 'How long should the browser keep the cookie? In which unit do you say so?',
    read: 'RFC 6265, section 4.1.2.2',
  },
  'cookie-for-some-paths': {
    title: "A cookie doesn't come back to /, because of its path",
    why: "Without a valid Path, a cookie belongs to the folder of the URL that set it. From "
      + '/settings/theme it comes back to /settings/… and to nothing else.',
    hint: 'Which attribute says for which paths a cookie is meant, and how is its value written?',
    read: 'RFC 6265, section 5.1.4',
  },
  'not-counted': {
    title: 'A browser came back with its cookie, and the count is wrong',
    why: 'The header Cookie is all that the server knows about earlier visits.',
    hint: 'Do you read the cookie of the request before you write the new one? And do you send the '
      + 'new count?',
    read: 'lesson:cookies',
  },
  'count-changes': {
    title: 'The same request got the right count once, and a wrong one the next time',
    why: 'Something in your program remembers the request before. A regular expression with the '
      + 'flag g does: its method test begins where it stopped the last time.',
    hint: 'Which values outside the handler change when it runs?',
    read: 'lesson:cookies',
  },
  'visits-not-a-number': {
    title: "The count in the body isn't a JSON number",
    why: 'The value of a cookie is text, and "4" + 1 is "41".',
    hint: 'Where does the text from the cookie become a number?',
    read: 'lesson:cookies',
  },
  'visitors-mixed-up': {
    title: 'One browser got what belongs to another',
    why: 'A variable in your program is the same for all visitors. '
      + 'Only the cookie says which of them this is.',
    hint: 'Which variables are outside the function that handles a request?',
    read: 'lesson:cookies',
  },
  'counted-elsewhere': {
    title: 'Something other than GET / changed the count',
    why: 'Browsers ask for /favicon.ico and other things by themselves. '
      + 'Only GET / counts as a visit.',
    hint: 'Which requests get to the line that sets the cookie visits?',
    read: 'lesson:cookies',
  },
  'changed-by-get': {
    title: 'A GET under /settings set or deleted a cookie',
    why: 'GET only reads. Otherwise an image in a page of another site could '
      + "delete your visitors' cookies.",
    hint: 'Does your condition look at the method as well as at the path?',
    read: 'RFC 9110, section 9.2.1',
  },
  'value-not-encoded': {
    title: "A theme didn't come back as it was sent",
    why: 'A semicolon ends the value, and characters outside ASCII have no defined meaning in it. '
      + 'So encode the value when you write it, and decode it once when you read it.',
    hint: 'What becomes of `a;b` or `50%25` in Set-Cookie? Which function encodes them, and which '
      + 'one decodes them? Does your program trim or shorten a theme?',
    read: 'RFC 6265, section 4.1.1',
  },
  'wrong-default': {
    title: "The theme of a first visit isn't light",
    why: 'This browser sent no cookie, so it has no theme yet. Then the exercise asks for light.',
    hint: 'Which theme does your program use when the request has no cookie called theme?',
    read: 'lesson:cookies',
  },
  'theme-not-saved': {
    title: 'The browser no longer has the theme that was chosen',
    why: 'The POST sets the theme that is in its query. Each response to GET / sets both cookies '
      + 'again, so it must set the theme that the request had.',
    hint: 'Which value does your program put into the cookie theme: after the POST, and on a '
      + 'visit?',
    read: 'lesson:cookies',
  },
  'settings-refused': {
    title: 'A POST under /settings was refused',
    why: 'The status is 4xx or 5xx, so the client believes that nothing was saved or deleted.',
    hint: 'Which method and which path does your condition compare? Does your program refuse some '
      + 'themes? Any text is fine.',
    read: 'lesson:cookies',
  },
  'deleted-at-another-path': {
    title: 'A deleted cookie is still there: it was deleted for another path',
    why: 'A browser identifies a cookie by its name, domain and path. With another path, you '
      + "delete a cookie that doesn't exist.",
    hint: 'Compare the Set-Cookie line that made it with the one that should delete it.',
    read: 'RFC 6265, section 5.3',
  },
  'unreadable-expiry': {
    title: "A deleted cookie is still there: a browser can't read the date in Expires",
    why: 'Browsers ignore an Expires without a time of day and the name of a month, '
      + 'and keep the cookie.',
    hint: 'Which function writes a date as in `Thu, 01 Jan 1970 00:00:00 GMT`? '
      + 'Or is there an attribute without a date?',
    read: 'RFC 6265, section 5.1.1',
  },
  'not-deleted': {
    title: 'After POST /settings/forget, the browser still has one of the cookies',
    why: 'An empty value is still a value. A browser deletes a cookie when it expires, so each of '
      + 'the two needs a Set-Cookie line that makes it expire at once.',
    hint: 'Which attribute says how many seconds a browser keeps a cookie? Do both get it?',
    read: 'RFC 6265, section 5.3',
  },
  'found-by-substring': {
    title: 'You read a value out of another cookie',
    why: 'Names may be parts of other names, and values may look like cookies. Only whole pairs '
      + 'count, and names are case-sensitive.',
    hint: 'Do you search the text for "visits=", or do you split it into pairs first? '
      + 'And do you decode before or after splitting?',
    read: 'RFC 6265, section 5.4',
  },
  'cookie-not-found': {
    title: "The request had the cookie visits, but you didn't find it",
    why: 'The header has all cookies of the site, in any order. Some have no name, and some '
      + "can't be decoded.",
    hint: 'What does your loop do with the space after a semicolon, and with a pair that has no '
      + 'equals sign, or several?',
    read: 'RFC 6265, section 5.4',
  },
  'believes-everything': {
    title: 'A cookie with nonsense in it was counted',
    why: 'A cookie is under the control of the visitor, who can set it to anything.',
    hint: 'What is Number("abc") + 1? What does parseInt make of "3abc"?',
    read: 'lesson:cookies',
  },
  'nonsense-refused': {
    title: 'A cookie with nonsense in it got an error instead of a first visit',
    why: 'The browser sends the same cookie again, so this visitor can never open your page.',
    hint: "What should your program do with a count that it can't read?",
    read: 'lesson:cookies',
  },
  'damaged-cookie': {
    title: "After a cookie that can't be decoded, no complete response came",
    why: 'decodeURIComponent throws for %zz. Anyone can send that, and if the program ends, it '
      + 'ends for everyone.',
    hint: 'Which function in your program can throw an error when it reads a value?',
    read: 'lesson:cookies',
  },
} as const satisfies Record<string, Finding>
