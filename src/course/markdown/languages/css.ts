// Style sheets.

import type { Language, Rule } from './language.ts'

const values: readonly Rule[] = [
  ['comment', /\/\*[^]*?(?:\*\/|$)/y],
  ['string', /"[^"\n]*"?|'[^'\n]*'?/y],
  ['keyword', /@[\w-]+|!important\b/y],
]

const signs: readonly Rule[] = [
  ['function', /[a-z-]+(?=\()/y],
  [undefined, /[\w-]+|\s+/y],
  ['punctuation', /[();:,]/y],
]

export const css: Language = {
  // Outside braces there are selectors, in which `a:hover` isn't a property.
  start: [
    ...values,
    ['punctuation', /\{/y, { enter: 'declarations' }],
    ['tag', /(?<![\w.#:-])[a-z][\w-]*(?![\w-]|\()/y],
    ['type', /[.#][a-z_-][\w-]*/iy],
    ...signs,
  ],
  declarations: [
    ...values,
    ['punctuation', /\{/y, { enter: 'declarations' }],
    ['punctuation', /\}/y, 'leave'],
    ['property', /--[\w-]+|(?<=[{;\s])[a-z-]+(?=:(?:\s|[\d#-]))/y],
    ['number', /#[\da-f]{3,8}\b|(?<![\w-])-?(?:\d+(?:\.\d+)?|\.\d+)(?:[a-z]+|%)?/iy],
    ...signs,
  ],
}
