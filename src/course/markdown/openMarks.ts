// The marks of a line that wait for their partner, such as the first `**` of a pair. One that never
// meets its partner is text.

import { html, type Html, type HtmlValue } from '../../http/html.ts'

/** What was between two marks; `at` is where it began. */
export type Closed = { mark: string; inner: Html; at: number }

type Open = { mark: string; at: number; isForgotten: boolean; parts: HtmlValue[] }

/**
 * Collects the parts of a line, in order. All calls together take time in proportion to their
 * number: a search begins only when it will succeed, and ends what it walked over.
 */
export class OpenMarks {
  readonly #parts: HtmlValue[] = []
  readonly #stack: Open[] = []
  readonly #counts = new Map<string, number>()

  /** Adds what is finished. */
  add(part: HtmlValue): void {
    (this.#stack.at(-1)?.parts ?? this.#parts).push(part)
  }

  /** Adds a mark that may begin something. */
  open(mark: string, at = 0): void {
    this.#stack.push({ mark, at, isForgotten: false, parts: [] })
    this.#count(mark, 1)
  }

  /** Takes off the last open one of these marks, and all after it. */
  close(...marks: readonly string[]): Closed | undefined {
    if (!marks.some((mark) => this.#isOpen(mark))) return undefined
    const index = this.#stack
      .findLastIndex(({ mark, isForgotten }) => !isForgotten && marks.includes(mark))
    const [found, ...unpaired] = this.#stack.splice(index)
    if (found === undefined) return undefined
    for (const { mark, isForgotten } of [found, ...unpaired]) {
      if (!isForgotten) this.#count(mark, -1)
    }
    const inner = html`${[found.parts, unpaired.map(({ mark, parts }) => [mark, parts])]}`
    return { mark: found.mark, inner, at: found.at }
  }

  /** Makes text of all open marks of a kind. */
  forget(mark: string): void {
    for (let index = this.#stack.length - 1; this.#isOpen(mark); index -= 1) {
      const open = this.#stack[index]
      if (open === undefined || open.mark !== mark || open.isForgotten) continue
      open.isForgotten = true
      this.#count(mark, -1)
    }
  }

  /** Gives the whole line; what is still open is text. */
  finish(): Html {
    return html`${[this.#parts, this.#stack.map(({ mark, parts }) => [mark, parts])]}`
  }

  #isOpen(mark: string): boolean {
    return (this.#counts.get(mark) ?? 0) > 0
  }

  #count(mark: string, change: number): void {
    this.#counts.set(mark, (this.#counts.get(mark) ?? 0) + change)
  }
}
