// The mistakes with HEAD, OPTIONS and methods that aren't supported: a status, an Allow or a length
// that isn't true.

import type { Finding } from '../../src/course/check/finding.ts'

export const methodFindings = {
  'length-too-small': {
    title: 'More bytes came than Content-Length says',
    why: 'The client stops reading at that length. What is left of the body is lost, or it is read '
      + 'as the start of the next response.',
    hint: 'Is the length counted in characters or in bytes? An ë is two bytes.',
    read: 'RFC 9110, section 8.6',
  },
  'no-content-with-content': {
    title: 'A response with 204, No Content, has content or a length',
    why: 'A 204 ends after its headers, so a client never reads a body of it. A length in it is '
      + 'forbidden, because some clients would wait for that many bytes.',
    hint: 'Which function sends this response? Does it always add a length?',
    read: 'RFC 9110, section 15.3.5',
  },
  'head-with-another-status': {
    title: 'HEAD got another status than GET',
    why: 'HEAD is for finding out what GET would get, without the body. A server that supports '
      + 'GET must support HEAD too.',
    hint: 'Which action could HEAD use? Does it work for the list, and for a note that is missing?',
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
    why: 'With HEAD, programs find out how long something is before they download it. HTTP allows '
      + 'to leave the length out; this exercise does not.',
    hint: 'Where does Content-Length come from in the response to GET?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-another-length': {
    title: 'HEAD got another Content-Length than GET',
    why: 'In a response to HEAD, Content-Length is the length of the body that GET would get.',
    hint: 'The length of which text does your program send when the method is HEAD?',
    read: 'RFC 9110, section 8.6',
  },
  'not-found-for-a-wrong-method': {
    title: 'The status is 404, but the URL is right: only the method is not',
    why: '404 means that nothing is here. The client looks for a typo in the URL, and there is '
      + 'none.',
    hint: 'Which status means that something is here, but not for this method?',
    read: 'RFC 9110, section 15.5.6',
  },
  'wrong-method-accepted': {
    title: 'A method that this URL does not support got a success',
    why: 'The client believes that its request was carried out.',
    hint: 'Which action does your program run for a method that this URL does not have?',
    read: 'RFC 9110, section 15.5.6',
  },
  'another-status-for-a-wrong-method': {
    title: 'A method that this URL does not support got another status than 405',
    why: '405 has exactly this meaning, so clients and tools know what to do.',
    hint: 'The status is called Method Not Allowed. What is its number?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: 'The response has no Allow header',
    why: 'A 405 must say which methods do work here, and a client that sends OPTIONS asks exactly '
      + 'that. Without Allow, it has to try them all.',
    hint: 'Which part of your program knows the methods of this URL?',
    read: 'RFC 9110, section 10.2.1',
  },
  'allow-that-lies': {
    title: "Allow doesn't list the methods of this URL, separated by commas",
    why: 'Clients believe it. They never try a method that is missing in it, and they fail with '
      + 'one that should not be there.',
    hint: 'Do /notes and /notes/milk support the same methods? Do they send the same Allow?',
    read: 'RFC 9110, section 10.2.1',
  },
  'options-refused': {
    title: 'OPTIONS was refused',
    why: 'OPTIONS asks what is possible here. Browsers send it before they let a page of another '
      + 'site send PUT or DELETE.',
    hint: 'Does your program look for an action called OPTIONS? For the list and for a note?',
    read: 'RFC 9110, section 9.3.7',
  },
  'options-with-the-note': {
    title: 'OPTIONS got what GET gets',
    why: 'OPTIONS asks what is possible here. The content that is here is what GET is for.',
    hint: 'Which action does your program run for OPTIONS?',
    read: 'RFC 9110, section 9.3.7',
  },
  'clients-mixed-up': {
    title: 'Two clients sent notes at the same time, and your program mixed them up',
    why: 'Each body arrives in pieces, and between them come pieces of other bodies.',
    hint: 'Which variables do all requests share? Should each request have its own?',
    read: 'lesson:tcp-is-a-stream',
  },
  'unknown-path': {
    title: 'The status for a path that leads nowhere is not 404',
    why: 'A method that is not supported is 405. A path at which there is nothing is 404, '
      + 'whatever the method.',
    hint: 'What does your program look at first: the path or the method?',
    read: 'RFC 9110, section 15.5.5',
  },
} as const satisfies Record<string, Finding>
