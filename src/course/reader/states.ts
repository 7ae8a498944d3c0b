// How far the learner has come with a lesson, in words and as a class of the stylesheet.

import type { ExerciseState } from '../workshop/workshop.ts'

export type Standing = 'unwritten' | 'open' | 'started' | 'failed' | 'passed' | 'changed'

/** Gives the standing of a lesson; without a state it is not written yet. */
export function standingOf(state: ExerciseState | undefined): Standing {
  if (state === undefined) return 'unwritten'
  return state.state === 'new' ? 'open' : state.state
}

/** The words for each standing. */
export const standingWords: Readonly<Record<Standing, string>> = {
  unwritten: 'not written yet',
  open: 'not started',
  started: 'started',
  failed: 'not passed yet',
  passed: 'passed',
  changed: 'passed, changed since',
}
