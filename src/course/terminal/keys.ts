// What each key does: from the screen and a key to the next screen, and what the workshop does.

import { filterStates, type ScreenState, type Standing } from './view.ts'

export type Key = {
  /** The name without the text: `up`, `return`, `c`. */
  name: string
  /** What was typed; empty for keys without text. */
  text: string
  isControl: boolean
}

export type Action = { type: SimpleAction } | { type: 'select'; lesson: string }

type SimpleAction =
  | 'run' | 'hint' | 'next' | 'previous' | 'reset' | 'solution' | 'address' | 'quit' | 'suspend'

export type Pressed = { screen: ScreenState; action?: Action }

const pageLines = 10

/** The keys of the lesson's screen, with a word for each, in the order in which they are shown. */
export const lessonKeys = [
  { key: 'r', word: 'run', means: 'runs the check; saving the file does it too' },
  { key: 'h', word: 'hint', means: 'first a question, then where to read, then code' },
  { key: 'l', word: 'list', means: 'all lessons; type to search' },
  { key: 'n', word: 'next', means: 'the next lesson' },
  { key: 'p', word: 'previous', means: 'the previous lesson' },
  { key: 'x', word: 'reset', means: 'start over; your files are kept as a backup' },
  { key: 's', word: 'solution', means: 'after a pass, or after three hints' },
  { key: 'o', word: 'reader', means: 'the URL at which to read the lesson' },
  { key: '?', word: 'help', means: 'these keys' },
  { key: 'q', word: 'quit', means: 'your progress is kept' },
] as const

/** Tells what a key does on this screen. */
export function pressKey(before: ScreenState, key: Key, standing: Standing): Pressed {
  if (key.isControl && (key.name === 'c' || key.name === 'd')) return act(before, 'quit')
  if (key.isControl && key.name === 'z') return act(before, 'suspend')
  const screen = { ...before, notice: undefined }
  if (screen.mode === 'list') return pressInList(screen, key, standing)
  if (screen.mode === 'confirm-reset') return pressInQuestion(screen, key)
  const scroll = scrollDistance(key)
  if (scroll !== 0) return { screen: { ...screen, scroll: Math.max(0, screen.scroll + scroll) } }
  if (screen.mode !== 'lesson' && isLeaving(key)) return { screen: toLesson(screen) }
  return pressInLesson(screen, key, standing)
}

function pressInLesson(screen: ScreenState, key: Key, standing: Standing): Pressed {
  const home = toLesson(screen)
  switch (key.text) {
    case 'r': return act(home, 'run')
    case 'h': return act(home, 'hint')
    case 'n': return act(home, 'next')
    case 'p': return act(home, 'previous')
    case 's': return act(home, 'solution')
    case 'o': return act(home, 'address')
    case 'q': return act(screen, 'quit')
    case 'x': return { screen: { ...home, mode: 'confirm-reset' } }
    case 'l': case '/': return { screen: openList(home, standing) }
    case '?': return { screen: { ...home, mode: 'help' } }
  }
  return { screen: key.name === 'escape' ? { ...home, hint: undefined } : screen }
}

function pressInQuestion(screen: ScreenState, key: Key): Pressed {
  if (key.text === 'y') return act(toLesson(screen), 'reset')
  return { screen: { ...toLesson(screen), notice: 'Nothing was reset' } }
}

function pressInList(screen: ScreenState, key: Key, standing: Standing): Pressed {
  const found = filterStates(standing.states, screen.filter)
  const last = Math.max(0, found.length - 1)
  const distance = listDistance(key)
  if (distance !== 0) {
    return { screen: { ...screen, chosen: Math.min(last, Math.max(0, screen.chosen + distance)) } }
  }
  if (key.name === 'return' || key.name === 'enter') {
    const lesson = found[screen.chosen]?.lesson.id
    return lesson === undefined
      ? { screen }
      : { screen: toLesson(screen), action: { type: 'select', lesson } }
  }
  // Escape takes back what was typed before it leaves.
  if (key.name === 'escape') {
    return { screen: screen.filter === '' ? toLesson(screen) : openList(screen, standing) }
  }
  if (key.name === 'backspace') return { screen: filtered(screen, screen.filter.slice(0, -1)) }
  return { screen: isText(key) ? filtered(screen, screen.filter + key.text) : screen }
}

function act(screen: ScreenState, type: SimpleAction): Pressed {
  return { screen, action: { type } }
}

function toLesson(screen: ScreenState): ScreenState {
  return { ...screen, mode: 'lesson', scroll: 0, filter: '' }
}

function openList(screen: ScreenState, { states, current }: Standing): ScreenState {
  const chosen = Math.max(0, states.findIndex(({ lesson }) => lesson.id === current))
  return { ...screen, mode: 'list', filter: '', chosen }
}

function filtered(screen: ScreenState, filter: string): ScreenState {
  return { ...screen, filter, chosen: 0 }
}

function isLeaving({ name, text }: Key): boolean {
  return name === 'escape' || name === 'return' || text === 'q' || text === '?'
}

function isText({ text, isControl }: Key): boolean {
  return !isControl && /^[^\p{Cc}]+$/u.test(text)
}

function scrollDistance({ name, text }: Key): number {
  if (name === 'down' || text === 'j') return 1
  if (name === 'up' || text === 'k') return -1
  if (name === 'pagedown' || name === 'space') return pageLines
  if (name === 'pageup') return -pageLines
  if (name === 'home') return -Infinity
  return name === 'end' ? Number.MAX_SAFE_INTEGER : 0
}

function listDistance({ name }: Key): number {
  if (name === 'down') return 1
  if (name === 'up') return -1
  if (name === 'pagedown') return pageLines
  if (name === 'pageup') return -pageLines
  if (name === 'home') return -Infinity
  return name === 'end' ? Number.MAX_SAFE_INTEGER : 0
}
