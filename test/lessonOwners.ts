// Reads which lesson owns a file: the first comment says it, as in `Lesson: jwt (core)`.

const ownerPattern = /\bLesson: ([a-z]+(?:-[a-z]+)*) \((?:core|tour|appendix)\)/g

/** Says what is wrong with the owner that a text's first comment names; undefined if nothing is. */
export function ownerProblem(text: string, ids: ReadonlySet<string>): string | undefined {
  const [comment = ''] = /^(?:\/\/.*\n?)*/.exec(text) ?? []
  if (comment === '') return 'has no first comment'
  const names = [...comment.matchAll(ownerPattern)].map(([, id = '']) => id)
  if (names.length === 0) return 'names no lesson'
  if (names.length > 1) return `names ${names.length} lessons`
  const unknown = names.find((id) => !ids.has(id))
  return unknown === undefined ? undefined : `names ${unknown}, which is not in the outline`
}
