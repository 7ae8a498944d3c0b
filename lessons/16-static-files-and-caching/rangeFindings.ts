// The mistakes with parts of files, and with large ones.

import type { Finding } from '../../src/course/check/finding.ts'

export const rangeFindings = {
  'range-ignored': {
    title: "The client asked for a part, and the response wasn't 206",
    why: "Without parts nobody can skip ahead in a video, and a download that broke off can't go "
      + 'on.',
    hint: 'Which header asks for a part, and which status says that the body is one?',
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
  'wrong-content-range': {
    title: "Content-Range doesn't match the part",
    why: 'The client puts the part where this header says.',
    hint: 'It has three numbers: the first byte, the last byte, and the size of what?',
    read: 'RFC 9110, section 14.4',
  },
  'strange-range-obeyed': {
    title: "A Range that nobody can read didn't get the whole file",
    why: "A server ignores a Range header that it doesn't understand, so the response is a 200 "
      + 'with everything.',
    hint: 'Which pattern must the whole header match, and what happens when it does not?',
    read: 'RFC 9110, section 14.2',
  },
  'no-416': {
    title: "A part that begins after the end of the file didn't get 416",
    why: "The client must learn that its copy is longer than your file.",
    hint: 'What is the first byte that was asked for, and how long is the file?',
    read: 'RFC 9110, section 15.5.17',
  },
  'whole-file-in-memory': {
    title: 'Your program read the whole file before the client had taken the first part of it',
    why: 'We changed the last megabyte of a large file while the client was slow, and then your '
      + 'program sent the old bytes: they were in memory. A hundred slow clients need a hundred '
      + 'times as much.',
    hint: 'Which function reads a file piece by piece, and waits while the client is slow?',
    read: 'lesson:static-files-and-caching',
  },
  'slow-client-blocks': {
    title: 'While one client was slow, your program served no other',
    why: 'One telephone with a bad connection stops the whole site.',
    hint: 'What does your program wait for while it sends a large file?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'large-file-not-sent': {
    title: "A part of a very large file didn't arrive",
    why: 'Twelve bytes of it need only twelve bytes of memory. Node refuses to read more than '
      + 'two gigabytes at once, and a number of 32 bits ends there too.',
    hint: 'Which function reads only the part from start to end?',
    read: 'lesson:static-files-and-caching',
  },
} as const satisfies Record<string, Finding>
