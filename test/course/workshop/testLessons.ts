// A small course in a temporary folder, and checks that a test ends when it likes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Report } from '../../../src/course/check/report.ts'
import { loadLessons, type Lesson } from '../../../src/course/lessons/lesson.ts'
import type { CheckFunction } from '../../../src/course/workshop/runs.ts'

/** Makes a folder that is gone after the test. */
export function temporaryFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-course-'))
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Makes three lessons with servers, and one for reading. */
export function writeLessons(folder: string): readonly Lesson[] {
  writeLesson(folder, '00-start-here', 'Start here')
  writeLesson(folder, '01-methods', 'Methods')
  writeLesson(folder, '02-status-codes', 'Status codes')
  writeLesson(folder, '03-only-text', 'Only text')
  rmSync(join(folder, '03-only-text', 'exercise.ts'))
  return loadLessons(folder)
}

export function writeLesson(folder: string, folderName: string, title: string): void {
  const path = join(folder, folderName)
  mkdirSync(join(path, 'files', 'public'), { recursive: true })
  const id = folderName.slice(3)
  writeFileSync(join(path, 'README.md'), [
    '---', `id: ${id}`, `title: ${title}`, 'part: A', 'minutes: 10', 'needs: []',
    '---', '', `# ${title}`, '',
  ].join('\n'))
  writeFileSync(join(path, 'exercise.ts'), exercise)
  writeFileSync(join(path, 'check.ts'), checkText)
  writeFileSync(join(path, 'files', 'public', 'page.html'), '<p>Hello</p>\n')
}

/** Turns the starter of a test lesson into its solution. */
export const solved = { from: 'response.writeHead(500)', to: 'response.writeHead(200)' }

const exercise = `// Answers each request.
import { createServer } from 'node:http'

const server = createServer((_request, response) => {
  //#region todo Answer 200
  //? Which number says that all is well?
  //> Read RFC 9110, section 15.3.1
  //= response.writeHead(500)
  response.writeHead(200)
  //#endregion
  response.end('Hello')
})
server.listen(process.env.PORT)
`

const checkUrl = pathToFileURL(join(import.meta.dirname, '../../../src/course/check/check.ts')).href

const checkText = `import { defineCheck, step } from ${JSON.stringify(checkUrl)}

export const check = defineCheck({
  findings: {
    'wrong-status': {
      title: 'GET / is not answered with 200',
      why: 'A client reads the status first.',
      hint: 'What does writeHead get?',
      read: 'RFC 9110, section 15.3.1',
    },
  },
  steps: [
    step('GET / is answered with 200', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      if (exchange.answer.status !== 200) fail('wrong-status', { exchange, mark: 'status' })
    }),
  ],
})
`

/** A report with one step. */
export function reportOf(lesson: string, passed: boolean): Report {
  const title = 'GET / is answered with 200'
  if (passed) {
    return { lesson, passed, seed: 5, durationMs: 84, steps: [{ title, state: 'passed' }] }
  }
  return {
    lesson, passed, seed: 5, durationMs: 84, steps: [{ title, state: 'failed' }],
    finding: {
      id: 'wrong-status', title: 'GET / is not answered with 200', why: 'A client reads it first.',
      hint: 'What does writeHead get?', read: 'lesson:status-codes', wire: [],
    },
  }
}

type Started = {
  lesson: string
  folder: string
  command: string | undefined
  seed: number | undefined
  signal: AbortSignal
  finish: (report: Report) => void
  refuse: (error: Error) => void
}

/** A check whose runs wait until the test ends them; an aborted one ends by itself. */
export function heldCheck(): { check: CheckFunction; started: Started[] } {
  const started: Started[] = []
  const check: CheckFunction = (lesson, { folder, command, seed, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Report>()
    signal.addEventListener('abort', () => reject(new Error('Aborted')))
    started.push({
      lesson: lesson.id, folder, command, seed, signal, finish: resolve, refuse: reject,
    })
    return promise
  }
  return { check, started }
}

/** Waits until something is there; fails after ten seconds. */
export async function until<Value>(find: () => Value | undefined | false): Promise<Value> {
  const endMs = performance.now() + 10_000
  for (;;) {
    const found = find()
    if (found !== undefined && found !== false) return found
    if (performance.now() > endMs) throw new Error(`It did not come: ${find}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
