// The mistakes that this lesson knows: a list that isn't read, a weight that doesn't decide, a type
// that nobody accepts, and caches that aren't told.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'no-header-not-served': {
    title: "A request without Accept didn't get JSON",
    why: 'A client without Accept has no preference, so it gets your default. '
      + 'Many programs never send the header.',
    hint: 'What does `weigh` return if `accept` is undefined? And if several types have the same '
      + 'weight, which one do you send?',
    read: 'RFC 9110, section 12.4.1',
  },
  'wrong-status': {
    title: "The client accepts a type that you offer, and the status isn't 200",
    why: 'The client can use one of your three types. It gets none of them.',
    hint: 'Which status came back, and which line of your program sends it?',
    read: 'RFC 9110, section 12.5.1',
  },
  'wrong-content-type': {
    title: "The Content-Type isn't one of the three types that the board offers",
    why: 'A client looks at Content-Type to find out how to read the body.',
    hint: 'What does Content-Type contain, and where does your program set it?',
    read: 'RFC 9110, section 8.3',
  },
  'departures-missing': {
    title: "The body doesn't show both departures in UTF-8",
    why: 'Each format has the same content: the departures that the starter lists, to Zürich and '
      + 'to Lyon.',
    hint: 'What does your program pass to the call that sends the body, and in which encoding?',
    read: 'RFC 9110, section 3.2',
  },
  'body-of-another-type': {
    title: 'Content-Type names one format, and the body has another',
    why: "A client chooses its parser by Content-Type. This body isn't in that format.",
    hint: 'Do the header and the call of `write` use the same type?',
    read: 'RFC 9110, section 8.3',
  },
  'type-ignored': {
    title: 'The client asked for one media type, and you sent another',
    why: 'Accept named a single type that you offer. The client may be unable to read any other.',
    hint: 'Does your handler send what `choose` returns?',
    read: 'RFC 9110, section 12.5.1',
  },
  'list-not-read': {
    title: "A type in a list of several wasn't found",
    why: 'Accept is a list, separated by commas, and many clients send more than one range. '
      + 'Spaces after the commas are optional.',
    hint: 'Into which parts do you have to split the header before you compare?',
    read: 'RFC 9110, section 12.5.1',
  },
  'case-sensitive': {
    title: "The same media type in capitals wasn't understood",
    why: 'Media types are case-insensitive: TEXT/Plain is text/plain.',
    hint: 'Are both sides of your comparison in lower case?',
    read: 'RFC 9110, section 8.3.1',
  },
  'parameter-not-skipped': {
    title: "A range with a parameter such as charset didn't match",
    why: 'Parameters come after a semicolon. `text/plain; charset=utf-8` asks for plain text too.',
    hint: 'Where does the media type end in `text/plain; charset=utf-8`?',
    read: 'RFC 9110, section 8.3.1',
  },
  'wildcard-not-read': {
    title: "A range with an asterisk got a type that it doesn't stand for, or none",
    why: '`text/*` matches every type that begins with `text/`, and `*/*` matches all types.',
    hint: 'Which of your types does this range match?',
    read: 'RFC 9110, section 12.5.1',
  },
  'default-not-first': {
    title: "The client accepts every type equally, and it didn't get JSON",
    why: 'Between equal weights, this exercise asks for the first of the three types, whatever '
      + 'other clients asked for before.',
    hint: 'Which of two equal weights wins in `choose`? Does anything change the order of `types`? '
      + '`sort` changes the array itself.',
    read: 'lesson:headers-and-negotiation',
  },
  'weights-ignored': {
    title: 'The client gave one type a higher weight, and you sent another',
    why: 'The type with the highest weight is sent. Without `q` the weight is 1. '
      + "The order of the ranges doesn't matter.",
    hint: 'Which weight does your `weigh` return for each of the three types?',
    read: 'RFC 9110, section 12.4.2',
  },
  'q-overlooked': {
    title: 'The weight was written in another way, and you sent the less preferred type',
    why: 'The weight may come after another parameter or before it, and `Q` means `q`. Another '
      + 'parameter may have a name that ends with q, such as `seq`.',
    hint: 'In which of the parts between the semicolons does your program look for `q`?',
    read: 'RFC 9110, section 12.4.2',
  },
  'specificity-ignored': {
    title: "Several ranges match a type, and the most specific one didn't decide",
    why: 'A type gets the weight of the most specific range that matches it. `text/csv` is more '
      + 'specific than `text/*`, and `text/*` is more specific than `*/*`.',
    hint: 'Which of these ranges match text/csv, and which of them is the most specific?',
    read: 'RFC 9110, section 12.5.1',
  },
  'refused-type-sent': {
    title: 'The client refused a type with q=0, and you sent it',
    why: "A weight of 0 means that the type isn't acceptable, even if `*/*` matches it too.",
    hint: 'Which range decides about this type: the first, the last, the highest, or the most '
      + 'specific one? And is the weight 0 the same to your program as a missing weight?',
    read: 'RFC 9110, section 12.4.2',
  },
  'no-406': {
    title: "The client accepts none of your types, and the status isn't 406",
    why: 'In this exercise, 406 tells the client that it has to ask for another type.',
    hint: 'What does `choose` return here, and what does your handler do then?',
    read: 'RFC 9110, section 15.5.7',
  },
  'type-by-likeness': {
    title: 'You matched a media type that only resembles one of yours',
    why: '`text/plainer` and `application/json-seq` are other types. A client that asks for them '
      + "can't read yours.",
    hint: 'Do you compare the whole type, or do you search for one text inside another?',
    read: 'RFC 9110, section 8.3.1',
  },
  '406-without-list': {
    title: "The body of the 406 doesn't name your three media types",
    why: "The list tells the client's developer which types to ask for.",
    hint: 'Which variable of the program contains the types that you offer?',
    read: 'RFC 9110, section 15.5.7',
  },
  'no-vary': {
    title: "The response depends on Accept, and Vary doesn't say so",
    why: 'A cache could store the JSON and send it to a client that asked for CSV.',
    hint: 'Which header of the request did you look at? Vary is a list of such names.',
    read: 'RFC 9110, section 12.5.5',
  },
  'head-differs': {
    title: 'HEAD got other headers than GET',
    why: 'A client sends HEAD to see the headers that GET would get, without the body.',
    hint: 'Does a HEAD request reach your call of `choose`?',
    read: 'RFC 9110, section 9.3.2',
  },
  'mixed-up': {
    title: 'A request got another type than the same request did before',
    why: 'Other clients asked for other types, just before it or at the same time. A server has '
      + 'many clients at once, and they must not notice each other.',
    hint: 'Which variables live longer than one request?',
    read: 'lesson:headers-and-negotiation',
  },
  'other-requests-changed': {
    title: 'Another path or method got the same response as GET /departures',
    why: 'The starter sends 404 for other paths and 405 for other methods.',
    hint: 'Which lines of the starter take care of this, and are they still there?',
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
