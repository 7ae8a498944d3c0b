// Decodes the character references of HTML, such as `&lt;`: the numbers, and the names that a
// program may use for ASCII and Latin letters.

const names = new Map(Object.entries({
  amp: '&', AMP: '&', lt: '<', LT: '<', gt: '>', GT: '>', quot: '"', QUOT: '"', apos: "'",
  nbsp: '\u00a0', copy: '©', colon: ':', Tab: '\t', NewLine: '\n', excl: '!', num: '#',
  dollar: '$', percnt: '%', lpar: '(', rpar: ')', ast: '*', plus: '+', comma: ',', period: '.',
  sol: '/', semi: ';', equals: '=', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\',
  rsqb: ']', rbrack: ']', Hat: '^', lowbar: '_', grave: '`', lbrace: '{', lcub: '{', verbar: '|',
  vert: '|', rbrace: '}', rcub: '}', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', euml: 'ë',
  iuml: 'ï', eacute: 'é', egrave: 'è', ccedil: 'ç',
}))

/** Replaces each character reference by its character. */
export function decode(text: string): string {
  return text.replace(/&(?:#x0*([\da-f]{1,6})|#0*(\d{1,7})|([a-z]{2,10}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return names.get(name) ?? whole
      return characterOf(hex === undefined ? Number(decimal) : parseInt(hex, 16))
    })
}

// One half of a surrogate pair isn't a character, so two references don't make one.
function characterOf(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\ufffd'
}
