// The `sql` template tag. The text stays raw SQL that you can read and paste into sqlite3; values
// can only travel as parameters, so no input ever becomes part of a statement.
// Lesson: sql-injection (core)
//
//   sql`select target from links where slug = ${slug}`  →  { text: '… slug = ?', values: [slug] }

/** What a column can hold. SQLite has no booleans: 0 and 1 stand for them. */
export type SqlValue = string | number | bigint | null | Uint8Array

/** A statement with its values. `Row` is the shape of the rows that it returns. */
export type Sql<Row = unknown> = {
  readonly text: string
  readonly values: readonly SqlValue[]
  /** Only for the type checker: never set. */
  readonly row?: Row
}

/** Makes a statement. A value that is itself made by `sql` becomes a part of the text. */
export function sql<Row = unknown>(
  strings: TemplateStringsArray,
  ...values: readonly (SqlValue | Sql)[]
): Sql<Row> {
  if (values.some(isSql)) return join(strings, values)
  return { text: textOf(strings), values: values.filter(isValue) }
}

/**
 * Throws if a statement has a `returning`. To read what a statement changed, a `select` follows
 * it in the same batch, with `changes() > 0` in its condition. SQLite alone could do it in one
 * statement, but rqlite can't, at least up to 9.4.1: after a `returning` that breaks a rule, it
 * goes on with the batch (github.com/rqlite/rqlite/issues/2530), and it returns no rows where its
 * own parser doesn't understand the statement.
 */
export function refuseReturning(text: string): void {
  if (!/\breturning\b/i.test(text)) return
  throw new Error(`Can't run this: read what it changed with a select, not with returning\n${text}`)
}

// The text of a place in the source is put together once: the strings array is the same each time.
const texts = new WeakMap<TemplateStringsArray, string>()

function textOf(strings: TemplateStringsArray): string {
  const known = texts.get(strings)
  if (known !== undefined) return known
  const text = strings.join('?')
  texts.set(strings, text)
  return text
}

function join(strings: TemplateStringsArray, parts: readonly (SqlValue | Sql)[]): Sql<never> {
  let text = strings[0] ?? ''
  const values: SqlValue[] = []
  for (const [index, part] of parts.entries()) {
    text += (isSql(part) ? part.text : '?') + (strings[index + 1] ?? '')
    if (isSql(part)) values.push(...part.values)
    else values.push(part)
  }
  return { text, values }
}

function isSql(part: SqlValue | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part
}

function isValue(part: SqlValue | Sql): part is SqlValue {
  return !isSql(part)
}
