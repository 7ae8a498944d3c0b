// The mistakes that this lesson knows: a wish that is not heard, a list that is not read, a body
// that is packed for the wrong client.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'wish-ignored': {
    title: 'The client asked for one form and got another',
    why: 'The client told what it can read. '
      + 'What it cannot read is useless to it, with a 200 on top.',
    hint: 'Which header carries this wish, and does your program look at it?',
    read: 'RFC 9110, section 12.5',
  },
  'no-header-not-served': {
    title: 'Without a wish there was no good answer',
    why: 'A missing header means: anything is welcome. Many programs send no Accept at all.',
    hint: 'What is request.headers.accept when the client sent none?',
    read: 'RFC 9110, section 12.5.1',
  },
  'case-sensitive': {
    title: 'The same wish in capitals was not understood',
    why: 'Names of headers and media types mean the same in upper and lower case.',
    hint: 'Is there a toLowerCase on both sides of the comparison?',
    read: 'RFC 9110, section 5.1',
  },
  'compared-exactly': {
    title: 'A wish with a list or a star was not understood',
    why: 'Browsers send long lists such as text/html, */*;q=0.8. '
      + 'A comparison with the whole header fits none of them.',
    hint: 'Into which parts must the header be split, before you compare?',
    read: 'RFC 9110, section 12.5.1',
  },
  'weights-ignored': {
    title: 'The client likes one form more, and got the other',
    why: 'q tells how much: 1 is most, 0.1 a little, and 0 means never. '
      + 'The order in the list tells nothing.',
    hint: 'Where does your program read q, and what if it is missing?',
    read: 'RFC 9110, section 12.4.2',
  },
  'refused-form-sent': {
    title: 'q=0 means never, and you sent it all the same',
    why: 'The client said that it cannot read this. It gets bytes that it must throw away.',
    hint: 'Is a weight of 0 more than nothing in your comparison?',
    read: 'RFC 9110, section 12.4.2',
  },
  'no-406': {
    title: 'The client can read nothing that you have, and the answer does not say so',
    why: 'With 406 the client learns that it must ask in another way.',
    hint: 'What does your choice give when no offer has a weight above 0?',
    read: 'RFC 9110, section 15.5.7',
  },
  'no-vary': {
    title: 'The answer depends on headers, and Vary does not name them',
    why: 'A cache between you and the clients keeps the first answer for all: the German one for '
      + 'English readers, the packed one for those who cannot unpack.',
    hint: 'Which three headers of the request did you look at?',
    read: 'RFC 9110, section 12.5.5',
  },
  'no-charset': {
    title: 'A text came without a word about its letters',
    why: 'Without charset=utf-8 a browser guesses, and makes Ã¼ of ü.',
    hint: 'What stands in Content-Type behind the semicolon?',
    read: 'RFC 9110, section 8.3.2',
  },
  'compressed-without-being-asked': {
    title: 'You sent a packed body to somebody who did not ask for it',
    why: 'A client that cannot unpack shows rubbish. '
      + 'curl does so, unless it is told --compressed.',
    hint: 'What must stand in Accept-Encoding, before you may pack?',
    read: 'RFC 9110, section 12.5.3',
  },
  'encoding-not-told': {
    title: 'The body is packed, and Content-Encoding does not say so',
    why: 'The client takes the packed bytes for the text itself.',
    hint: 'Which header tells the client to unpack?',
    read: 'RFC 9110, section 8.4',
  },
  'compressed-twice': {
    title: 'The body is packed twice',
    why: 'The client unpacks once, as the header tells it, and finds packed bytes again.',
    hint: 'How many times does your code call gzip for one answer?',
    read: 'RFC 9110, section 8.4',
  },
  'not-compressed': {
    title: 'The client can unpack gzip, and the body is not packed',
    why: 'Text shrinks to a fifth. On a phone that is the difference between now and soon.',
    hint: 'Is gzip in the list of the client, with a weight above 0?',
    read: 'RFC 9110, section 12.5.3',
  },
} as const satisfies Record<string, Finding>
