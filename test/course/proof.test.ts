// The proof of the exercises: every starter fails with a finding, every solution and every other
// right answer passes, and every known wrong answer gets exactly its finding. Each answer is run
// with one seed that changes every day, or with three when CI=1 is set. Lesson: testing (appendix)
// One lesson alone: npm run check:lesson -- 05-hello-http
// With the seed of an earlier run: PROOF_SEED=20412 npm test

import assert from 'node:assert/strict'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import test, { after, suite, type TestContext } from 'node:test'
import { shareBrowser } from '../../src/course/check/browser.ts'
import { loadCheck } from '../../src/course/check/loadCheck.ts'
import type { Report } from '../../src/course/check/report.ts'
import { runCheck } from '../../src/course/check/run.ts'
import { readAnswers } from '../../src/course/lessons/answers.ts'
import { readExercise } from '../../src/course/lessons/exercise.ts'
import { loadLessons, type Lesson } from '../../src/course/lessons/lesson.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { proofSeeds } from './proofSeeds.ts'

const seeds = proofSeeds(process.env, Date.now())
// Many answers only wait for a response that never comes: others can use the processor meanwhile.
const atOnce = availableParallelism() * 2

let closeBrowser: Promise<() => Promise<void>> | undefined

suite(`the exercises, with PROOF_SEED=${seeds[0]}`, { concurrency: atOnce }, () => {
  after(async () => (await closeBrowser)?.())
  for (const lesson of loadLessons().filter(({ hasExercise }) => hasExercise)) proveLesson(lesson)
})

function proveLesson(lesson: Lesson): void {
  const { starter, solution } = readExercise(lesson)
  const name = lesson.folderName
  test(`${name}: the starter fails with a finding`, async (t) => {
    for (const report of await judge(t, lesson, starter)) assert.equal(report.passed, false)
  })
  test(`${name}: the solution passes`, async (t) => {
    for (const report of await judge(t, lesson, solution)) assertPassed(report)
  })
  for (const { kind, name: answer, finding, text } of readAnswers(lesson)) {
    test(`${name}: ${kind}: ${answer}`, async (t) => {
      for (const report of await judge(t, lesson, text)) {
        if (kind === 'right') assertPassed(report)
        else if (!isUntried(report)) assert.equal(report.finding?.id, finding, describe(report))
      }
    })
  }
}

// One report for each seed. The checker itself must never fail, whatever the program does.
async function judge(t: TestContext, lesson: Lesson, text: string): Promise<Report[]> {
  const folder = temporaryFolder(t)
  const files = join(lesson.folder, 'files')
  if (existsSync(files)) cpSync(files, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), text)
  const check = await loadCheck(lesson.folder)
  // Steps that take long open a page, and starting a browser each time would take longer still.
  if (check.steps.some(({ onDemand }) => onDemand)) await (closeBrowser ??= shareBrowser())
  const reports: Report[] = []
  for (const seed of seeds) {
    const report = await runCheck({ lesson: lesson.id, check, folder, seed })
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
