// The learner's workshop: which lesson is open, the state of each exercise, and what can be done
// with it. The terminal and the reader are two windows onto the same workshop.

import type { Report } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { formatTime, type Clock } from '../../basics/clock.ts'
import type { AttachedRuns } from './attachedRuns.ts'
import { hashLesson } from './contentHash.ts'
import { nameState, passedIds, type ExerciseState, type WorkshopEvent } from './exerciseState.ts'
import { createFolders } from './folders.ts'
import { createHelp } from './help.ts'
import type { Hint } from './hints.ts'
import { lessonAtWork } from './lessonAtWork.ts'
import { watchOriginals } from './originals.ts'
import { openProgress, type LessonProgress, type ProgressData } from './progress.ts'
import { createRuns, type CheckFunction, type CheckRequest } from './runs.ts'
import { addWorkTime } from './workTime.ts'
import { watchSaves, type Save, type Watcher } from './watch.ts'

export type { ExerciseState, WorkshopEvent } from './exerciseState.ts'

export type Workshop = {
  lessons: readonly Lesson[]
  /** The learner's folder. */
  folder: string
  current(): Lesson
  /** Opens a lesson and makes its exercise from the starter, if it is not there. */
  select(id: string): void
  state(id: string): ExerciseState
  states(): readonly ExerciseState[]
  /**
   * Runs the check. A newer request aborts the older one; both then give the newer report. Rejects
   * when the check itself cannot run, and when the workshop is closed.
   */
  check(id: string, request?: CheckRequest): Promise<Report>
  /** Puts back what the lesson begins with, and names the folder with the learner's files. */
  reset(id: string): { backup: string | undefined }
  /** Gives the next hint: first a question, then a pointer, then code. */
  hint(id: string): Hint | undefined
  /** Shows the solution after a pass or three hints. */
  solution(id: string): { text: string } | { notYet: string }
  /** Where the learner's file is. */
  exercisePath(id: string): string
  recordQuiz(id: string, answers: readonly number[]): void
  quiz(id: string): readonly number[] | undefined
  /** What the learner should be told, such as a damaged file that was moved aside. */
  notices(): readonly string[]
  onChange(listener: (event: WorkshopEvent) => void): () => void
  /** Runs the check of a lesson at each save of one of its files. */
  watch(options?: { poll?: boolean }): void
  close(): Promise<void>
}

export type WorkshopOptions = {
  lessons: readonly Lesson[]
  /** The learner's folder, usually `my`. */
  folder: string
  check: CheckFunction
  /** Starts the learner's programs, when it is not Node: `python3 app.py`. */
  command?: string | undefined
  clock?: Clock
  /** Another process that watches the folder and runs the checks. */
  attached?: AttachedRuns | undefined
}

/** Opens the workshop in a folder, which is made when the first exercise is. */
export function openWorkshop(options: WorkshopOptions): Workshop {
  return new OpenWorkshop(options)
}

class OpenWorkshop implements Workshop {
  readonly lessons
  readonly folder
  readonly #options
  readonly #clock
  readonly #folders
  readonly #progress
  readonly #runs
  readonly #help
  readonly #listeners = new Set<(event: WorkshopEvent) => void>()
  #watcher: Watcher | undefined
  #stopOriginals: (() => void) | undefined

  constructor(options: WorkshopOptions) {
    this.lessons = options.lessons
    this.folder = options.folder
    this.#options = options
    this.#clock = options.clock ?? Date.now
    this.#folders = createFolders(options.folder, this.#clock)
    this.#progress = openProgress(options.folder, this.#clock)
    this.#runs = options.attached ?? createRuns(options.check)
    options.attached?.onEvent((event) => this.#tell(event))
    this.#help = createHelp({ folders: this.#folders, progress: this.#progress, runs: this.#runs })
    this.#folders.followRenames(options.lessons)
  }

  current(): Lesson {
    const { current } = this.#progress.read()
    const remembered = this.lessons.find((lesson) => lesson.id === current)
    if (remembered !== undefined) return remembered
    const open = this.states().find(({ state }) => state !== 'passed')
    const lesson = open?.lesson ?? this.lessons[0]
    if (lesson === undefined) throw new Error('There are no lessons')
    return lesson
  }

  select(id: string): void {
    this.#prepare(this.#lesson(id))
    this.#progress.setCurrent(id)
    this.#tell({ type: 'current', lesson: id })
  }

  state(id: string): ExerciseState {
    return this.#stateOf(this.#lesson(id), this.#progress.read())
  }

  states(): readonly ExerciseState[] {
    const progress = this.#progress.read()
    return this.lessons.map((lesson) => this.#stateOf(lesson, progress))
  }

  async check(id: string, request: CheckRequest = {}): Promise<Report> {
    const lesson = this.#lesson(id)
    const command = request.command ?? this.#options.command
    this.#prepare(lesson)
    const run = this.#runs.start({
      lesson, command, seed: request.seed, isQuick: request.isQuick === true,
      passed: passedIds(this.#progress.read()),
      folder: this.#folders.of(lesson),
      onEnd: (report) => this.#ended(lesson, report),
    })
    this.#tell({ type: 'running', lesson: id })
    return run
  }

  reset(id: string): { backup: string | undefined } {
    const lesson = this.#lesson(id)
    this.#runs.forget(id)
    const backup = this.#folders.backUp(lesson)
    this.#prepare(lesson)
    this.#progress.beginAgain(id)
    this.#tell({ type: 'progress', lesson: id })
    return { backup }
  }

  hint(id: string): Hint | undefined {
    const hint = this.#help.hint(this.#lesson(id))
    if (hint !== undefined) this.#tell({ type: 'progress', lesson: id })
    return hint
  }

  solution(id: string): { text: string } | { notYet: string } {
    return this.#help.solution(this.#lesson(id))
  }

  exercisePath(id: string): string {
    return this.#folders.exercisePath(this.#lesson(id))
  }

  recordQuiz(id: string, answers: readonly number[]): void {
    const lesson = this.#lesson(id)
    // Where nothing can be built, the quiz is what can be done.
    const pass = lesson.hasExercise ? {} : this.#pass(lesson)
    this.#progress.changeLesson(id, { quiz: [...answers], ...pass })
    this.#tell({ type: 'progress', lesson: id })
  }

  quiz(id: string): readonly number[] | undefined {
    return this.#progress.read().lessons[this.#lesson(id).id]?.quiz
  }

  notices(): readonly string[] {
    return this.#progress.notices()
  }

  onChange(listener: (event: WorkshopEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  watch({ poll = false }: { poll?: boolean } = {}): void {
    const { folder, attached } = this.#options
    if (attached !== undefined) return
    this.#watcher ??= watchSaves({ folder, poll, onSave: (save) => this.#saved(save) })
    this.#stopOriginals ??= watchOriginals(this.lessons, ({ id }) =>
      this.#tell({ type: 'original', lesson: id }))
  }

  async close(): Promise<void> {
    this.#watcher?.close()
    this.#stopOriginals?.()
    await this.#runs.close()
    this.#listeners.clear()
  }

  #saved(save: Save): void {
    const { id } = this.current()
    if (save.path === 'progress.json') return this.#tell({ type: 'progress', lesson: id })
    const candidates = this.#folders.lessonsOf(save.path, this.lessons)
    const lesson = lessonAtWork(candidates, id, this.#progress.read())
    if (lesson === undefined || this.#runs.isOwnWrite(lesson.id, save)) return
    // Another process has begun the lesson: the learner has written nothing yet.
    if (save.isNew && this.#folders.isGiven(lesson, save.path)) {
      return this.#tell({ type: 'progress', lesson: lesson.id })
    }
    this.#tell({ type: 'saved', lesson: lesson.id })
    if (id !== lesson.id) this.select(lesson.id)
    // The lesson's state says what goes wrong, as its problem.
    this.check(lesson.id, { isQuick: true }).catch(() => undefined)
  }

  #ended(lesson: Lesson, report: Report | undefined): void {
    if (report !== undefined) {
      const before = this.#progress.read().lessons[lesson.id] ?? {}
      const pass = report.passed ? this.#pass(lesson) : {}
      const fields = { attempts: (before.attempts ?? 0) + 1, ...pass }
      this.#progress.record(lesson.id, { ...addWorkTime(before, this.#clock()), ...fields })
    }
    this.#tell({ type: 'report', lesson: lesson.id, ...(report === undefined ? {} : { report }) })
    this.#tell({ type: 'progress', lesson: lesson.id })
  }

  #pass(lesson: Lesson): LessonProgress {
    return { passedAt: formatTime(this.#clock()), contentHash: hashLesson(lesson) }
  }

  #stateOf(lesson: Lesson, progress: ProgressData): ExerciseState {
    const { id } = lesson
    const state = nameState(lesson, progress, this.#folders)
    return { lesson, state, isRunning: this.#runs.isRunning(id), ...this.#runs.last(id) }
  }

  #prepare(lesson: Lesson): void {
    if (!lesson.hasExercise) return
    const written = this.#folders.prepare(lesson)
    // Files that the workshop writes aren't saves by the learner.
    this.#watcher?.absorb(written)
  }

  #lesson(id: string): Lesson {
    const lesson = this.lessons.find((each) => each.id === id)
    if (lesson === undefined) throw new Error(`There is no lesson ${id}`)
    return lesson
  }

  #tell(event: WorkshopEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}
