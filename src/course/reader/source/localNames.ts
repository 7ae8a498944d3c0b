// The names that a file gives to values inside its functions. A scan doesn't know which of two
// equal names is meant, so these lead nowhere.

const simple = [
  // const name
  /(?:^[ \t]+|[({;][ \t]*)(?:const|let|var) ([\w$]+)/gm,
  // (name: Type, ...others: Type[])
  /[(,][ \t\n]*(?:\.\.\.)?([\w$]+)\??:/g,
  // (name, other) => and name =>
  /\(([^(){}]{0,300})\)(?::[^=\n]{0,100})? =>/g,
  /(?<![\w$.])([\w$]+) =>/g,
  // A method: close() {
  /^[ \t]+(?:(?:async|get|set|static) |\*)*([\w$]+)(?:<[^>\n]*>)?\([^\n]*(?:\{|\): [^\n]*)$/gm,
]

const destructuring = [
  // const { a, b: c } = and for (const [a, b] of
  /(?:^[ \t]+|[({;][ \t]*)(?:const|let|var) [[{]([^\n]{0,200}?)[\]}] (?:=|of)/gm,
  // ({ a, b }: Type, and ({ a, b }) =>
  /[(,][ \t\n]*\{([^{}]{0,300})\}(?::|\) =>)/g,
  /\(\[([^[\]]{0,300})\](?:, [\w$]+)?\) =>/g,
]

/** Gives the names that are bound somewhere below the top level. */
export function localNames(text: string): ReadonlySet<string> {
  const lists = (patterns: readonly RegExp[]) => patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, list = '']) => list.split(',')))
  const names = [
    ...lists(simple).map((part) => part.split(/[:=]/)[0]),
    // What is bound is the last name before a default: `b: c = 1`.
    ...lists(destructuring).map((part) => part.split('=')[0]?.split(':').at(-1)),
  ]
  return new Set(names.map((name = '') => name.replace('...', '').trim())
    .filter((name) => /^[\w$]+$/.test(name)))
}
