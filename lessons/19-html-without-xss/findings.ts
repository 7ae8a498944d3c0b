// The mistakes that this lesson knows: a visitor's text that becomes a part of the page, and text
// that isn't shown as it was typed.

import type { Finding } from '../../src/course/check/finding.ts'
import { placeFindings } from './placeFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'entry-refused': {
    title: 'A new entry was refused',
    why: 'Any text can be an entry, even if it contains markup: escaping makes that harmless. The '
      + 'check sent it as the form on the page does.',
    hint: 'Which requests does your program refuse, and why this one?',
    read: 'lesson:html-without-xss',
  },
  'no-page': {
    title: "GET / didn't get the status 200",
    why: 'The page must work, no matter what visitors wrote before.',
    hint: 'Which entry was written just before? Which function fails for one of its values?',
    read: 'RFC 9110, section 15.3.1',
  },
  'page-cut-off': {
    title: 'The page ends in the middle, because Content-Length is too small',
    why: 'Content-Length counts bytes. In UTF-8, ë has two of them, and 🌱 has four.',
    hint: 'What does length count in a text, and which function counts its bytes?',
    read: 'RFC 9110, section 8.6',
  },
  'not-html': {
    title: "The page isn't sent as HTML",
    why: 'A browser relies on the Content-Type. If it says text/plain, people see the source. '
      + 'If it is missing, the browser guesses, and attackers can make it guess wrong.',
    hint: 'Which Content-Type does your response have?',
    read: 'RFC 9110, section 8.3',
  },
  'no-charset': {
    title: "The page doesn't say that its text is UTF-8",
    why: 'Without a charset in the Content-Type or in a meta element, the browser guesses the '
      + 'encoding, and Zoë may become ZoÃ«.',
    hint: 'What can come after text/html in the Content-Type?',
    read: 'https://html.spec.whatwg.org/#charset',
  },
  'entry-lost': {
    title: "An entry without any markup isn't on the page as it was written",
    why: 'When a browser decodes escaped text, it must get what was typed, such as 🌱 or $1.',
    hint: 'What happens to the text between the form and the page? Do you escape one half of a '
      + 'character, or does replace take $1 for a group? In which encoding do you send the page?',
    read: 'lesson:html-without-xss',
  },
  'entries-missing': {
    title: "Some of the entries aren't on the page",
    why: 'A guest book shows all entries, even if several visitors write at the same time.',
    hint: 'What does your program do with a list of finished HTML in a template? And does it '
      + 'leave out entries: old ones, or those whose website is bad?',
    read: 'lesson:html-without-xss',
  },
  'commas-between-entries': {
    title: 'There is a comma between the entries on your page',
    why: 'When JavaScript turns a list into text, it puts commas between the items.',
    hint: 'How does your program turn a list of finished HTML into one text?',
    read: 'https://tc39.es/ecma262/#sec-array.prototype.tostring',
  },
  'not-escaped': {
    title: 'Markup that a visitor typed has become a part of your page',
    why: 'A script in it would run in the browser of everyone who reads the page, with their '
      + 'cookies. This is cross-site scripting (XSS).',
    hint: 'Which values get into the page without escapeText? And does it always escape? A '
      + 'regular expression with the flag g remembers where its method test stopped.',
    read: 'https://html.spec.whatwg.org/#escapingString',
  },
  'only-some-escaped': {
    title: 'Some of the special characters in a text are escaped, and others are not',
    why: 'For an attacker, one that is left is enough.',
    hint: 'Does your program replace all of them, or the first of each? And which five are there?',
    read: 'https://html.spec.whatwg.org/#escapingString',
  },
  'text-changed': {
    title: "A text isn't shown as it was typed",
    why: 'Removing characters or tags is not escaping: people want to write 1 < 2.',
    hint: 'Which part of the text is missing? How can it be shown without starting a tag? And do '
      + 'you split the form at & before you decode it?',
    read: 'lesson:html-without-xss',
  },
  'no-semicolon': {
    title: 'A character reference in your page has no semicolon at its end',
    why: 'Letters that follow it may then count as a part of it, and in some places, the browser '
      + "doesn't decode it at all.",
    hint: 'How does a browser know where a reference such as &lt; ends?',
    read: 'https://html.spec.whatwg.org/#character-references',
  },
  'ampersand-not-escaped': {
    title: 'A visitor typed a character reference, and the page shows the character instead',
    why: 'Where an & starts a reference, the browser decodes it. So an & that a visitor typed must '
      + 'be escaped itself.',
    hint: 'Which of the five characters is missing in your function?',
    read: 'https://html.spec.whatwg.org/#character-references',
  },
  'escaped-twice': {
    title: 'Readers see a character reference such as &lt; where a visitor typed a character',
    why: 'The text was escaped, and the result was escaped again. It does no harm, but nobody '
      + 'wants to read it.',
    hint: 'How often is each value escaped? In escapeText, which character is replaced first?',
    read: 'lesson:html-without-xss',
  },
  ...placeFindings,
} as const satisfies Record<string, Finding>
