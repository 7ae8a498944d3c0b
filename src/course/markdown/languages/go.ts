// Go.

import { words, type Language } from './language.ts'

export const go: Language = {
  start: [
    ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
    ['string', /`[^`]*`?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/y],
    ['number', /\b(?:0x[\da-f_]+|\d[\d_]*(?:\.\d+)?)/iy],
    ['keyword', words(`break case chan const continue default defer else fallthrough false for func
      go goto if import interface iota map nil package range return select struct switch true type
      var`)],
    ['type', words(`any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint
      uint8 uint16 uint32 uint64 uintptr`)],
    ['function', /\b[A-Za-z_]\w*(?=\()/y],
    ['type', /\b[A-Z]\w*/y],
    [undefined, /\w+|\s+/y],
    ['operator', /[=<>!+\-*/%|&^:.]/y],
    ['punctuation', /[()[\]{},;]/y],
  ],
}
