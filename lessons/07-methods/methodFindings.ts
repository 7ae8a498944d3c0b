// The mistakes with HEAD, OPTIONS and methods that aren't supported: a status, an Allow or a length
// that isn't true.

import type { Finding } from '../../src/course/check/finding.ts'

export const methodFindings = {
  'length-too-small': {
    title: 'More bytes came than Content-Length says',
    why: 'The client stops reading at that length. It loses the rest of the body, or takes it for '
      + 'the start of the next response.',
    hint: 'Is the length counted in characters or in bytes? In UTF-8, an ë is two bytes.',
    read: 'RFC 9110, section 8.6',
  },
  'no-content-with-content': {
    title: 'A response with the status 204, No Content, has a body or a length',
    why: 'A 204 ends after its headers, so no client reads a body after it. A server must not send '
      + 'a Content-Length with it either: some clients would wait for that many bytes.',
    hint: 'Which function sends this response? Does it always add a length?',
    read: 'RFC 9110, section 15.3.5',
  },
  'head-with-another-status': {
    title: 'HEAD got a different status than GET',
    why: 'With HEAD, a client finds out what GET would get, without the body. Every server must '
      + 'support both methods.',
    hint: 'Which action could HEAD use? Does it work for the list, and for a missing note?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-a-body': {
    title: 'The response to HEAD has a body',
    why: 'A client knows that no body follows. It reads these bytes as the start of the next '
      + 'response on this connection.',
    hint: 'Which line writes the body? Does it look at the method?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-without-length': {
    title: 'GET got a Content-Length, and HEAD got none',
    why: 'With HEAD, programs find out how long something is before they download it. HTTP lets a '
      + 'server leave the length out, but this exercise wants it.',
    hint: 'Where does Content-Length come from in the response to GET?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-another-length': {
    title: 'HEAD got a different Content-Length than GET',
    why: 'In a response to HEAD, Content-Length is the length of the body that GET would get.',
    hint: 'When the method is HEAD, which text does your program measure?',
    read: 'RFC 9110, section 8.6',
  },
  'not-found-for-a-wrong-method': {
    title: "The status is 404, but something is at this URL: it just doesn't support the method",
    why: 'After a 404, people look for a typo in the URL, and there is none.',
    hint: 'Which status says that the URL is right and the method is not?',
    read: 'RFC 9110, section 15.5.6',
  },
  'wrong-method-accepted': {
    title: "A method that this URL doesn't support got a 2xx",
    why: 'The client believes that its request was carried out.',
    hint: "Which action does your program run for a method that this URL doesn't support?",
    read: 'RFC 9110, section 15.5.6',
  },
  'another-status-for-a-wrong-method': {
    title: "A method that this URL doesn't support got a status that isn't 405",
    why: '405 means exactly this, and its header Allow tells the client what it can send instead.',
    hint: 'The status is called Method Not Allowed. What is its number?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: 'The response has no Allow header',
    why: 'A 405 must say which methods work here, and a client that sends OPTIONS asks exactly '
      + 'that. Without Allow, it would have to try them all.',
    hint: 'Which object of your program has the methods of this URL as its keys?',
    read: 'RFC 9110, section 10.2.1',
  },
  'allow-that-lies': {
    title: "Allow doesn't list the methods of this URL, separated by commas",
    why: 'Clients rely on it. They never try a method that is missing, and a method that is listed '
      + "but doesn't work gets them an error. Methods are case-sensitive.",
    hint: 'Do /notes and /notes/milk support the same methods? Do they send the same Allow?',
    read: 'RFC 9110, section 10.2.1',
  },
  'options-refused': {
    title: 'OPTIONS was refused',
    why: 'A client sends OPTIONS to find out which methods work here. Browsers send it before they '
      + 'let a page from another site send PUT or DELETE.',
    hint: 'Does your program look for an action called OPTIONS? Is there one?',
    read: 'RFC 9110, section 9.3.7',
  },
  'options-with-the-note': {
    title: 'The body of the response to OPTIONS is the body that GET gets',
    why: 'OPTIONS asks what a client can do here. To read what is here, it sends GET.',
    hint: 'Which action does your program run for OPTIONS?',
    read: 'RFC 9110, section 9.3.7',
  },
  'first-piece-only': {
    title: "The body of a PUT came in two pieces, and the note wasn't stored whole",
    why: 'TCP delivers a body in pieces of any size. Each piece is an event of its own.',
    hint: 'Does your program wait for the end of the body before it parses it?',
    read: 'lesson:tcp-is-a-stream',
  },
  'broken-characters': {
    title: 'The body of a PUT was cut in the middle of a character, and the character was damaged',
    why: 'In UTF-8, ë is two bytes. If each piece of the body becomes text on its own, a character '
      + 'that is cut in two becomes replacement characters.',
    hint: 'Do you turn each piece into text, or all of them together?',
    read: 'lesson:tcp-is-a-stream',
  },
  'clients-mixed-up': {
    title: 'Two clients sent notes at the same time, and your program mixed them up',
    why: 'Bodies arrive in pieces. Between two pieces of one body, other requests arrive.',
    hint: 'Which variables do all requests share, and which ones should each request have?',
    read: 'lesson:tcp-is-a-stream',
  },
  'unknown-path': {
    title: "The status isn't 404, but nothing is at this path",
    why: 'Only /notes and the notes below it exist here. At any other path, each method gets 404.',
    hint: 'Which does your program look at first: the path or the method?',
    read: 'RFC 9110, section 15.5.5',
  },
} as const satisfies Record<string, Finding>
