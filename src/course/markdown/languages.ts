// What the words of a language look like, for colouring code: a list of patterns, of which the first
// that fits at a place wins. Every pattern takes at least one character and is tried once at each
// place, so colouring takes time in proportion to the text.

export type TokenKind =
  | 'comment' | 'string' | 'number' | 'keyword' | 'type' | 'function' | 'property' | 'operator'
  | 'punctuation' | 'variable' | 'tag' | 'heading' | 'prompt'

export type Pattern = readonly [kind: TokenKind | undefined, pattern: RegExp]

const script: readonly Pattern[] = [
  ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ['string', /'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[^])*`?/y],
  ['string', /(?<=[=(,:!&|?{};\n]\s*|return\s)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/y],
  ['number', /\b(?:0[xob][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)n?\b/y],
  ['keyword', words(`import export from as const let var function return if else for while do of in
    new class extends implements interface type enum async await yield throw try catch finally
    switch case break continue default typeof instanceof void delete this super static readonly get
    set null undefined true false satisfies keyof declare public private`)],
  ['type', /\b[A-Z]\w*\b/y],
  ['function', /#?[a-z_$][\w$]*(?=\s*(?:<[\w\s,<>[\]|]{0,80}>)?\()/y],
  ['property', /#?[a-z_$][\w$]*(?=\s*\??:)/y],
  [undefined, /#?[A-Za-z_$][\w$]*|\s+/y],
  ['operator', /[=!<>+\-*/%&|^~?:.@]+/y],
  ['punctuation', /[()[\]{},;]+/y],
]

const sql: readonly Pattern[] = [
  ['comment', /--[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ['string', /'(?:[^']|'')*'?|"(?:[^"]|"")*"?/y],
  ['number', /\b\d+(?:\.\d+)?\b/y],
  ['type', words('integer text blob real any numeric varchar', 'iy')],
  ['keyword', words(`select from where and or not null insert into values update set delete create
    table index unique trigger view if exists primary key references foreign on conflict do nothing
    begin commit rollback order by group having limit offset as join left inner outer cross using
    check default strict without rowid after before of for each row when then else case end in is
    like between union all distinct returning with recursive alter add column drop explain query
    plan pragma cascade desc asc autoincrement glob exists raise`, 'iy')],
  ['function', /\b\w+(?=\()/y],
  ['variable', /[?:@$]\w*/y],
  [undefined, /\w+|\s+/y],
  ['operator', /[=<>!+\-*/%|]+/y],
]

const shell: readonly Pattern[] = [
  ['comment', /(?<=^|\s)#[^\n]*/my],
  ['prompt', /^[$>] /my],
  ['string', /'[^']*'?|"(?:[^"\\]|\\[^])*"?/y],
  ['variable', /\$\{[^}\n]*\}?|\$\w+/y],
  ['function', /(?<=^(?:\$ )?|[|;&] ?)[a-z][\w.-]*(?= |$)/my],
  ['property', /(?<=\s)--?[A-Za-z][\w-]*/y],
  [undefined, /[\w./:@%+,-]+|\s+/y],
  ['operator', /[|&;<>\\]+/y],
]

// A request or an answer: lines of a head, and a body that is left as it is.
const http: readonly Pattern[] = [
  ['keyword', /^(?:[<>] )?[A-Z]{3,7}(?= \S+ HTTP\/)/my],
  ['type', /HTTP\/\d(?:\.\d)?/y],
  ['number', /(?<=HTTP\/\d(?:\.\d)? )\d{3}/y],
  ['property', /^(?:[<>] )?[A-Za-z][\w-]*(?=:)/my],
  ['operator', /\\r\\n|␍␊/y],
  [undefined, /[^\n\\␍HA-Z]+|\n/y],
]

const json: readonly Pattern[] = [
  ['property', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/y],
  ['string', /"(?:[^"\\\n]|\\.)*"?/y],
  ['number', /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/iy],
  ['keyword', words('true false null')],
  [undefined, /\s+|\w+/y],
  ['punctuation', /[{}[\],:]+/y],
]

const markup: readonly Pattern[] = [
  ['comment', /<!--[^]*?(?:-->|$)/y],
  ['keyword', /<!doctype[^>]*>?/iy],
  ['tag', /<\/?[A-Za-z][\w-]*|\/?>/y],
  ['string', /(?<==)(?:"[^"]*"?|'[^']*'?)/y],
  ['property', /\b[a-z][\w-]*(?==)/y],
  ['variable', /&\w{1,20};|&#\w{1,10};/y],
  [undefined, /[^<>&\s="']+|\s+/y],
]

const css: readonly Pattern[] = [
  ['comment', /\/\*[^]*?(?:\*\/|$)/y],
  ['string', /"[^"\n]*"?|'[^'\n]*'?/y],
  ['keyword', /@[\w-]+/y],
  ['property', /--[\w-]+|[a-z-]+(?=\s*:)/y],
  ['number', /#[\da-f]{3,8}\b|-?\d+(?:\.\d+)?(?:[a-z]+|%)?/iy],
  ['function', /[a-z-]+(?=\()/y],
  [undefined, /[\w-]+|\s+/y],
  ['punctuation', /[{}();:,]+/y],
]

const python: readonly Pattern[] = [
  ['comment', /#[^\n]*/y],
  ['string', /[bfr]?(?:"""[^]*?(?:"""|$)|'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?)/y],
  ['number', /\b\d[\d_]*(?:\.\d+)?\b/y],
  ['keyword', words(`import from as def class return if elif else for while in not and or is None
    True False try except finally raise with lambda pass break continue global yield async await`)],
  ['function', /\b[a-z_]\w*(?=\()/y],
  ['type', /\b[A-Z]\w*\b/y],
  [undefined, /\w+|\s+/y],
]

const languages: Readonly<Record<string, readonly Pattern[]>> = {
  ts: script, js: script, typescript: script, javascript: script, jsx: script, tsx: script, go: script,
  sql, sh: shell, bash: shell, shell, console: shell, http, json, html: markup, xml: markup,
  svg: markup, css, py: python, python,
}

/** The patterns of a language; undefined for one that is not known. */
export function patternsOf(language: string): readonly Pattern[] | undefined {
  return Object.hasOwn(languages, language) ? languages[language] : undefined
}

function words(text: string, flags = 'y'): RegExp {
  return new RegExp(`\\b(?:${text.trim().split(/\s+/).join('|')})\\b`, flags)
}
