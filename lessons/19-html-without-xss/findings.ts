// The mistakes that this lesson knows: a visitor's text that becomes a part of the page, and
// text that did not survive its escaping.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-html': {
    title: 'The page is not sent as HTML',
    why: 'A browser shows what the type says. Of another type it shows the source, or a file to '
      + 'keep; without a type it guesses, and guesses can be attacked.',
    hint: 'Which Content-Type does your answer have?',
    read: 'RFC 9110, section 8.3',
  },
  'entry-lost': {
    title: 'An entry without any trick in it is not on the page as it was written',
    why: 'A guest book that loses or changes entries is none.',
    hint: 'Which values does your template show, and what happens to them on the way?',
    read: 'lesson:html-without-xss',
  },
  'not-escaped': {
    title: 'What a visitor typed has become part of your page',
    why: 'A script in it runs in the browser of everybody who reads the page, with their '
      + 'cookies. This is cross-site scripting: the most common hole of all.',
    hint: 'Which values go into the page without passing escapeText?',
    read: 'https://html.spec.whatwg.org/#parsing',
  },
  'only-less-than-escaped': {
    title: 'A visitor got out of an attribute with a quote',
    why: 'Inside of an attribute no < is needed: '
      + 'a quote ends the value, and what follows is a new attribute, such as onmouseover.',
    hint: 'Which signs end the value of title="…"? Are both kinds of quotes escaped?',
    read: 'https://html.spec.whatwg.org/#attributes-2',
  },
  'only-some-escaped': {
    title: 'You escaped some of the signs in a text, and left others as they are',
    why: 'One sign that is left is enough to begin a tag.',
    hint: 'What does replace do with the second < of a text?',
    read: 'lesson:html-without-xss',
  },
  'text-changed': {
    title: 'A message is not shown as it was typed',
    why: 'To take signs out of a text is no escaping. People write 1 < 2, and mean it.',
    hint: 'Which signs are missing? How can they be shown without beginning a tag?',
    read: 'lesson:html-without-xss',
  },
  'no-semicolon': {
    title: 'A code in your page has no semicolon at its end',
    why: 'Then the letters that follow may count as part of the code, and in an attribute the '
      + 'browser does not read it at all.',
    hint: 'How does a browser know where a code such as &lt; ends?',
    read: 'https://html.spec.whatwg.org/#character-references',
  },
  'ampersand-not-escaped': {
    title: 'A visitor typed &lt; and the page shows <',
    why: 'An & begins a code in HTML. Unless it is escaped itself, the reader sees something '
      + 'else than what was typed.',
    hint: 'Which of the five signs is missing in your list?',
    read: 'https://html.spec.whatwg.org/#character-references',
  },
  'escaped-twice': {
    title: 'The page shows &lt; where a visitor typed <',
    why: 'The text was escaped, and what came out was escaped again. It is harmless, and ugly.',
    hint: 'How often does a value pass escapeText? And which sign is replaced first?',
    read: 'lesson:html-without-xss',
  },
  'javascript-link': {
    title: 'A link in your page runs a program when it is clicked',
    why: 'javascript: is an address too, and escaping does not change it. Who clicks runs it.',
    hint: 'Which addresses do you keep: all but bad ones, or good ones only? '
      + 'Capitals, blanks, tabs?',
    read: 'https://url.spec.whatwg.org/#concept-basic-url-parser',
  },
  'good-link-lost': {
    title: 'The link of an honest visitor does not lead to his site any more',
    why: 'An & in an address is normal. After escaping and decoding it must be the same address.',
    hint: 'Compare the address that was sent with href in the page.',
    read: 'lesson:html-without-xss',
  },
  'script-broken-out': {
    title: 'A visitor ended your script, and began one of his own',
    why: 'The browser looks for </script> before it reads JSON. Quotes around it do not help.',
    hint: 'How can < be written in JSON without being a <?',
    read: 'https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements',
  },
  'comment-in-script': {
    title: 'A visitor began a comment in your script, and its end is not found any more',
    why: 'After <!-- and <script the browser takes the next </script> for a part of the data. '
      + 'What comes behind it in your page is lost.',
    hint: 'Is </script> the only thing with a < that means something in a script?',
    read: 'https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements',
  },
  'json-damaged': {
    title: 'The JSON in your page cannot be read any more, or says something else',
    why: 'Inside of a script nothing is unescaped: '
      + '&quot; stays six letters, and JSON.parse fails.',
    hint: 'Was the JSON escaped like text? What is the escape of JSON itself?',
    read: 'RFC 8259, section 7',
  },
} as const satisfies Record<string, Finding>
