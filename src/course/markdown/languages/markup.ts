// HTML, SVG and XML, with scripts inside.

import type { Language, Rule } from './language.ts'
import { script } from './script.ts'

const attributes: readonly Rule[] = [
  ['string', /(?<==)(?:"[^"]*"?|'[^']*'?|[^\s"'>]+)/y],
  ['property', /[^\s"'<>=/]+/y],
  ['operator', /=/y],
  [undefined, /\s+/y],
]

export const markup: Language = {
  ...script,
  start: [
    ['comment', /<!--[^]*?(?:-->|$)/y],
    ['keyword', /<[!?][a-z][^>]*>?/iy],
    ['tag', /<script\b/iy, { enter: 'scriptTag' }],
    ['tag', /<\/?[a-z][^\s<>/]*/iy, { enter: 'tag' }],
    ['variable', /&(?:\w{1,30}|#\w{1,10});/y],
    [undefined, /[^<>&]+/y],
  ],
  tag: [['tag', /\/?>/y, 'leave'], ...attributes],
  scriptTag: [
    ['tag', /\/>|(?<=<\/script)>/iy, 'leave'],
    ['tag', />/y, { enter: 'script' }],
    ...attributes,
  ],
  script: [['tag', /<\/script(?=>)/iy, 'leave'], ...script.start],
}
