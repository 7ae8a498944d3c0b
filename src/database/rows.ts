// Makes rows of the arrays that SQLite returns. The objects that node:sqlite makes by itself are
// dictionaries to V8: reading a column or writing rows as JSON takes two to three times as long.
// Lesson: sql-and-sqlite (tour)

type Row = Record<string, unknown>

export class RowMaker {
  readonly #names: readonly string[]
  readonly #blank: Row

  constructor(columns: readonly { name: string }[]) {
    this.#names = columns.map(({ name }) => name)
    this.#blank = Object.fromEntries(this.#names.map((name) => [name, null]))
  }

  /** Says whether a statement returns rows: a select does. */
  get hasColumns(): boolean {
    return this.#names.length > 0
  }

  /** Makes a row of an array of values; undefined stays undefined. */
  first(values: unknown): Row | undefined {
    return values === undefined ? undefined : this.#row(values)
  }

  all(list: readonly unknown[]): Row[] {
    return list.map((values) => this.#row(values))
  }

  // A copy has all columns from the start; to add one after the other would end in a dictionary.
  #row(values: unknown): Row {
    if (!Array.isArray(values)) throw new TypeError('SQLite did not return an array')
    const row = { ...this.#blank }
    let index = 0
    for (const name of this.#names) {
      row[name] = values[index]
      index += 1
    }
    return row
  }
}
