// JSON, and the comments that some write into it.

import { words, type Language } from './language.ts'

export const json: Language = {
  start: [
    ['property', /"(?:[^"\\\n]|\\.)*"(?=\s{0,9}:)/y],
    ['string', /"(?:[^"\\\n]|\\.)*"?/y],
    ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
    ['number', /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/iy],
    ['keyword', words('true false null')],
    [undefined, /\s+|\w+/y],
    ['punctuation', /[{}[\],:]/y],
  ],
}
