// The mistakes that this lesson knows: old copies that are used again, and files that are sent for
// nothing.

import type { Finding } from '../../src/course/check/finding.ts'

export type FindingId = keyof typeof findings

export const findings = {
  'not-served': {
    title: "The file wasn't served with 200",
    why: 'A client that has no copy, or an old one, needs the whole file. '
      + 'Only a client with the current version gets something else: 304.',
    hint: 'Which line of your program chose this status?',
    read: 'lesson:validators',
  },
  'unasked-304': {
    title: 'The request named no version, and it got 304',
    why: '304 means "use your copy". A client that asks without a tag and without a date may have '
      + 'no copy.',
    hint: 'What do your comparisons give when the header is missing?',
    read: 'RFC 9110, section 15.4.5',
  },
  'missing-file-304': {
    title: "A request for a file that isn't there got 304",
    why: 'If-None-Match: * is true when nothing exists. Without a file there is no version of it, '
      + 'so the response is 404.',
    hint: 'Do you look for the file before you compare versions, or after?',
    read: 'RFC 9110, section 13.1.2',
  },
  'no-etag': {
    title: 'The response has no ETag, or not a valid one',
    why: 'Without a tag a browser must fetch the whole file again, each time. '
      + 'A tag is written in double quotes, and has no spaces or quotes in it.',
    hint: 'Which header names a version of a file, and how is its value written?',
    read: 'RFC 9110, section 8.8.3',
  },
  'same-etag': {
    title: "The file has changed, and its ETag hasn't",
    why: 'Browsers keep using the old file, and people tell you to "empty the cache".',
    hint: 'What do you make the tag from? Does it change whenever the content does?',
    read: 'RFC 9110, section 8.8.1',
  },
  'old-content': {
    title: 'The file has changed, and you sent the old content',
    why: 'A new tag on old bytes is worse than no tag: the browser now believes that it is up to '
      + 'date.',
    hint: 'Does your program remember contents or sizes, and when does it forget them?',
    read: 'RFC 9111, section 4',
  },
  'not-modified-ignored': {
    title: "The client already has this version, and it didn't get 304",
    why: 'If-None-Match says: I have this version, is it still the current one? '
      + 'If it is, the response is 304, without a body.',
    hint: 'Where do you compare the tag that came with the tag of the file? '
      + 'Is the tag of an unchanged file always the same?',
    read: 'RFC 9110, section 13.1.2',
  },
  'tag-in-list-ignored': {
    title: "The client's list contains the current tag, and it didn't get 304",
    why: 'If-None-Match is a list, because a client may have several versions. '
      + 'A * stands for any version, and W/ before a tag makes no difference here.',
    hint: 'Do you compare the whole header, or each tag in it? And if W/ comes before it?',
    read: 'RFC 9110, section 13.1.2',
  },
  'unknown-version-304': {
    title: 'None of the tags is the current one, and the client got 304',
    why: 'The browser now shows its old copy. Only a whole tag counts.',
    hint: 'Do you compare whole tags, with their quotes? Does a * count that is only a part of a '
      + 'tag?',
    read: 'RFC 9110, section 13.1.2',
  },
  'date-overrules-tag': {
    title: 'The client sent a tag and a date, and the date decided',
    why: 'With If-None-Match, a server ignores If-Modified-Since: a tag is more exact than a date.',
    hint: 'Do you look at the date although there are tags?',
    read: 'RFC 9110, section 13.2.2',
  },
  'older-date-304': {
    title: 'The file has changed since the date of the client, and it got 304',
    why: 'If-Modified-Since asks whether the file has changed since that date. It has, so the '
      + 'client needs the new one.',
    hint: 'Which of the two dates must be the later one for a 304? Do you compare times, or texts?',
    read: 'RFC 9110, section 13.1.3',
  },
  'no-date-304': {
    title: "If-Modified-Since contained something that isn't a date, and the client got 304",
    why: 'A date that nobody can read is ignored. In JavaScript, it becomes NaN, and every '
      + 'comparison with NaN is false.',
    hint: 'What does your comparison give for NaN?',
    read: 'RFC 9110, section 13.1.3',
  },
  'not-modified-without-etag': {
    title: "The 304 doesn't repeat the file's ETag",
    why: 'A cache updates its copy with the headers of the 304, so it repeats some of the 200: '
      + 'ETag, Cache-Control and Vary, for example.',
    hint: 'Which headers have you set when you send the 304?',
    read: 'RFC 9110, section 15.4.5',
  },
  'not-modified-with-body': {
    title: 'Bytes follow the head of a 304',
    why: 'A 304 never has a body. The client takes these bytes for the next response.',
    hint: 'What do you write after the head of a 304?',
    read: 'RFC 9110, section 15.4.5',
  },
} as const satisfies Record<string, Finding>
