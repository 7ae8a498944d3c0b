// The mistakes that this lesson knows: the wrong bytes, the wrong headers, and no part at all.

import type { Finding } from '../../src/course/check/finding.ts'

export type FindingId = keyof typeof findings

export const findings = {
  'not-served': {
    title: "A request without Range didn't get the whole file with 200",
    why: 'Only a client that asks for a part can put it where it belongs.',
    hint: 'What does your program do when there is no Range header?',
    read: 'RFC 9110, section 15.3.1',
  },
  'range-ignored': {
    title: "The client asked for a part, and the response wasn't 206",
    why: "Without parts nobody can skip ahead in a video, and an interrupted download can't be "
      + 'resumed.',
    hint: 'Which header asks for a part, and which status says that the body is one? If some '
      + 'ranges work: does something in your program remember the last one, as a regular '
      + 'expression with the flag g does?',
    read: 'RFC 9110, section 14',
  },
  'wrong-range': {
    title: "The part that came isn't the one that was asked for",
    why: 'Both ends count: bytes=2-4 is three bytes. '
      + 'The client puts the parts together, and one missing byte breaks the file.',
    hint: 'Is the last byte included? What does a range without its first number mean? '
      + 'Do you count bytes, or characters?',
    read: 'RFC 9110, section 14.1.2',
  },
  'more-than-promised': {
    title: 'More bytes came than Content-Length says',
    why: 'On a connection that stays open, a client takes the excess for the beginning of the next '
      + 'response.',
    hint: 'Which bytes do you send, and how many does Content-Length promise? Both ends of a range '
      + 'count.',
    read: 'RFC 9110, section 8.6',
  },
  'one-part-as-several': {
    title: 'The client asked for one part, and the type says that there are several',
    why: 'multipart/byteranges is for several parts, each with its own headers. A single part has '
      + 'the type of the file.',
    hint: 'Which Content-Type does the whole file have?',
    read: 'RFC 9110, section 15.3.7.1',
  },
  'parts-mixed-up': {
    title: 'Several clients asked at the same time, and one got a wrong part or wrong headers',
    why: 'The same ranges were right one after the other. While your program waits for the disk, '
      + 'the next request begins, and a variable outside the handler belongs to all of them.',
    hint: 'Which variables are outside the function that handles one request?',
    read: 'lesson:hello-http',
  },
  'several-ranges-as-one': {
    title: 'The client asked for two parts, and got neither both nor the whole file',
    why: 'Two parts are sent as multipart/byteranges. A server that only sends single parts '
      + 'ignores such a header, and sends the whole file with 200.',
    hint: 'Does your pattern see the comma? If you send both parts: what is between them?',
    read: 'RFC 9110, section 14.6',
  },
  'wrong-content-range': {
    title: "Content-Range doesn't match the part",
    why: 'The client puts the part where this header says.',
    hint: 'It has three numbers: the first byte, the last byte, and the size of what?',
    read: 'RFC 9110, section 14.4',
  },
  'strange-range-obeyed': {
    title: "A Range that can't be read didn't get the whole file with 200",
    why: 'A server must ignore units that it does not know. For other malformed ranges HTTP allows '
      + 'a 416 too, but this exercise asks for the whole file.',
    hint: "Which pattern must the whole header match, and what happens when it doesn't?",
    read: 'RFC 9110, section 14.2',
  },
  'no-416': {
    title: "A part that begins after the end of the file didn't get 416",
    why: 'The client must learn that the file is shorter than it thinks.',
    hint: 'What is the first byte that was asked for, and how long is the file?',
    read: 'RFC 9110, section 15.5.17',
  },
  'no-bytes-206': {
    title: 'The client asked for the last 0 bytes, and got 206',
    why: 'A part has at least one byte. No byte fits bytes=-0, so the response is 416, or the '
      + 'whole file with 200.',
    hint: 'What do your functions make of 0 bytes from the end? slice(-0) is the whole text.',
    read: 'RFC 9110, section 14.1.2',
  },
  'empty-file-failed': {
    title: 'Your server failed with an empty file',
    why: 'An empty file has no first byte, so no range fits it. Then 416 is right, and an empty '
      + '200 is fine too.',
    hint: 'What are start and end for a size of 0, and does createReadStream accept them?',
    read: 'RFC 9110, section 14.1.2',
  },
  'head-differs': {
    title: 'HEAD with a Range got neither 200 nor 206, or there are bytes after the head',
    why: 'Range is defined for GET only, so HEAD gets the same 200 as without it, and no body.',
    hint: 'Which line runs for HEAD and GET alike, and which one only for GET?',
    read: 'RFC 9110, section 14.2',
  },
  'large-file-not-sent': {
    title: "A part of a very large file didn't arrive",
    why: 'Twelve bytes of it need only twelve bytes of memory. Node refuses to read more than '
      + 'two gigabytes at once, and a number of 32 bits ends there too.',
    hint: 'Which function reads only the part from start to end?',
    read: 'lesson:ranges',
  },
} as const satisfies Record<string, Finding>
