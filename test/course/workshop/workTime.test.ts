import assert from 'node:assert/strict'
import test from 'node:test'
import { formatTime } from '../../../src/basics/clock.ts'
import type { LessonProgress } from '../../../src/course/workshop/progress.ts'
import { addWorkTime } from '../../../src/course/workshop/workTime.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 21, 8, 30)
const at = (minutes: number) => formatTime(start + minutes * minute)

test('work is counted from check to check, and pauses are not', () => {
  const rows: [before: LessonProgress, nowMinutes: number, workedMinutes: number | undefined][] = [
    [{}, 5, 0],
    [{ startedAt: at(0) }, 5, 5],
    [{ startedAt: at(0), workedAt: at(5), workedMs: 5 * minute }, 8, 8],
    // Lunch counts as ten minutes.
    [{ startedAt: at(0) }, 300, 10],
    // A clock that was set back, and a time that is none.
    [{ startedAt: at(10), workedMs: minute }, 0, 1],
    [{ startedAt: 'yesterday', workedMs: minute }, 0, 1],
    [{ startedAt: at(0), passedAt: at(1), workedMs: minute }, 5, undefined],
  ]
  for (const [before, nowMinutes, expected] of rows) {
    const { workedMs, workedAt } = addWorkTime(before, start + nowMinutes * minute)
    assert.equal(workedMs, expected === undefined ? undefined : expected * minute)
    assert.equal(workedAt, expected === undefined ? undefined : at(nowMinutes))
  }
})
