// Help for a learner who is stuck: hints, and in the end the solution.

import { readAnswers } from '../lessons/answers.ts'
import { readExercise } from '../lessons/exercise.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { solutionText } from '../lessons/solution.ts'
import type { Folders } from './folders.ts'
import { findHint, hintsForSolution, type Hint } from './hints.ts'
import type { Progress } from './progress.ts'
import { findProjectHint } from './projectHints.ts'
import type { Runs } from './runs.ts'

export type Help = {
  /** Gives the next hint and remembers that it was given. */
  hint(lesson: Lesson): Hint | undefined
  /** Gives the solution after a pass or three hints, or else says what is missing. */
  solution(lesson: Lesson): { text: string } | { notYet: string }
}

type Parts = { folders: Folders; progress: Progress; runs: Runs }

/** Gives the help of a workshop. */
export function createHelp({ folders, progress, runs }: Parts): Help {
  return {
    hint(lesson) {
      if (!lesson.hasExercise) return undefined
      const { hints = 0, hintLevels = {} } = progress.read().lessons[lesson.id] ?? {}
      const { report } = runs.last(lesson.id)
      const found = lesson.project !== undefined
        ? findProjectHint(lesson, report, hintLevels)
        : findHint({
          exercise: readExercise(lesson), answers: readAnswers(lesson),
          text: folders.readExercise(lesson) ?? '', report, levels: hintLevels,
        })
      if (found === undefined) return undefined
      progress.changeLesson(lesson.id, {
        hints: hints + 1,
        hintLevels: { ...hintLevels, [found.topic]: found.hint.level },
      })
      return found.hint
    },
    solution(lesson) {
      if (!lesson.hasExercise) return { notYet: 'This lesson has no exercise' }
      const { passedAt, hints = 0, solutionShown } = progress.read().lessons[lesson.id] ?? {}
      if (passedAt === undefined && hints < hintsForSolution) {
        const taken = hints === 1 ? '1 hint' : `${hints} hints`
        const rule = 'You can see the solution after a pass, or after three hints'
        return { notYet: `${rule}. You've had ${taken}` }
      }
      if (solutionShown !== true) progress.changeLesson(lesson.id, { solutionShown: true })
      return { text: solutionText(lesson) }
    },
  }
}
