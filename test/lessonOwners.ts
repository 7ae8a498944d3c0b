// Says what is wrong with the lesson that a file's first comment names as its owner.

import { firstComment, ownersIn } from '../src/course/lessons/owner.ts'

/** Says what is wrong with the owner that a text's first comment names; undefined if nothing is. */
export function ownerProblem(text: string, ids: ReadonlySet<string>): string | undefined {
  if (firstComment(text) === '') return 'has no first comment'
  const names = ownersIn(text).map(({ lesson }) => lesson)
  if (names.length === 0) return 'names no lesson'
  if (names.length > 1) return `names ${names.length} lessons`
  const unknown = names.find((id) => !ids.has(id))
  return unknown === undefined ? undefined : `names ${unknown}, which is not in the outline`
}
