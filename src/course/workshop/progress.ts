// What the learner has done, by lesson id, in `my/progress.json`. It outlives updates of the
// course: what this version doesn't know stays in the file unchanged.

import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../../basics/check.ts'
import { formatTime, type Clock } from '../../basics/clock.ts'
import { changeFile, readText } from './lockedFile.ts'
import { fileStamp } from './fileStamp.ts'

export type LessonProgress = {
  /** RFC 3339, UTC. */
  passedAt?: string | undefined
  /** What the exercise and its check were when it was passed. */
  contentHash?: string | undefined
  attempts?: number | undefined
  /** How many hints were taken, for all tasks together. */
  hints?: number | undefined
  /** The level of the last hint for each task. */
  hintLevels?: Readonly<Record<string, number>> | undefined
  /** The chosen option of each question. */
  quiz?: readonly number[] | undefined
  solutionShown?: boolean | undefined
  /** When the lesson was opened for the first time; RFC 3339, UTC, as the next one. */
  startedAt?: string | undefined
  /** When it was last checked or a hint was taken, and how long the work took until then. */
  workedAt?: string | undefined
  workedMs?: number | undefined
}

export type ProgressData = {
  current?: string
  lessons: Readonly<Record<string, LessonProgress>>
}

export type Progress = {
  read(): ProgressData
  /** Opens a lesson; the first time is remembered. */
  setCurrent(id: string): void
  /** Sets the given fields; undefined removes one. */
  changeLesson(id: string, fields: LessonProgress): void
  /** Sets fields too, but what can't be written is a notice: a learner sees the report anyway. */
  record(id: string, fields: LessonProgress): void
  /** Forgets the pass, the attempts and the hints of a lesson. */
  beginAgain(id: string): void
  /** Adds progress from another machine; a pass on either side stays a pass. */
  merge(text: string): void
  /** The file as it is, for an export. */
  text(): string
  /** What happened to the file that the learner should know. */
  notices(): readonly string[]
}

/** Opens the progress in a folder. Each call reads the file again: others may have changed it. */
export function openProgress(folder: string, clock: Clock): Progress {
  const path = join(folder, 'progress.json')
  const notices: string[] = []
  const load = (text: string | undefined): FileContent => {
    const content = parseContent(text)
    if (content !== undefined) return content
    const aside = join(folder, `progress.damaged-${fileStamp(clock())}.json`)
    renameSync(path, aside)
    notices.push(`Can't read your progress: ${path} is kept as ${aside}, and a new one begins`)
    return emptyContent
  }
  const change = (edit: (content: FileContent) => FileContent): void =>
    changeFile(path, (text) => formatContent(edit(load(text))))
  const read = (): FileContent => {
    const content = parseContent(readText(path))
    // Moving a damaged file aside is a change like others, so that only one process does it.
    if (content === undefined) change((content) => content)
    return content ?? emptyContent
  }
  const changeLesson = (id: string, fields: LessonProgress): void =>
    change((content) => withLesson(content, id, fields))
  return {
    read: () => readData(read()),
    setCurrent: (id) => change((content) => {
      const { startedAt = formatTime(clock()) } = readLesson(content.lessons[id])
      return { ...withLesson(content, id, { startedAt }), current: id }
    }),
    changeLesson,
    record(id, fields) {
      try {
        changeLesson(id, fields)
      } catch (error) {
        notices.push(`Your progress can't be saved: ${String(error)}`)
      }
    },
    beginAgain: (id) => change((content) => withLesson(content, id, fresh)),
    merge: (text) => change((content) => mergeContent(content, requireContent(text))),
    text: () => formatContent(read()),
    notices: () => notices,
  }
}

// The file as it stands: only `lessons` is known to be an object.
type FileContent = Record<string, unknown> & { lessons: Record<string, unknown> }

const fresh: LessonProgress = {
  passedAt: undefined, contentHash: undefined, attempts: undefined, hints: undefined,
  hintLevels: undefined, startedAt: undefined, workedAt: undefined, workedMs: undefined,
}

const emptyContent: FileContent = { version: 1, lessons: {} }

function parseContent(text: string | undefined): FileContent | undefined {
  if (text === undefined) return emptyContent
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value)) return undefined
    const { lessons = {} } = value
    return isRecord(lessons) ? { version: 1, ...value, lessons } : undefined
  } catch {
    return undefined
  }
}

function requireContent(text: string): FileContent {
  const content = parseContent(text)
  if (content === undefined) {
    throw new Error("Can't read the progress: it and its lessons must be JSON objects")
  }
  return content
}

function formatContent(content: FileContent): string {
  return `${JSON.stringify(content, null, 2)}\n`
}

function withLesson(content: FileContent, id: string, fields: LessonProgress): FileContent {
  const before = content.lessons[id]
  const lesson = { ...(isRecord(before) ? before : {}), ...fields }
  return { ...content, lessons: { ...content.lessons, [id]: lesson } }
}

function mergeContent(mine: FileContent, other: FileContent): FileContent {
  const lessons: Record<string, unknown> = { ...mine.lessons }
  for (const [id, theirs] of Object.entries(other.lessons)) {
    const ours = lessons[id]
    if (!isRecord(theirs)) continue
    const isOursPassed = isRecord(ours) && ours['passedAt'] !== undefined
    const [weak, strong] = isOursPassed ? [theirs, ours] : [ours, theirs]
    lessons[id] = { ...(isRecord(weak) ? weak : {}), ...strong }
  }
  return { ...other, ...mine, lessons }
}

function readData({ current, lessons }: FileContent): ProgressData {
  const entries = Object.entries(lessons).map(([id, value]) => [id, readLesson(value)] as const)
  return {
    ...(typeof current === 'string' ? { current } : {}),
    lessons: Object.fromEntries(entries),
  }
}

/** Reads what is known of a lesson. A field of another kind, from anywhere, counts as missing. */
export function readLesson(value: unknown): LessonProgress {
  if (!isRecord(value)) return {}
  const { passedAt, contentHash, attempts, hints, hintLevels, quiz, solutionShown } = value
  const { startedAt, workedAt, workedMs } = value
  const lesson: LessonProgress = {
    passedAt: readString(passedAt),
    contentHash: readString(contentHash),
    attempts: readNumber(attempts),
    hints: readNumber(hints),
    hintLevels: isRecord(hintLevels) ? readNumbers(hintLevels) : undefined,
    quiz: Array.isArray(quiz) ? quiz.map((each) => readNumber(each) ?? -1) : undefined,
    solutionShown: solutionShown === true ? true : undefined,
    startedAt: readString(startedAt),
    workedAt: readString(workedAt),
    workedMs: readNumber(workedMs),
  }
  return lesson
}

function readString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function readNumbers(value: Record<string, unknown>): Record<string, number> {
  const numbers: Record<string, number> = {}
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === 'number') numbers[name] = each
  }
  return numbers
}
