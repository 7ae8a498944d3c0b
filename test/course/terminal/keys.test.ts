import assert from 'node:assert/strict'
import test from 'node:test'
import { pressKey, type Action, type Key } from '../../../src/course/terminal/keys.ts'
import {
  filterStates, firstScreen, neighbour, type ScreenState,
} from '../../../src/course/terminal/view.ts'
import { standingOf } from './standings.ts'

const standing = standingOf()
const key = (name: string): Key => ({ name, text: name.length === 1 ? name : '', isControl: false })
const control = (name: string): Key => ({ name, text: '', isControl: true })

function press(
  screen: Partial<ScreenState>, ...keys: Key[]
): { screen: ScreenState; action?: Action } {
  let pressed: { screen: ScreenState; action?: Action } = { screen: { ...firstScreen, ...screen } }
  for (const each of keys) pressed = pressKey(pressed.screen, each, standing)
  return pressed
}

test('each key of the lesson asks for what its word says', () => {
  const rows: [key: Key, action: Action['type'] | undefined, mode: ScreenState['mode']][] = [
    [key('r'), 'run', 'lesson'], [key('h'), 'hint', 'lesson'], [key('n'), 'next', 'lesson'],
    [key('p'), 'previous', 'lesson'], [key('s'), 'solution', 'lesson'],
    [key('o'), 'address', 'lesson'],
    [key('q'), 'quit', 'lesson'], [control('c'), 'quit', 'lesson'],
    [control('d'), 'quit', 'lesson'],
    [control('z'), 'suspend', 'lesson'], [key('x'), undefined, 'confirm-reset'],
    [key('l'), undefined, 'list'], [key('/'), undefined, 'list'], [key('?'), undefined, 'help'],
    [key('w'), undefined, 'lesson'], [key('escape'), undefined, 'lesson'],
  ]
  for (const [pressed, action, mode] of rows) {
    const after = press({ notice: 'old' }, pressed)
    assert.equal(after.action?.type, action, pressed.name)
    assert.equal(after.screen.mode, mode, pressed.name)
  }
})

test('a reset is asked for twice', () => {
  assert.equal(press({}, key('x'), key('y')).action?.type, 'reset')
  for (const name of ['n', 'x', 'escape', 'return', 'q']) {
    const { action, screen } = press({}, key('x'), key(name))
    assert.equal(action, undefined, name)
    assert.equal(screen.mode, 'lesson')
    assert.equal(screen.notice, 'Nothing was reset')
  }
})

test('help and the solution are left with Escape, Enter or q', () => {
  for (const mode of ['help', 'solution'] as const) {
    for (const name of ['escape', 'return', 'q']) {
      const { action, screen } = press({ mode, scroll: 3 }, key(name))
      assert.deepEqual([action, screen.mode, screen.scroll], [undefined, 'lesson', 0])
    }
  }
})

test('arrows scroll, never above the top', () => {
  const rows: [name: string, from: number, to: number][] = [
    ['down', 0, 1], ['j', 4, 5], ['up', 0, 0], ['k', 4, 3], ['pagedown', 1, 11], ['space', 1, 11],
    ['pageup', 4, 0], ['home', 40, 0],
  ]
  for (const [name, from, to] of rows) {
    assert.equal(press({ scroll: from }, key(name)).screen.scroll, to, name)
  }
  assert.ok(press({}, key('end')).screen.scroll > 1_000_000)
})

test('the list opens at the open lesson, is searched by typing, and opens a lesson', () => {
  assert.equal(press({}, key('l')).screen.chosen, 1)
  const typed = press({}, key('l'), key('s'), key('t'), key('a'), key('t')).screen
  assert.deepEqual([typed.filter, typed.chosen, typed.mode], ['stat', 0, 'list'])
  assert.deepEqual(press(typed, key('return')).action, { type: 'select', lesson: 'status-codes' })
  assert.equal(press(typed, key('backspace')).screen.filter, 'sta')
  const cleared = press(typed, key('escape')).screen
  assert.deepEqual([cleared.filter, cleared.mode], ['', 'list'])
  assert.equal(press(cleared, key('escape')).screen.mode, 'lesson')
  const nothing = press({ mode: 'list', filter: 'zzz' }, key('return'))
  assert.deepEqual([nothing.action, nothing.screen.mode], [undefined, 'list'])
  assert.equal(press({ mode: 'list' }, control('c')).action?.type, 'quit')
  assert.equal(press({ mode: 'list' }, key('q')).screen.filter, 'q')
})

test('the choice stays inside the list', () => {
  const rows: [name: string, from: number, to: number][] = [
    ['down', 0, 1], ['down', 2, 2], ['up', 1, 0], ['up', 0, 0], ['pagedown', 0, 2],
    ['pageup', 2, 0],
    ['end', 0, 2], ['home', 2, 0],
  ]
  for (const [name, from, to] of rows) {
    assert.equal(press({ mode: 'list', chosen: from }, key(name)).screen.chosen, to, name)
  }
})

test('a lesson is found by its number and by parts of its name', () => {
  const rows: [filter: string, ids: string[]][] = [
    ['', ['start-here', 'methods', 'status-codes']],
    ['7', ['methods']], ['07', ['methods']], ['STAT', ['status-codes']],
    ['st c', ['status-codes']], ['st', ['start-here', 'status-codes']], ['9', []], ['(', []],
  ]
  for (const [filter, ids] of rows) {
    assert.deepEqual(
      filterStates(standing.states, filter).map(({ lesson }) => lesson.id),
      ids,
      filter,
    )
  }
})

test('there is a lesson before and after, but not beyond the ends', () => {
  assert.equal(neighbour(standing, 1), 'status-codes')
  assert.equal(neighbour(standing, -1), 'start-here')
  assert.equal(neighbour({ ...standing, current: 'status-codes' }, 1), undefined)
  assert.equal(neighbour({ ...standing, current: 'start-here' }, -1), undefined)
})
