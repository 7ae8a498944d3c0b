// Python.

import { words, type Language } from './language.ts'

export const python: Language = {
  start: [
    ['comment', /#[^\n]*/y],
    ['string', /[bfru]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$))/iy],
    ['string', /[bfru]{0,2}(?:'(?:[^'\\\n]|\\[^])*'?|"(?:[^"\\\n]|\\[^])*"?)/iy],
    ['number', /\b(?:0x[\da-f_]+|\d[\d_]*(?:\.\d+)?)/iy],
    ['keyword', words(`and as assert async await break class continue def del elif else except False
      finally for from global if import in is lambda None nonlocal not or pass raise return True try
      while with yield`)],
    ['function', /\b[a-z_]\w*(?=\()/y],
    ['keyword', /@[\w.]+/y],
    ['type', /\b[A-Z]\w*/y],
    [undefined, /\w+|\s+/y],
    ['operator', /[=<>!+\-*/%|&^~:.]/y],
    ['punctuation', /[()[\]{},;]/y],
  ],
}
