// Finds the first place where a text stops being JSON. JSON.parse knows it too, but tells it only
// sometimes. This is a recursive descent along the grammar (RFC 8259, sections 2 to 7), with one
// function for each of its rules. Lesson: reading-a-body (tour)

/** `expected` completes the sentence "expected …". */
export type Mistake = { position: number; expected: string }

/** Finds the first mistake, if there is one. It recurses, so check a text's depth first. */
export function findMistake(text: string): Mistake | undefined {
  const reader = { text, position: 0 }
  const expected = readElement(reader) ?? readEnd(reader)
  return expected === undefined ? undefined : { position: reader.position, expected }
}

type Reader = { readonly text: string; position: number }

// A rule moves the reader behind what it has read, or says what it would have needed there.
type Rule = (reader: Reader) => string | undefined

function readElement(reader: Reader): string | undefined {
  skipBlanks(reader)
  const expected = readValue(reader)
  if (expected === undefined) skipBlanks(reader)
  return expected
}

function readValue(reader: Reader): string | undefined {
  if (take(reader, /"/y)) return readString(reader)
  if (take(reader, /\{/y)) return readList(reader, readMember, '}')
  if (take(reader, /\[/y)) return readList(reader, readElement, ']')
  const found = take(reader, /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
  return found ? undefined : 'a value'
}

function readList(reader: Reader, readItem: Rule, close: ']' | '}'): string | undefined {
  skipBlanks(reader)
  const end = close === ']' ? /\]/y : /\}/y
  if (take(reader, end)) return undefined
  do {
    const expected = readItem(reader)
    if (expected !== undefined) return expected
    if (take(reader, end)) return undefined
  } while (take(reader, /,/y))
  return `a comma or "${close}"`
}

function readMember(reader: Reader): string | undefined {
  skipBlanks(reader)
  if (!take(reader, /"/y)) return 'a name in double quotes'
  return readString(reader) ?? readColon(reader) ?? readElement(reader)
}

function readColon(reader: Reader): string | undefined {
  skipBlanks(reader)
  return take(reader, /:/y) ? undefined : 'a colon'
}

// The opening quote has been read.
function readString(reader: Reader): string | undefined {
  while (take(reader, /[^"\\\0-\x1f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y)) continue
  if (take(reader, /"/y)) return undefined
  const next = reader.text[reader.position]
  if (next === undefined) return 'a double quote'
  return next === '\\' ? 'an escape that JSON knows' : 'an escape such as \\n for this character'
}

function readEnd(reader: Reader): string | undefined {
  return reader.position < reader.text.length ? 'the end' : undefined
}

function skipBlanks(reader: Reader): void {
  take(reader, /[ \t\n\r]+/y)
}

function take(reader: Reader, pattern: RegExp): boolean {
  pattern.lastIndex = reader.position
  if (!pattern.test(reader.text)) return false
  reader.position = pattern.lastIndex
  return true
}
