// The mistakes that this lesson knows: a status that doesn't say what happened, a missing header
// that belongs to the status, and errors in another format.

import type { Finding } from '../../src/course/check/finding.ts'
import { errorFindings } from './errorFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'created-is-not-201': {
    title: "A POST for a new book didn't get the status 201",
    why: '201 says that something new exists now. A client that gets 201 looks into Location for '
      + 'its URL.',
    hint: 'Which status is called Created? Does your program send it for every new book?',
    read: 'RFC 9110, section 15.3.2',
  },
  'created-without-location': {
    title: 'Your 201 has no Location header',
    why: 'The server chose the URL of the new book. Without Location, the client knows no URL to '
      + 'show, change or delete what it created.',
    hint: 'At which URL does GET show the new book? Which header tells the client?',
    read: 'RFC 9110, section 10.2.2',
  },
  'location-without-the-book': {
    title: "GET at the URL in the Location of your 201 doesn't show the new book",
    why: 'The client follows Location to find what it created.',
    hint: 'Compare Location with the id of the book. Does the path start with a slash?',
    read: 'RFC 9110, section 10.2.2',
  },
  'reading-needs-a-key': {
    title: 'GET for a book asks for a key, but anyone may read',
    why: 'Only POST and DELETE change something, so only they need a key in this library.',
    hint: 'Which methods get to the line that checks the key?',
    read: 'lesson:status-codes',
  },
  'shown-is-not-200': {
    title: "GET for a book that exists didn't get the status 200",
    why: 'This is the simplest situation: the client asked for something, and here it is.',
    hint: 'Which status says that everything went well?',
    read: 'RFC 9110, section 15.3.1',
  },
  'success-as-problem': {
    title: 'A success has the Content-Type of a problem document',
    why: 'application/problem+json tells a client that the body describes an error.',
    hint: 'Where do you set this type: for all responses, or only for errors?',
    read: 'RFC 9457, section 3',
  },
  'json-refused': {
    title: 'JSON was refused because its Content-Type has a charset',
    why: 'A media type can have parameters, such as charset=utf-8. The type is still JSON, and '
      + 'many clients send it this way.',
    hint: 'Do you compare the whole header, or the part before the semicolon?',
    read: 'RFC 9110, section 8.3.1',
  },
  'deleted-is-not-204': {
    title: "A DELETE that worked didn't get the status 204",
    why: '204 says that it worked and that there is nothing more to say. This exercise asks for '
      + 'it. In HTTP, a 200 with a body that describes the result is correct too.',
    hint: 'Which status is called No Content?',
    read: 'RFC 9110, section 9.3.5',
  },
  'no-content-with-a-body': {
    title: 'Your 204 has a body, or a header that announces one',
    why: 'A 204 ends after its headers. With Content-Length or Transfer-Encoding, a client may '
      + 'wait for a body that never comes. If a body comes, it takes those bytes for the next '
      + 'response.',
    hint: 'What does your reply for a deleted book contain? Which headers does it get?',
    read: 'RFC 9110, section 8.6',
  },
  'deleted-is-still-there': {
    title: 'A DELETE was confirmed, but the book is still there',
    why: 'The client believes that the book is gone.',
    hint: 'Which line removes the book? Is anything else left of it, such as its ISBN?',
    read: 'RFC 9110, section 9.3.5',
  },
  'deleted-took-another': {
    title: 'After a DELETE of one book, GET no longer shows another one',
    why: 'A DELETE removes what is at its URL, and nothing else.',
    hint: 'How does your program find the book to delete?',
    read: 'RFC 9110, section 9.3.5',
  },
  'moved-for-now': {
    title: 'The book has moved permanently, but your status means a temporary move',
    why: 'After 302, 303 or 307, clients and search engines keep the old URL and ask there again.',
    hint: 'Two statuses have the word Permanent or Permanently in their names.',
    read: 'RFC 9110, section 15.4',
  },
  'moved-to-another-place': {
    title: "Your redirect doesn't lead to the new URL of the book",
    why: 'A client follows the Location header. A relative path starts from the old URL: seen '
      + 'from /shelf/1, books/1 is /shelf/books/1.',
    hint: 'Which header has the new URL? Does its value start with a slash, and does it name this '
      + 'book?',
    read: 'RFC 9110, section 10.2.2',
  },
  'lost-after-a-bug': {
    title: 'After an error or a strange request, a book that exists is no longer shown',
    why: 'An error in one request must not affect others.',
    hint: 'Which variables does your program change before it fails?',
    read: 'lesson:status-codes',
  },
  ...errorFindings,
} as const satisfies Record<string, Finding>
