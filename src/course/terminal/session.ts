// The runner on a terminal: keys go to the workshop, and what happens there is drawn.

import type { ReadStream, WriteStream } from 'node:tty'
import type { Workshop } from '../workshop/workshop.ts'
import { explainError } from './explainError.ts'
import { pressKey, type Action } from './keys.ts'
import { originalNotice } from './originalNotice.ts'
import { choosePaint } from './paint.ts'
import { openRawTerminal } from './rawTerminal.ts'
import { drawScreen } from './screenLines.ts'
import { shortPath } from './shortPath.ts'
import { firstScreen, neighbour, type ScreenState, type Standing } from './view.ts'

export type SessionOptions = {
  workshop: Workshop
  input: ReadStream
  output: WriteStream
  /** Where the reader is; undefined when it couldn't be started. */
  readerAddress: string | undefined
  /** A sentence for the start. */
  notice?: string | undefined
  signal: AbortSignal
}

/** Runs until the learner quits or the signal is aborted; then the terminal is as it was. */
export function runSession(options: SessionOptions): Promise<void> {
  const { workshop, input, output, readerAddress, notice, signal } = options
  const paint = choosePaint(output)
  let screen: ScreenState = { ...firstScreen, notice }
  let isDue = false
  let told = workshop.notices().length
  const { promise, resolve } = Promise.withResolvers<void>()

  const standing = (): Standing => {
    const { id } = workshop.current()
    const exercisePath = shortPath(workshop.exercisePath(id))
    return { states: workshop.states(), current: id, exercisePath, readerAddress }
  }
  const draw = (): void => {
    const size = { ...terminal.size(), hasStyles: paint.hasStyles }
    const { lines, scroll } = drawScreen(screen, standing(), size)
    screen = { ...screen, scroll }
    terminal.show(lines.map((line) => paint.text(line)))
  }
  // Several events of one moment are one picture.
  const redraw = (): void => {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      draw()
    })
  }
  const terminal = openRawTerminal({
    input, output, onRedraw: redraw, onEnd: resolve,
    onKey(key) {
      const pressed = pressKey(screen, key, standing())
      screen = pressed.screen
      const { action } = pressed
      if (action?.type === 'quit') return resolve()
      if (action?.type === 'suspend') return terminal.suspend()
      if (action !== undefined) screen = attempt(action, screen, { workshop, standing: standing() })
      redraw()
    },
  })
  const stopListening = workshop.onChange((event) => {
    // What was said about the file before it was saved is past.
    if (event.type === 'saved' || event.type === 'current') {
      screen = { ...screen, mode: 'lesson', scroll: 0, hint: undefined }
    }
    const [problem] = workshop.notices().slice(told)
    told += problem === undefined ? 0 : 1
    if (problem !== undefined) screen = { ...screen, notice: problem }
    if (event.type === 'original') screen = { ...screen, notice: originalNotice(workshop, event) }
    redraw()
  })
  signal.addEventListener('abort', () => resolve(), { once: true })
  if (signal.aborted) resolve()
  draw()
  return promise.finally(() => {
    stopListening()
    terminal.close()
  })
}

type Place = { workshop: Workshop; standing: Standing }

// A full disk, or a lesson with a mistake, isn't a reason to stop the program.
function attempt(action: Action, screen: ScreenState, place: Place): ScreenState {
  try {
    return perform(action, screen, place)
  } catch (error) {
    return { ...screen, notice: explainError(error) }
  }
}

/** Does what a key asked for, and gives the screen after it. */
function perform(action: Action, screen: ScreenState, { workshop, standing }: Place): ScreenState {
  const { current, readerAddress } = standing
  switch (action.type) {
    case 'run':
      // The lesson's state says what goes wrong.
      workshop.check(current).catch(() => undefined)
      return screen
    case 'select':
      return open(action.lesson, screen, workshop)
    case 'next':
      screen = { ...screen, notice: 'This is the last lesson' }
      return open(neighbour(standing, 1), screen, workshop)
    case 'previous':
      screen = { ...screen, notice: 'This is the first lesson' }
      return open(neighbour(standing, -1), screen, workshop)
    case 'hint': {
      const hint = workshop.hint(current)
      if (hint !== undefined) return { ...screen, hint, scroll: 0 }
      return { ...screen, notice: 'No hint is needed here. Press r to run the check' }
    }
    case 'solution': {
      const solution = workshop.solution(current)
      if ('notYet' in solution) return { ...screen, notice: solution.notYet }
      const notice = solutionNotice(standing)
      return { ...screen, mode: 'solution', solution: solution.text, notice }
    }
    case 'reset': {
      const { backup } = workshop.reset(current)
      const kept = backup === undefined ? '' : `. Your files are in ${shortPath(backup)}`
      const notice = `The exercise is back to its original version${kept}`
      return { ...screen, hint: undefined, notice }
    }
    case 'address':
      return { ...screen, notice: addressNotice(readerAddress, current) }
    default:
      return screen
  }
}

function open(lesson: string | undefined, screen: ScreenState, workshop: Workshop): ScreenState {
  if (lesson === undefined) return screen
  workshop.select(lesson)
  return { ...screen, mode: 'lesson', scroll: 0, hint: undefined, notice: undefined }
}

function solutionNotice({ states, current }: Standing): string | undefined {
  const state = states.find(({ lesson }) => lesson.id === current)?.state
  if (state === 'passed' || state === 'changed') return undefined
  return 'Read it, then go back and write it yourself'
}

function addressNotice(readerAddress: string | undefined, lesson: string): string {
  if (readerAddress === undefined) return "The course isn't served here: is its port in use?"
  return `Read this lesson at ${readerAddress}/lessons/${lesson}`
}
