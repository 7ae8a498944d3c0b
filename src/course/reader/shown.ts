// What the learner asked to see and should still see when the page is loaded again: hints, the
// solution, a note about what was done, and the answers to an unfinished quiz.

import type { Hint } from '../workshop/hints.ts'
import type { Workshop } from '../workshop/workshop.ts'

type Help = {
  hints: readonly Hint[]
  /** Why there is no hint or solution, or what a reset has kept. */
  note?: string
  solution?: string
}

export type Shown = {
  help(id: string): Help
  takeHint(id: string): void
  takeSolution(id: string): void
  reset(id: string): void
  /** The chosen option of each question; -1 for an open one. */
  answers(id: string): readonly number[]
  /** Records the answer of one question. The workshop hears of it when all are answered. */
  answer(id: string, answer: { question: number; option: number; questions: number }): void
}

/** Remembers what is shown, as long as the reader runs. */
export function createShown(workshop: Workshop): Shown {
  const helps = new Map<string, Help>()
  const answers = new Map<string, readonly number[]>()
  const helpOf = (id: string): Help => helps.get(id) ?? { hints: [] }
  const answersOf = (id: string): readonly number[] => answers.get(id) ?? workshop.quiz(id) ?? []
  return {
    help: helpOf,
    takeHint(id) {
      const { note: _old, ...help } = helpOf(id)
      const hint = workshop.hint(id)
      if (hint === undefined) helps.set(id, { ...help, note: nothingOpen })
      else helps.set(id, { ...help, hints: addHint(help.hints, hint) })
    },
    takeSolution(id) {
      const { note: _old, ...help } = helpOf(id)
      const found = workshop.solution(id)
      if ('text' in found) helps.set(id, { ...help, solution: found.text })
      else helps.set(id, { ...help, note: `${found.notYet}.` })
    },
    reset(id) {
      const { backup } = workshop.reset(id)
      const kept = backup === undefined ? '' : ` Your files are in ${backup}.`
      helps.set(id, { hints: [], note: `The exercise is back to its original version.${kept}` })
    },
    answers: answersOf,
    answer(id, { question, option, questions }) {
      const all = Array.from({ length: questions }, (_, index) => answersOf(id)[index] ?? -1)
        .with(question, option)
      answers.set(id, all)
      if (all.every((choice) => choice >= 0)) workshop.recordQuiz(id, all)
    },
  }
}

const nothingOpen =
  "There's no open task. Run the check, and the next hint will be about what it finds."

// The first level begins a new subject; the last one may be given again.
function addHint(hints: readonly Hint[], hint: Hint): readonly Hint[] {
  if (hint.level === 1) return [hint]
  const isKnown = hints.some(({ level, text }) => level === hint.level && text === hint.text)
  return isKnown ? hints : [...hints, hint]
}
