// What the screen shows, as plain data: the state of the workshop, and what the learner asked for.

import type { Hint } from '../workshop/hints.ts'
import type { ExerciseState } from '../workshop/workshop.ts'

/** The current state of the workshop. */
export type Standing = {
  states: readonly ExerciseState[]
  /** The id of the open lesson. */
  current: string
  exercisePath: string
  /** Where the reader is: `http://localhost:4000`. */
  readerAddress: string | undefined
}

type Mode = 'lesson' | 'list' | 'help' | 'solution' | 'confirm-reset'

/** What only the screen knows. */
export type ScreenState = {
  mode: Mode
  /** How many lines of the body are above the screen. */
  scroll: number
  /** What was typed to find a lesson. */
  filter: string
  /** The chosen row of the list. */
  chosen: number
  /** A sentence that stays until the next key. */
  notice?: string | undefined
  hint?: Hint | undefined
  solution?: string | undefined
}

export type Size = { columns: number; rows: number }

export const firstScreen: ScreenState = { mode: 'lesson', scroll: 0, filter: '', chosen: 0 }

/** Gives the lessons that fit what was typed: a number, or parts of the title or the id. */
export function filterStates(
  states: readonly ExerciseState[],
  filter: string,
): readonly ExerciseState[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return states.filter(({ lesson }) => {
    const text = `${lesson.number} ${lesson.id} ${lesson.title}`.toLowerCase()
    return words.every((word) =>
      /^\d+$/.test(word) ? hasNumber(lesson.number, word) : text.includes(word))
  })
}

/** Counts the lessons that were passed, also those that changed since. */
export function countPassed(states: readonly ExerciseState[]): number {
  return states.filter(({ state }) => state === 'passed' || state === 'changed').length
}

/** Gives the lesson so many places after the open one; undefined beyond the ends. */
export function neighbour({ states, current }: Standing, distance: number): string | undefined {
  const index = states.findIndex(({ lesson }) => lesson.id === current)
  return states[index + distance]?.lesson.id
}

function hasNumber(number: number, word: string): boolean {
  return String(number).startsWith(String(Number(word)))
}
