// The mistakes that the check of the page names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'
import { oldFileFinding } from './oldFile.ts'
import { qrFindings } from './qrFindings.ts'

export const findings = {
  'link-not-made': neutralFindings['link-not-made'],
  'old-file-broken': oldFileFinding,
  'no-page': {
    title: 'GET / is not an HTML page',
    why: 'Browsers need the status 200 and the type text/html. Without charset=utf-8 they guess '
      + 'the encoding of every note. HEAD gets the same without a body.',
    hint: 'Is there a route for GET /, and which status and Content-Type does its reply have?',
    read: 'lesson:html-without-xss',
  },
  'inline-script-allowed': {
    title: 'The page does not forbid scripts in its HTML',
    why: 'If one note ever gets into the page without being escaped, only the policy keeps its '
      + 'script from running.',
    hint: 'Which Content-Security-Policy does the response have? What does it say about scripts?',
    read: 'lesson:html-without-xss',
  },
  'page-cached': {
    title: 'Caches may store the page',
    why: 'The page has the links and the token of one visitor. A cache could show them to the next '
      + 'one, and the Back button shows an old list.',
    hint: 'Which Cache-Control does the page have?',
    read: 'RFC 9111, section 5.2.2.5',
  },
  'owner-cookie-open': {
    title: 'A new visitor got no cookie, or one that lacks a protection',
    why: 'The cookie says whose list it is. It needs HttpOnly, so that no script can read it; '
      + 'SameSite=Lax or Strict, so that forms of other sites come without it; and Path=/, so that '
      + 'all pages get it.',
    hint: 'Is there a Set-Cookie header? Compare its attributes with the table in the text.',
    read: 'lesson:cookies',
  },
  'owner-cookie-guessable': {
    title: 'The cookie of another visitor can be guessed',
    why: 'Anyone who guesses the value is that visitor. 128 random bits are beyond guessing: 22 '
      + 'characters of base64url, or 32 hexadecimal digits.',
    hint: 'What is the value made of, and how many bytes of it come from randomBytes?',
    read: 'lesson:cookies',
  },
  'owner-cookie-changed': {
    title: 'A browser that has a cookie got another one',
    why: 'With another value it is another visitor, whose list is empty.',
    hint: 'Does your program find its cookie when the header Cookie has another one before it?',
    read: 'lesson:cookies',
  },
  'no-form': {
    title: 'The page has no form that can make a link',
    why: 'Without scripts, a browser sends exactly what the form says: its method, its action, and '
      + 'the fields that have a name.',
    hint: 'Compare method, action and the names of the fields with the text.',
    read: 'lesson:the-page',
  },
  'form-refused': {
    title: 'A good form was refused',
    why: 'An empty field arrives as an empty text and means "left out". A note may have 200 '
      + 'characters of any language: one of them can take several bytes.',
    hint: 'Which sentence does the response have? Which field is it about, and what was sent?',
    read: 'lesson:the-page',
  },
  'form-not-redirected': {
    title: 'The response to a good form is not a 303 to the page',
    why: 'After a 303, the browser gets the page with GET. Then reloading it sends nothing again.',
    hint: 'Which status and Location came back?',
    read: 'RFC 9110, section 15.4.4',
  },
  'field-lost': {
    title: 'A field of a new link is not in the table as it was sent',
    why: 'Every field has a column. One that was left out, or left empty in the form, means no '
      + 'limit, no note and a random slug.',
    hint: 'What does your program make of each field, from the form and from JSON?',
    read: 'lesson:the-page',
  },
  'not-in-list': {
    title: 'The list on the page lacks something about a link of this visitor',
    why: 'For each of their links, visitors need the short URL, the target and its host, the note, '
      + 'both numbers and the QR code.',
    hint: 'Which part is missing? Is the link found by its owner, and are its numbers read anew?',
    read: 'lesson:the-page',
  },
  'list-order': {
    title: 'The newest link is not the first one in the list',
    why: 'Someone who has just made a link looks for it, and it is at the top.',
    hint: 'What does the statement for the list order its rows by?',
    read: 'lesson:sql-and-sqlite',
  },
  'list-cut': {
    title: 'The list on the page ends too early',
    why: 'Someone who looks for a link that they made last week has no other way to find it.',
    hint: 'How many rows does the statement for the list give? The newest 50 belong there.',
    read: 'lesson:the-page',
  },
  'text-unescaped': {
    title: 'Text that somebody typed became markup',
    why: 'A note can contain a tag or a quote. What becomes an element can be a script.',
    hint: 'Which template writes this text, and does it go through the html tag?',
    read: 'lesson:html-without-xss',
  },
  'text-changed': {
    title: 'The page shows another text than the one that was typed',
    why: 'Text is escaped once, when HTML is written. Escaped twice, a reader sees &amp;lt; where '
      + 'a < was. Or your program changed the text before it showed it.',
    hint: 'Where is this text escaped, decoded or cut on its way from the form to the page?',
    read: 'lesson:html-without-xss',
  },
  'bad-form-response': {
    title: 'A form or a note was refused with the wrong response',
    why: 'A bad field gets a 422, a taken name a 409, and a form without a good token a 403. The '
      + 'first two come with the page, as HTML, so that people can correct the form.',
    hint: 'Where is the error of this form caught, and which response is made of it?',
    read: 'lesson:status-codes',
  },
  'typed-lost': {
    title: 'A refused form came back without what was typed, or without a reason',
    why: "People who have filled in four fields shouldn't have to do it again because of one, and "
      + "they need to know what's wrong with it.",
    hint: 'Which values do the fields have when the page comes back, and where is the message?',
    read: 'lesson:the-page',
  },
  'bad-field-accepted': {
    title: 'A link with a bad field was made',
    why: 'The form and the API have the same rules: strangers fill in both.',
    hint: 'Do the form and the JSON go through the same function? A note has at most 200 '
      + 'characters.',
    read: 'lesson:the-page',
  },
  'stored-after-refusal': {
    title: 'A form was refused, and something was stored all the same',
    why: 'A refusal must leave everything as it was.',
    hint: 'In which order does your program check the form, its token, and insert the link?',
    read: 'lesson:safe-targets',
  },
  'token-not-checked': {
    title: 'A form without a good token made a link',
    why: 'Another site can show a form that sends the same fields to yours. What it cannot know is '
      + 'the token in your page.',
    hint: 'Where is the token compared, and what happens when it or the cookie is missing?',
    read: 'lesson:the-page',
  },
  'token-shared': {
    title: "A form with another visitor's token made a link",
    why: 'An attacker opens your page like everyone, and gets a token. It must be good only '
      + 'together with the cookie of the same browser.',
    hint: 'How does your program know that this token belongs to this cookie?',
    read: 'lesson:the-page',
  },
  'get-makes-link': {
    title: 'A GET made a link',
    why: 'GET only reads. A picture on another site is enough to send one.',
    hint: 'Which method does the route for the form have?',
    read: 'RFC 9110, section 9.2.1',
  },
  'foreign-links-listed': {
    title: "The page shows a visitor links or text that aren't theirs",
    why: 'Links belong to the browser that made them, and those of the API to nobody. What was '
      + 'typed belongs to one request.',
    hint: 'Which rows does the list select? Is anything kept in a variable that all requests '
      + 'share?',
    read: 'lesson:the-page',
  },
  'owner-readable': {
    title: "A visitor's cookie can be made from what is in the database file",
    why: 'Anyone who gets a copy of the file can send that cookie, and is that visitor. Base64 and '
      + 'hexadecimal hide nothing, and the first characters can be enough.',
    hint: 'What is stored as the owner? A hash can be compared, but not turned back.',
    read: 'lesson:the-page',
  },
  'cookie-in-page': {
    title: "The value of a visitor's cookie is in the HTML of their page",
    why: 'HttpOnly keeps the cookie from scripts, but a script can read the page. Anyone who '
      + 'gets the page, such as a saved copy, is that visitor.',
    hint: 'What is the token made of? A hash of the cookie can be compared as well.',
    read: 'lesson:the-page',
  },
  'token-in-file': {
    title: "The token of a visitor's form is in the database file, or made of what's in it",
    why: 'Anyone who gets a copy of the file has the tokens of all visitors, and can send forms in '
      + 'their names from another site.',
    hint: 'Is it the same hash as the owner? Hash the cookie with another word before it.',
    read: 'lesson:the-page',
  },
  'owner-published': {
    title: 'The JSON of a link says who its owner is',
    why: 'Everyone can read this JSON, and find out which links belong to the same person.',
    hint: 'Which members does the JSON have? Name them one by one instead of sending the row.',
    read: 'lesson:the-page',
  },
  ...qrFindings,
  'needs-more-than-html': {
    title: 'In a browser without scripts, the page does not do its work',
    why: 'The policy of the page applies to its own form, style sheet and pictures as well, and '
      + 'without scripts only HTML is left.',
    hint: 'What does the browser say? Which directive of the policy covers it?',
    read: 'lesson:the-page',
  },
} as const satisfies Record<string, Finding>
