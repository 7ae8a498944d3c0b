// The proof of the exercises: every starter fails with a finding, every solution and every other
// right answer passes, and every known wrong answer gets exactly its finding. Each is run with one
// seed that changes every day. `npm test` runs an eighth of the wrong answers, others each day: all
// of them take as long as all other tests. CI=1 and the commands below run every one.
// When CI=1 is set, there are two more seeds, which go through the steps of the lesson itself, or
// only through the step that found the mistake: a solution takes both, and the known answers of a
// lesson take them in turns.
// In a project, the reference of a lesson fails the check of the next one. When CI=1 is set, it
// passes the checks of all earlier lessons too, as programs in other languages do, and one of the
// other right answers, another one each day: they change a few files of the reference.
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
import type { WalkPlan } from '../../src/course/check/walk.ts'
import type { Report } from '../../src/course/check/report.ts'
import { checkLesson } from '../../src/course/checkLesson.ts'
import { readAnswers } from '../../src/course/lessons/answers.ts'
import { readExercise } from '../../src/course/lessons/exercise.ts'
import { loadLessons, type Lesson } from '../../src/course/lessons/lesson.ts'
import { programName, readStart, type Files } from '../../src/course/lessons/project.ts'
import { readProjectAnswers } from '../../src/course/lessons/projectAnswers.ts'
import { readSolution } from '../../src/course/lessons/solution.ts'
import { answerFolder } from './answerFolder.ts'
import { isDue, proofSeeds } from './proofSeeds.ts'

type OnFinding = NonNullable<WalkPlan['onFinding']>

const [seed, ...otherSeeds] = proofSeeds(process.env, Date.now())
const isThorough = otherSeeds.length > 0
// Many answers only wait for a response that never comes: others can use the processor meanwhile.
// All are checked by this one process, which must have time for each of them.
const atOnce = Math.min(availableParallelism() * 3, 8)

let closeBrowser: Promise<() => Promise<void>> | undefined

suite(`the exercises, with PROOF_SEED=${seed}`, { concurrency: atOnce }, () => {
  after(async () => (await closeBrowser)?.())
  for (const lesson of loadLessons().filter(({ hasExercise }) => hasExercise)) proveLesson(lesson)
})

function proveLesson(lesson: Lesson): void {
  const name = lesson.folderName
  test(`${name}: the starter fails with a finding`, async (t) => {
    for (const report of await checkAnswer(t, lesson, startOf(lesson))) {
      assert.equal(report.passed, false)
      assert.ok(report.finding)
    }
  })
  test(`${name}: the solution passes`, async (t) => {
    const tried = isThorough ? lesson : alone(lesson)
    for (const report of await checkAnswer(t, tried, readSolution(lesson))) assertPassed(report)
  })
  const answers = answersOf(lesson)
  const rights = answers.filter(({ kind, command }) => kind === 'right' && command === undefined)
  const whole = rights[seed % rights.length]
  for (const [index, known] of answers.entries()) {
    const { kind, name: answer, finding, files, command } = known
    if (kind === 'wrong' && !isDue(index, seed, process.env)) continue
    // A program in another language is one of its own, and shares nothing with the reference.
    const isWhole = kind === 'wrong' || (isThorough && (command !== undefined || known === whole))
    const tried = isWhole ? lesson : alone(lesson)
    const other = otherSeeds[index % otherSeeds.length]
    const options = { command, others: other === undefined ? [] : [other] }
    test(`${name}: ${kind}: ${answer}`, async (t) => {
      for (const report of await checkAnswer(t, tried, withoutTypes(files), options)) {
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
// that a short run has. So it's done once here; starters and solutions run as they are. Most files
// of an answer are those of the solution.
const knownScripts = new Map<string, string | undefined>()

function withoutTypes(files: Files): Files {
  const scripts = [...files].filter(([path]) => path.endsWith('.ts')).map(([path, text]) =>
    [path.replace(/\.ts$/, '.js'), strippedOnce(text)] as const)
  const known = scripts.flatMap(([path, text]) => text === undefined ? [] : [[path, text] as const])
  // Node can't read one of them either, or it's a program in another language.
  return known.length < scripts.length ? files : new Map([...files, ...known])
}

function strippedOnce(text: string): string | undefined {
  if (!knownScripts.has(text)) knownScripts.set(text, stripped(text))
  return knownScripts.get(text)
}

function stripped(text: string): string | undefined {
  try {
    return stripTypeScriptTypes(text).replace(/(?<=['"]\.{1,2}\/[\w/.-]+)\.ts(?=['"])/g, '.js')
  } catch {
    return undefined
  }
}

type CheckOptions = { command?: string | undefined; others?: readonly number[] }

// The reports, one for each seed that had to be tried alone. The checker itself must never fail,
// whatever the program does.
async function checkAnswer(
  t: TestContext, lesson: Lesson, program: Files,
  { command, others = otherSeeds }: CheckOptions = {},
): Promise<Report[]> {
  const folder = answerFolder(t)
  const files = join(lesson.folder, 'files')
  if (existsSync(files)) cpSync(files, folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [path, text] of program) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { signal } = new AbortController()
  const script = programName(lesson).replace(/\.ts$/, '.js')
  const file = program.has(script) ? { file: script } : {}
  const plan = { folder, signal, passed: new Set<string>(), ...file, ...(command && { command }) }
  const { steps } = await loadCheck(lesson.folder)
  // Steps that take long open a page, and starting a browser each time would take longer still.
  if (steps.some(({ onDemand }) => onDemand)) await (closeBrowser ??= shareBrowser())
  const check = async (tried: Lesson, options: { seed: number; onFinding?: OnFinding }) => {
    const report = await checkLesson(tried, { ...plan, ...options })
    assert.notEqual(report.finding?.id, 'check-broke', describe(report))
    return report
  }
  // What the step that found the mistake found with the other seeds.
  const foundAgain = new Map<number, string | undefined>()
  const first = await check(lesson, {
    seed,
    async onFinding(runAgain) {
      for (const other of others) foundAgain.set(other, (await runAgain(other))?.id)
    },
  })
  const id = first.finding?.id
  // A program that doesn't start hasn't seen any data.
  if (id !== undefined && !first.steps.some(({ state }) => state === 'failed')) return [first]
  const reports = [first]
  for (const other of others) {
    if (id !== undefined && foundAgain.get(other) === id) continue
    // The other lessons' checks have their own answers, which are tried with all seeds there.
    reports.push(await check(id === undefined ? alone(lesson) : lesson, { seed: other }))
  }
  return reports
}

function alone(lesson: Lesson): Lesson {
  const { project } = lesson
  return project === undefined ? lesson : { ...lesson, project: { ...project, earlier: [] } }
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
