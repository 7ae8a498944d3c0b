// The mistakes in places with rules of their own: attributes, links, scripts, and error pages.

import type { Finding } from '../../src/course/check/finding.ts'

export const placeFindings = {
  'out-of-the-attribute': {
    title: "A visitor's text didn't stay inside an attribute",
    why: 'A quote ends the value of an attribute. If there are no quotes around it, a space does. '
      + 'What follows becomes a new attribute, such as onmouseover.',
    hint: 'Which characters end the value of title="…"? Does every attribute have quotes?',
    read: 'https://html.spec.whatwg.org/#attributes-2',
  },
  'text-in-code': {
    title: "A visitor's text is inside code that the browser runs",
    why: 'The browser first decodes the references in an attribute such as onclick, and then runs '
      + 'the result as a program. So escaping for HTML does not help there.',
    hint: 'Which attribute or script contains the text? Can your page do without it?',
    read: 'lesson:html-without-xss',
  },
  'javascript-link': {
    title: 'A link on your page can run a program',
    why: 'javascript: and data: are schemes too, and escaping does not change them. A click runs '
      + 'the program, and with javascript: it can use the cookies of your site.',
    hint: 'Do you refuse bad URLs, or allow good ones? What do capitals, spaces and tabs change?',
    read: 'https://url.spec.whatwg.org/#concept-basic-url-parser',
  },
  'another-scheme': {
    title: "A link on your page has a scheme that isn't http or https",
    why: 'A list of bad schemes is never complete: browsers and installed programs add new ones.',
    hint: 'Do you refuse bad URLs, or allow good ones? Do you compare the whole scheme?',
    read: 'lesson:html-without-xss',
  },
  'relative-link': {
    title: "A visitor's link without a scheme leads into your own site",
    why: 'A browser completes it with the URL of your page, so a click on it may log a reader out. '
      + 'And //other.example leads to another site.',
    hint: 'What does URL.parse return for a URL without a scheme? And with a base?',
    read: 'https://url.spec.whatwg.org/#relative-url-string',
  },
  'good-link-lost': {
    title: "A visitor wrote an http or https URL, and no link on the page leads there",
    why: 'URLs can contain & and quotes, and HTTPS is the same scheme as https. When the browser '
      + 'has decoded href, it must be the URL that was sent.',
    hint: 'Compare the URL that was sent with href in the page. What did safeUrl make of it?',
    read: 'lesson:html-without-xss',
  },
  'no-data': {
    title: 'There is no script element of the type application/json on your page',
    why: 'The page has its entries twice: as HTML for people, and as JSON for a script.',
    hint: 'Did you remove or change the script element at the end of the page? Is it closed?',
    read: 'lesson:html-without-xss',
  },
  'script-broken-out': {
    title: "A visitor's text ended the script element with your data",
    why: 'The browser looks for </script> before anything reads the JSON. The quotes around it do '
      + 'not help.',
    hint: "How can < be written in JSON without the character <? In JavaScript, '\\u003c' has a "
      + 'backslash in it, and with only one backslash, it would be < itself.',
    read: 'https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements',
  },
  'comment-in-script': {
    title: "The data in your script contains <!-- and then <script, so </script> doesn't end it",
    why: 'After these two, the next </script> belongs to the data, and so does the rest of your '
      + 'page.',
    hint: 'Is </script> the only text with < that means something inside a script?',
    read: 'https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements',
  },
  'json-damaged': {
    title: "The JSON in your page can't be read, or says something else",
    why: 'Inside a script the browser decodes nothing: &quot; stays six characters, and '
      + 'JSON.parse fails.',
    hint: 'Were the values or the JSON escaped for HTML? How does JSON itself escape a character?',
    read: 'RFC 8259, section 7',
  },
  'url-on-the-page': {
    title: 'A page of yours contains a tag from the URL of the request',
    why: 'Anyone can send a link with such a URL. A click on it runs the script in it on your '
      + 'site: this is reflected XSS.',
    hint: 'Which of your pages shows a part of request.url? Is it escaped there too?',
    read: 'lesson:html-without-xss',
  },
} as const satisfies Record<string, Finding>
