// States of the workshop for tests of the screen.

import type { Lesson } from '../../../src/course/lessons/lesson.ts'
import type { ExerciseState } from '../../../src/course/workshop/workshop.ts'
import type { Standing } from '../../../src/course/terminal/view.ts'
import type { Report } from '../../../src/course/check/report.ts'
import { plainPaint } from '../../../src/course/terminal/paint.ts'
import type { Line } from '../../../src/course/terminal/layout.ts'

export function lessonOf(number: number, id: string, title: string): Lesson {
  const folderName = `${String(number).padStart(2, '0')}-${id}`
  return {
    id, number, folderName, folder: `/lessons/${folderName}`, title, part: 'A', minutes: 15,
    needs: [],
    body: '', hasExercise: true,
  }
}

/** Three lessons: the first is passed, the second is open. */
export function standingOf(change: Partial<ExerciseState> = {}): Standing {
  const states: ExerciseState[] = [
    { lesson: lessonOf(0, 'start-here', 'Start here'), state: 'passed', isRunning: false },
    { lesson: lessonOf(7, 'methods', 'Methods'), state: 'started', isRunning: false, ...change },
    { lesson: lessonOf(8, 'status-codes', 'Status codes'), state: 'new', isRunning: false },
  ]
  return {
    states, current: 'methods', exercisePath: 'my/07-methods/exercise.ts',
    readerAddress: 'http://localhost:4000',
  }
}

/** Lines as plain text. */
export function textOf(lines: readonly Line[]): string {
  return lines.map((each) => plainPaint.text(each)).join('\n')
}

const received = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'

export const failedReport: Report = {
  lesson: 'methods', passed: false, seed: 5, durationMs: 84,
  steps: [
    { title: 'GET /notes lists the notes', state: 'passed' },
    { title: 'IPv6 answers too', state: 'skipped', note: 'This machine has no IPv6' },
    { title: 'POST /notes answers 201', state: 'failed' },
    { title: 'DELETE twice is once', state: 'open' },
  ],
  finding: {
    id: 'created-without-201',
    title: 'You responded with 200 to a POST that created something',
    why: 'A client that reads `201` knows that there is something **new**.',
    hint: 'Which status says that something was made?',
    read: 'RFC 9110, section 15.3.2',
    wire: [
      { direction: 'sent', bytes: 'POST /notes HTTP/1.1\r\nHost: localhost\r\n\r\n' },
      { direction: 'received', bytes: received, mark: { start: 9, end: 12 }, ending: 'closed' },
    ],
    expected: 'the status 201',
    actual: 'the status 200',
    curl: "curl -i http://localhost:3001/notes --data-binary 'a\nb'",
    place: { file: 'exercise.ts', line: 12, text: '  response.writeHead(200)' },
    output: 'listening\nTypeError: x\n',
  },
}
