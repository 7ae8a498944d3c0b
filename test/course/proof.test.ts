// The proof of the exercises: every starter fails with a finding, every solution and every other
// right answer passes, and every known wrong answer gets exactly its finding. A reference of a
// project also passes the checks of all earlier lessons, and fails that of the next one. Each
// answer is run with one seed that changes every day, or with three when CI=1 is set.
// Lesson: testing (appendix)
// One lesson alone: npm run check:lesson -- 05-hello-http
// With the seed of an earlier run: PROOF_SEED=20412 npm test

import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import test, { after, suite, type TestContext } from 'node:test'
import { shareBrowser } from '../../src/course/check/browser.ts'
import { loadCheck } from '../../src/course/check/loadCheck.ts'
import type { Report } from '../../src/course/check/report.ts'
import { checkLesson } from '../../src/course/checkLesson.ts'
import { readAnswers } from '../../src/course/lessons/answers.ts'
import { readExercise } from '../../src/course/lessons/exercise.ts'
import { loadLessons, type Lesson } from '../../src/course/lessons/lesson.ts'
import { readStart, type Files } from '../../src/course/lessons/project.ts'
import { readProjectAnswers } from '../../src/course/lessons/projectAnswers.ts'
import { readSolution } from '../../src/course/lessons/solution.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { proofSeeds } from './proofSeeds.ts'

const seeds = proofSeeds(process.env, Date.now())
// Many answers only wait for a response that never comes: others can use the processor meanwhile.
// All are checked by this one process, which must have time for each of them.
const atOnce = Math.min(availableParallelism() * 3, 8)

let closeBrowser: Promise<() => Promise<void>> | undefined

suite(`the exercises, with PROOF_SEED=${seeds[0]}`, { concurrency: atOnce }, () => {
  after(async () => (await closeBrowser)?.())
  for (const lesson of loadLessons().filter(({ hasExercise }) => hasExercise)) proveLesson(lesson)
})

function proveLesson(lesson: Lesson): void {
  const name = lesson.folderName
  test(`${name}: the starter fails with a finding`, async (t) => {
    for (const report of await judge(t, lesson, startOf(lesson))) {
      assert.equal(report.passed, false)
      assert.ok(report.finding)
    }
  })
  test(`${name}: the solution passes`, async (t) => {
    for (const report of await judge(t, lesson, readSolution(lesson))) assertPassed(report)
  })
  for (const { kind, name: answer, finding, files, command } of answersOf(lesson)) {
    test(`${name}: ${kind}: ${answer}`, async (t) => {
      for (const report of await judge(t, lesson, withoutTypes(files), command)) {
        const isMissing = command !== undefined && report.finding?.id === 'command-not-found'
        if (isMissing) t.skip(`This machine has no ${command}`)
        else if (kind === 'right') assertPassed(report)
        else if (!isUntried(report)) assert.equal(report.finding?.id, finding, describe(report))
      }
    })
  }
}

// A later lesson of a project begins with the reference of the one before.
function startOf(lesson: Lesson): Files {
  if (lesson.project !== undefined) return readStart(lesson.project)
  return new Map([['exercise.ts', readExercise(lesson).starter]])
}

type KnownAnswer = {
  kind: 'wrong' | 'right'
  name: string
  finding: string
  files: Files
  command?: string
}

function answersOf(lesson: Lesson): readonly KnownAnswer[] {
  const answers = readAnswers(lesson).map(({ text, ...answer }) =>
    ({ ...answer, files: new Map([['exercise.ts', text]]) }))
  return [...answers, ...readProjectAnswers(lesson)]
}

// Each start of a program in TypeScript loads what removes the types, which takes most of the time
// that a short run has. So it's done once here; starters and solutions run as they are.
function withoutTypes(files: Files): Files {
  const text = files.get('exercise.ts')
  const script = text === undefined ? undefined : stripped(text)
  return script === undefined ? files : new Map([...files, ['exercise.js', script]])
}

function stripped(text: string): string | undefined {
  try {
    return stripTypeScriptTypes(text)
  } catch {
    // A wrong answer that Node can't read either.
    return undefined
  }
}

// One report for each seed. The checker itself must never fail, whatever the program does.
async function judge(
  t: TestContext, lesson: Lesson, ...[program, command]: [Files, string?]
): Promise<Report[]> {
  const folder = temporaryFolder(t)
  const files = join(lesson.folder, 'files')
  if (existsSync(files)) cpSync(files, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [path, text] of program) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { signal } = new AbortController()
  const file = program.has('exercise.js') ? { file: 'exercise.js' } : {}
  const plan = { folder, signal, passed: new Set<string>(), ...file, ...(command && { command }) }
  const { steps } = await loadCheck(lesson.folder)
  // Steps that take long open a page, and starting a browser each time would take longer still.
  if (steps.some(({ onDemand }) => onDemand)) await (closeBrowser ??= shareBrowser())
  const reports: Report[] = []
  for (const seed of seeds) {
    const report = await checkLesson(lesson, { ...plan, seed })
    assert.notEqual(report.finding?.id, 'check-broke', describe(report))
    reports.push(report)
  }
  return reports
}

function assertPassed(report: Report): void {
  assert.ok(report.passed, describe(report))
}

// On a machine without IPv6 or without a browser some steps are skipped, and say so.
function isUntried({ passed, steps }: Report): boolean {
  return passed && steps.some(({ state }) => state === 'skipped')
}

function describe({ seed, finding, steps }: Report): string {
  const reached = steps.map(({ title, state }) => `${state}: ${title}`).join('\n')
  return `seed ${seed}\n${reached}\n${JSON.stringify(finding, null, 2)}`
}
