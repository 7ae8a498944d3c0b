import assert from 'node:assert/strict'
import test from 'node:test'
import { lineWidth } from '../../../src/course/terminal/layout.ts'
import { progressLine } from '../../../src/course/terminal/footLines.ts'
import { drawScreen } from '../../../src/course/terminal/screenLines.ts'
import { firstScreen, type ScreenState } from '../../../src/course/terminal/view.ts'
import { reportOf } from '../workshop/testLessons.ts'
import { failedReport, lessonOf, standingOf, textOf } from './standings.ts'

const size = { columns: 72, rows: 16, hasStyles: true }

function draw(screen: Partial<ScreenState>, standing = standingOf(), room = size): string {
  return textOf(drawScreen({ ...firstScreen, ...screen }, standing, room).lines)
}

test('a lesson that was not run says what to do', () => {
  const rule = '─'.repeat(72)
  assert.equal(draw({ notice: 'Welcome' }), `
 ▸ 7  Methods                                          15 min · started
   my/07-methods/exercise.ts
${rule}
Open my/07-methods/exercise.ts in your editor. Each save runs the check.







 Welcome
${rule}
 [#############---------------------------] 1/3
 r run  h hint  l list  n next  p previous  x reset  s solution
 o reader  ? help  q quit`.slice(1))
})

test("the head and the body show the lesson's state", () => {
  const report = reportOf('methods', false)
  const rows: [change: Parameters<typeof standingOf>[0], patterns: RegExp[]][] = [
    [{ isRunning: true }, [/… 7 {2}Methods/, /running/, /Running the check/]],
    [{ isRunning: true, report }, [/running/, /✗ GET \/ is not answered/]],
    [{ state: 'failed', report }, [/✗ 7 {2}Methods.*not yet/, /GET \/ is not answered with 200/]],
    [{ state: 'passed', report: reportOf('methods', true) }, [/✓ 7/, /✓ Passed in 84 ms/]],
    [{ state: 'changed' }, [/↻ 7.*changed since/]],
    [{ problem: 'It does not load' }, [/The check couldn't run: It does not load/]],
    [{ lesson: { ...lessonOf(7, 'methods', 'Methods'), hasExercise: false } }, [/for reading/]],
  ]
  for (const [change, patterns] of rows) {
    for (const pattern of patterns) assert.match(draw({}, standingOf(change)), pattern)
  }
})

test('the verdict is on a screen of 24 rows, below the path and above the keys', () => {
  const screen = { columns: 80, rows: 24, hasStyles: true }
  const failed = draw({}, standingOf({ state: 'failed', report: failedReport }), screen)
  const order = [
    'my/07-methods/exercise.ts', 'You responded with 200', 'Expected', 'Got', 'Hint', 'Step',
    'A client', 'more lines', 'h hint',
  ]
  const places = order.map((text) => failed.indexOf(text))
  assert.ok(!places.includes(-1), failed)
  assert.deepEqual(places, [...places].sort((one, two) => one - two), failed)
})

test('each mode has its body and its keys', () => {
  const rows: [screen: Partial<ScreenState>, patterns: RegExp[]][] = [
    [{ mode: 'help' }, [/r {2}run/, /^ Esc back$/m]],
    [{ mode: 'solution', solution: 'const a = 1\n' }, [/^ {2}const a = 1$/m, /Esc back/]],
    [{ mode: 'confirm-reset' }, [/kept as a backup/, /y yes/]],
    [{ mode: 'list' }, [/Search:/, /✓ {2}0 {2}Start here/, /Enter open/]],
    [{ hint: { level: 1, text: 'Which `number`?' } }, [/Hint 1 of 3\n {2}Which number\?/]],
    [{ hint: { level: 3, text: 'a `b`' } }, [/Hint 3 of 3\n {2}a `b`/]],
  ]
  for (const [screen, patterns] of rows) {
    for (const pattern of patterns) {
      assert.match(draw(screen, standingOf(), { ...size, rows: 24 }), pattern)
    }
  }
})

test('the body scrolls, as far as there is something', () => {
  const standing = standingOf({ state: 'failed', report: failedReport })
  const top = drawScreen(firstScreen, standing, size)
  assert.match(textOf(top.lines), /✗ You responded with/)
  assert.match(textOf(top.lines), /↓ \d+ more lines/)
  const below = drawScreen({ ...firstScreen, scroll: 3 }, standing, size)
  assert.doesNotMatch(textOf(below.lines), /✗ You responded with/)
  const end = drawScreen({ ...firstScreen, scroll: 1_000 }, standing, size)
  assert.ok(end.scroll > 3 && end.scroll < 100)
  assert.match(textOf(end.lines), /curl -i/)
  assert.doesNotMatch(textOf(end.lines), /↓/)
})

test('the list shows the part around the chosen lesson', () => {
  const states = Array.from({ length: 64 }, (_, number) => ({
    lesson: lessonOf(number, `lesson-${number}`, `Lesson number ${number}`),
    state: 'new' as const, isRunning: false,
  }))
  const standing = { ...standingOf(), states, current: 'lesson-0' }
  for (const chosen of [0, 5, 30, 62, 63]) {
    const text = draw({ mode: 'list', chosen }, standing)
    assert.match(text, new RegExp(`^>· +${chosen}  Lesson number ${chosen} `, 'm'), `${chosen}`)
  }
  const found = draw({ mode: 'list', filter: 'number 63' }, standing)
  assert.match(found, /Lesson number 63/)
  assert.doesNotMatch(found, /Lesson number 62/)
  assert.match(draw({ mode: 'list', filter: 'nothing' }, standing), /No lesson matches/)
})

test('every screen fits into its window, however small', () => {
  const standing = standingOf({ state: 'failed', report: failedReport })
  const screens: Partial<ScreenState>[] = [
    {}, { mode: 'list' }, { mode: 'help' },
    { mode: 'confirm-reset', notice: 'A long notice '.repeat(5) },
    { mode: 'solution', solution: `${'const name = value; '.repeat(9)}\n` },
  ]
  for (const screen of screens) {
    for (const [columns, rows] of [[20, 5], [34, 10], [40, 24], [120, 50], [1, 1]] as const) {
      const { lines } = drawScreen({ ...firstScreen, ...screen }, standing, {
        columns, rows, hasStyles: true,
      })
      assert.ok(lines.length <= rows, `${lines.length} of ${rows} rows`)
      for (const each of lines) {
        assert.ok(lineWidth(each) <= columns, `${columns}: ${textOf([each])}`)
      }
    }
  }
})

test('the progress bar counts what was passed', () => {
  const states = Array.from({ length: 17 }, (_, number) => ({
    lesson: lessonOf(number, `lesson-${number}`, 'Lesson'), isRunning: false,
    state: number < 5 ? 'passed' as const : number === 5 ? 'changed' as const : 'failed' as const,
  }))
  assert.equal(textOf([progressLine({ ...standingOf(), states }, 26)]), ' [######-----------] 6/17')
  assert.match(textOf([progressLine({ ...standingOf(), states: [] }, 26)]), /\[-+\] 0\/0/)
})
