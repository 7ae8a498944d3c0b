// The square of modules (the small squares of a QR code) while a symbol is being drawn. A module is
// free until it is set: once the fixed patterns are drawn, the free ones are those for the data.
// Lesson: the-page (appendix)

/** A finished symbol: rows of modules, `true` is dark. */
export type QrMatrix = readonly (readonly boolean[])[]

export class Grid {
  readonly size: number
  readonly #rows: (boolean | null)[][]

  constructor(size: number) {
    this.size = size
    this.#rows = Array.from({ length: size }, () => Array<null>(size).fill(null))
  }

  /** Says whether the module exists and has not been set. */
  isFree(row: number, column: number): boolean {
    return this.#rows[row]?.[column] === null
  }

  /** Colours a module; one outside the square is ignored. */
  set(row: number, column: number, isDark: boolean): void {
    const modules = this.#rows[row]
    if (modules !== undefined && column in modules) modules[column] = isDark
  }

  /** Copies what has been drawn so far; free modules are light. */
  toMatrix(): QrMatrix {
    return this.#rows.map((modules) => modules.map((isDark) => isDark === true))
  }
}
