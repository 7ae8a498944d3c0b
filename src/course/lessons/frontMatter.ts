// Front matter: the few lines between two `---` at the top of a lesson's README.md that say what
// the lesson is. A small format of our own, which code hosts show as a table.
//
//   ---
//   id: status-codes
//   minutes: 20
//   needs: [methods, hello-http]
//   ---

type FieldValue = string | readonly string[]

export type FrontMatter = {
  fields: Readonly<Record<string, FieldValue>>
  /** The line of each field, counted from 1. */
  lines: Readonly<Record<string, number>>
  /** The Markdown after the front matter. */
  body: string
}

/** A front matter that cannot be read; `line` is counted from 1. */
export class FrontMatterError extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.name = 'FrontMatterError'
    this.line = line
  }
}

/** Reads the front matter of a text. Throws a FrontMatterError that has the line. */
export function parseFrontMatter(text: string): FrontMatter {
  const lines = text.split(/\r?\n/)
  if (lines[0] !== '---') throw new FrontMatterError('The first line must be ---', 1)
  const end = lines.indexOf('---', 1)
  if (end === -1) throw new FrontMatterError('The front matter has no second ---', 1)
  const fields: Record<string, FieldValue> = {}
  const lineOf: Record<string, number> = {}
  for (const [index, line] of lines.slice(1, end).entries()) {
    const number = index + 2
    const [, name, value] = /^([a-z]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name === undefined || value === undefined) {
      throw new FrontMatterError(`Cannot read ${JSON.stringify(line)}: write name: value`, number)
    }
    if (Object.hasOwn(fields, name)) {
      throw new FrontMatterError(`The field ${name} is there twice`, number)
    }
    fields[name] = parseValue(value, number)
    lineOf[name] = number
  }
  const body = lines.slice(end + 1).join('\n').replace(/^\n+/, '')
  return { fields, lines: lineOf, body }
}

function parseValue(text: string, line: number): FieldValue {
  if (!text.startsWith('[')) return withoutQuotes(text)
  if (!text.endsWith(']')) throw new FrontMatterError(`The list ${text} has no ]`, line)
  const inside = text.slice(1, -1).trim()
  if (inside === '') return []
  const entries = inside.split(',').map((entry) => withoutQuotes(entry.trim()))
  if (entries.includes('')) throw new FrontMatterError(`The list ${text} has an empty entry`, line)
  return entries
}

// Code hosts read this as YAML, where a value with `: ` in it needs quotes.
function withoutQuotes(text: string): string {
  const [, double, single] = /^(?:"(.*)"|'(.*)')$/.exec(text) ?? []
  return double ?? single ?? text
}
