// SQL, as SQLite understands it.

import { words, type Language } from './language.ts'

export const sql: Language = {
  start: [
    ['comment', /--[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
    ['string', /'(?:[^']|'')*'?|"(?:[^"]|"")*"?/y],
    ['number', /\b\d+(?:\.\d+)?\b/y],
    ['type', words('integer int text blob real any numeric varchar', 'iy')],
    ['keyword', words(`abort action add after all alter analyze and as asc attach autoincrement
      before begin between by cascade case cast check collate column commit conflict constraint
      create cross current_timestamp default deferred delete desc detach distinct do drop each else
      end escape except exclusive exists explain fail filter following for foreign from full
      generated glob group having if ignore immediate in index inner insert instead intersect into
      is isnull join key left like limit match natural no not nothing notnull null nulls of offset
      on or order outer over partition plan pragma preceding primary query raise range recursive
      references reindex release rename replace restrict returning right rollback row rows savepoint
      select set strict table temp temporary then to transaction trigger unbounded union unique
      update using vacuum values view virtual when where window with without rowid`, 'iy')],
    ['function', /\b[a-z_]\w*(?=\()/iy],
    ['variable', /[?:@$]\w+|\?/y],
    [undefined, /\w+|\s+/y],
    ['operator', /[=<>!+*/%|&~-]/y],
    ['punctuation', /[(),;.]/y],
  ],
}
