// TypeScript and JavaScript.

import type { Language, Rule } from './language.ts'

const reserved = `async await break case catch class const continue delete do else enum export
  extends false finally for function if implements import in instanceof interface let new null
  return static super switch this throw true try typeof undefined var void while yield`

// Names as well, unless another word or a bracket follows.
const contextual = `abstract as asserts declare from get infer is keyof namespace of private
  protected public readonly satisfies set type`

const basicTypes = 'string number boolean unknown never void object bigint symbol any'

// `map.delete(1)` and `{ new: 1 }` are names, `...await all()` is not.
const notAfterDot = '(?<![\\w$]|(?<!\\.)\\.)'
const keyword = `${notAfterDot}(?:default|(?:${oneOf(reserved)})(?![\\w$]|\\??:))(?![\\w$])`
const softKeyword = `(?<![\\w$.])(?:${oneOf(contextual)})(?= {1,9}[\\w$#{["'*\`])`
const typePlace = '(?<=[:<|&] ?|<[\\w ,]{1,60}, |\\b(?:readonly|as|is) )'
const basicType = `${typePlace}(?:${oneOf(basicTypes)})(?![\\w$(:])`

// A slash begins a pattern where there's no value before it that it could divide.
const patternStart = /(?=\/[^/*])(?<=(?:^|[=(,:!&|?{}[;>]|\breturn)\s{0,99})\//my

const code: readonly Rule[] = [
  ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|(?<![^])#![^\n]*/y],
  ['string', /'(?:[^'\\\n]|\\[^])*'?|"(?:[^"\\\n]|\\[^])*"?/y],
  ['string', /`/y, { enter: 'template' }],
  ['string', patternStart, { enter: 'pattern' }],
  ['number', /(?<![\w$])(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)n?/iy],
  ['type', new RegExp(basicType, 'y')],
  ['keyword', new RegExp(keyword, 'y')],
  ['keyword', new RegExp(softKeyword, 'y')],
  ['type', /(?<![\w$])[A-Z][\w$]*/y],
  ['function', /#?[a-z_$][\w$]*(?=`|\(|<[\w\s,<>[\]|]{0,80}>\()/y],
  ['property', /#?[a-z_$][\w$]*(?=\??:)/y],
  [undefined, /#?[A-Za-z_$][\w$]*|\s+/y],
  ['punctuation', /\{/y, { enter: 'code' }],
  ['punctuation', /\}/y, 'leave'],
  ['operator', /[=!<>+\-*%&|^~?:.@]+|\//y],
  ['punctuation', /[()[\],;]/y],
]

/** TypeScript and JavaScript, with code inside template strings. */
export const script: Language = {
  start: code,
  // Inside braces; apart from `start`, so that HTML can begin with its own rules.
  code,
  template: [
    ['string', /(?:[^`\\$]|\\[^]|\$(?!\{))+/y],
    ['string', /`/y, 'leave'],
    ['punctuation', /\$\{/y, { enter: 'code' }],
  ],
  pattern: [
    ['string', /\/[dgimsuvy]*/y, 'leave'],
    ['string', /[^/\\[\n]+|\\.|\[(?:[^\]\\\n]|\\.)*\]?/y],
    [undefined, /\n/y, 'leave'],
  ],
}

function oneOf(list: string): string {
  return list.split(/\s+/).join('|')
}
