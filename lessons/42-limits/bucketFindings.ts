// The mistakes about how many tokens there are, and about requests that change something.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:limits'

export const bucketFindings = {
  'limit-too-low': {
    title: 'Somebody had to wait who had tokens left',
    why: 'People mistype, and sometimes do a lot at once: 10 passwords for each account and 60 '
      + 'requests of each client go through before the first 429.',
    hint: 'How many tokens does a new bucket have? Does something take more than one, or the '
      + 'tokens of others?',
    read,
  },
  burst: {
    title: 'More than 60 requests of a client got through at once',
    why: 'A full bucket has 60 tokens. Another one comes back only each second.',
    hint: 'Compare the number of tokens with 1 before you take one: which numbers pass?',
    read,
  },
  'never-refilled': {
    title: 'Time went by, and too few tokens came back',
    why: 'A bucket fills up again, evenly, until it is full: one token a minute for passwords, one '
      + 'a second for requests. updated_at was set back so far that there had to be some.',
    hint: 'How many milliseconds is updated_at ago, and how many tokens does that make, with '
      + 'fractions? Is the row read each time, and what does a refused try change?',
    read,
  },
  'refilled-too-much': {
    title: 'Time went by, and too many tokens came back',
    why: 'A bucket gets one token a minute or a second, and never more than it holds: an hour '
      + 'without a request must not be a stock for later.',
    hint: 'Is the time in the right unit? Is there a min() of what it would be and what it holds?',
    read,
  },
  'no-retry-after': {
    title: 'A 429 does not say how long to wait',
    why: 'Without Retry-After, programs try again at once, and people give up. It has a whole '
      + 'number of seconds, or a date.',
    hint: 'How long does it take until the bucket has one token? Round up. Does the header reach '
      + 'this response, too?',
    read: 'RFC 9110, section 10.2.3',
  },
  'wrong-wait': {
    title: 'Retry-After is wrong: waiting that long is not enough, or far too much',
    why: 'Anyone who waits as long as it says has to get through, and a token comes back each '
      + 'minute or each second.',
    hint: 'Is it in seconds? Is it rounded up? Does a refused try take a token, too?',
    read: 'RFC 9110, section 10.2.3',
  },
  'changes-not-limited': {
    title: 'In public, a client could send as many requests as it liked',
    why: 'Somebody would fill your database. When PUBLIC_ORIGIN is public, a client has 60 '
      + 'requests that change something, and one more each second.',
    hint: 'Is the middleware in the list, and before the routes? What is in the name of the '
      + 'bucket: only what the client cannot choose?',
    read,
  },
  'limited-at-home': {
    title: "A client had to wait after 60 requests, though the program isn't public",
    why: 'Without a public PUBLIC_ORIGIN, only you can reach your program, and it can take as many '
      + 'requests as you like. Tries at passwords are limited everywhere.',
    hint: 'In which list of main.ts is limitChanges, and when is this list empty?',
    read,
  },
  'one-limit-for-all': {
    title: 'One client used up its requests, and another one was refused',
    why: 'A single stranger could stop your program for everybody.',
    hint: "Is the client's address part of the name of the bucket?",
    read,
  },
  'other-method': {
    title: 'A client that had used up its requests got through with another method or path',
    why: 'PUT, PATCH and DELETE change something, too. All paths and all unsafe methods share the '
      + 'limit.',
    hint: 'Which methods and paths does the middleware look for? Safe are GET and HEAD.',
    read,
  },
  'not-in-table': {
    title: 'The limit for requests is not in the table buckets',
    why: 'In a variable, it would be lost at each restart, and each copy of the program would have '
      + 'its own. A client used up its requests, and no row changed.',
    hint: 'Does this limit use the same function as the one for passwords?',
    read,
  },
} as const satisfies Record<string, Finding>
