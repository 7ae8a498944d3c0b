// Mistakes that fewer programs make.

import type { Finding } from '../../src/course/check/finding.ts'

export const rareFindings = {
  'no-answer': {
    title: 'Your program took the request, but nothing came back',
    why: 'The whole request had arrived, and the client kept the connection open to get the '
      + 'response.',
    hint: 'What does your program still wait for? Does it need one byte more than Content-Length '
      + 'says, a length from an earlier request, or the end of the connection?',
    read: 'lesson:anatomy-of-http',
  },
  'wrong-chunk': {
    title: "A client can't read the chunks of your response",
    why: 'Before each chunk is the number of its bytes, in hexadecimal, and after it comes \\r\\n. '
      + 'A chunk of the size 0 and an empty line end the body.',
    hint: 'Compare the sizes with what comes after them. Which bytes end your body?',
    read: 'RFC 9112, section 7.1',
  },
  'head-counted-in-characters': {
    title: "With a header that isn't ASCII, the body didn't come back",
    why: 'A value may contain other bytes. If you read them as UTF-8, several bytes become one '
      + "character. So a position in the text isn't the position in the bytes.",
    hint: 'Where do you look for the end of the head: in the bytes, or in a text? How does your '
      + 'program decode that text?',
    read: 'RFC 9110, section 5.5',
  },
} as const satisfies Record<string, Finding>
