// HTTP messages: a request, a response, or one after the other. Lines end with CRLF or LF, and may
// begin with the `>` and `<` of `curl -v`. No state is ever left: a message only goes forward.

import { json } from './json.ts'
import type { Language, Rule } from './language.ts'

const firstLine: readonly Rule[] = [
  ['prompt', /^[<>] (?=HTTP\/\d|[A-Z]{1,20} \S{1,2000} HTTP\/\d)/my],
  ['keyword', /(?<=^(?:> )?)[A-Z]{1,20}(?= \S{1,2000} HTTP\/\d)/my, { enter: 'request' }],
  ['type', /(?<=^(?:< )?)HTTP\/\d(?:\.\d)?/my, { enter: 'status' }],
]

const header: readonly Rule[] = [
  ['prompt', /^[<>*] /my],
  ['property', /(?<=^(?:[<>*] )?)[\w!#$%&'*+.^`|~-]+(?=:)/my, { enter: 'colon' }],
]

// Lessons show the bytes of a line's end in one of these ways.
const shownEnd: Rule = ['operator', /\\r\\n|\\r|\\n|␍␊?|␊/y]
const lineEnd: Rule = [undefined, /\r?\n/y, { enter: 'head' }]
const rest: Rule = [undefined, /[^\r\n\\␍␊]+|\r?\n/y]

export const http: Language = {
  start: [...firstLine, ...header, shownEnd, rest],
  request: [
    ['type', /HTTP\/\d(?:\.\d)?/y],
    ['string', /[^\s\\␍␊]+/y],
    shownEnd,
    lineEnd,
  ],
  status: [
    ['number', /(?<= )\d{3}\b/y],
    ['string', /[^\s\d\\␍␊][^\r\n\\␍␊]*/y],
    shownEnd,
    lineEnd,
  ],
  head: [
    ...firstLine,
    // The empty line ends the head.
    [undefined, /^\r?\n/my, { enter: 'body' }],
    ['operator', /^(?:\\r\\n|␍␊)\r?\n/my, { enter: 'body' }],
    ['prompt', /^[<>] ?\r?\n/my, { enter: 'body' }],
    ...header,
    shownEnd,
    rest,
  ],
  colon: [['punctuation', /:/y, { enter: 'value' }]],
  value: [shownEnd, lineEnd, rest],
  body: [
    ...firstLine,
    ['punctuation', /^[{[]/my, { enter: 'json' }],
    shownEnd,
    rest,
  ],
  json: [...firstLine, ...json.start],
}
