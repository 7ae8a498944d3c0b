import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { checkLesson } from '../../../src/course/checkLesson.ts'
import { readReference } from '../../../src/course/lessons/project.ts'
import { runCommand } from '../../../src/course/terminal/commands.ts'
import { plainPrinter } from '../../../src/course/terminal/plain.ts'
import { timeLessons } from '../../../src/course/terminal/time.ts'
import { readWords } from '../../../src/course/terminal/words.ts'
import { openWorkshop } from '../../../src/course/workshop/workshop.ts'
import { pick } from '../../pick.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from '../lessons/makeLesson.ts'
import { writeTinyProject } from '../lessons/tinyProject.ts'

function openStage(t: TestContext) {
  const root = temporaryFolder(t)
  makeLesson(join(root, 'lessons'), '02-alone')
  const lessons = writeTinyProject(join(root, 'lessons'))
  const folder = join(root, 'my')
  const workshop = openWorkshop({ lessons, folder, check: checkLesson })
  t.after(() => workshop.close())
  const { signal } = new AbortController()
  const run = async (...words: string[]) => {
    let output = ''
    const printer = plainPrinter((text) => (output += text))
    const plan = { words: readWords(words), workshop, folder, printer, signal }
    const code = await runCommand({ ...plan, check: checkLesson })
    return { code, output }
  }
  return { run, workshop, lessons, main: join(folder, 'counter/main.ts'), signal }
}

test('start --from-reference puts the reference before the lesson, and keeps files', async (t) => {
  const { run, workshop, lessons, main } = openStage(t)
  const first = await run('start', '4')
  assert.match(first.output, /program of lesson 3, which you haven't\s+passed/)
  assert.match(first.output, /npm run learn --\s+start 4 --from-reference/)
  writeFileSync(main, 'mine')
  const { code, output } = await run('start', 'sets-back', '--from-reference')
  assert.equal(code, 0)
  assert.match(asOneLine(output), /counter now has our own program of lesson 4\. Your files are/)
  const [, , keeps] = lessons
  assert.ok(keeps)
  assert.equal(readFileSync(main, 'utf8'), readReference(keeps).get('main.ts'))
  assert.equal(workshop.current().id, 'sets-back')
  // The first lesson of a project begins with what its front matter says.
  const again = await run('start', '3', '--from-reference')
  assert.match(asOneLine(again.output), /now has the starter/)
  await assert.rejects(run('start', '2', '--from-reference'), /Lesson 2 isn't part of a project/)
})

test('start names no lesson before one that has passed', async (t) => {
  const { run, workshop, lessons, main } = openStage(t)
  const [, , keeps] = lessons
  assert.ok(keeps)
  const skipping = /which you\s+haven't\s+passed/
  assert.match((await run('start', '5')).output, skipping)
  for (const [path, text] of readReference(keeps)) writeFileSync(join(dirname(main), path), text)
  assert.equal((await run('check', '4')).code, 0)
  const states = ['counts', 'keeps'].map((id) => workshop.state(id).state)
  assert.deepEqual(states, ['started', 'passed'])
  assert.doesNotMatch((await run('start', '5')).output, skipping)
})

test('changes prints the diff of one file', async (t) => {
  const { run } = openStage(t)
  const whole = await run('changes', '5')
  assert.match(whole.output, /^\+\+\+ b\/notes\.ts$/m)
  const { output } = await run('changes', '5', 'main.ts')
  assert.match(output, /^--- a\/main\.ts\n/)
  assert.doesNotMatch(output, /notes\.ts/)
  const wrong = /Lesson 5 doesn't change store\.ts\. It changes main\.ts, notes\.ts/
  await assert.rejects(run('changes', '5', 'store.ts'), wrong)
})

test('changes prints the diff of our own program', async (t) => {
  const { run } = openStage(t)
  const { code, output } = await run('changes', '5')
  assert.equal(code, 0)
  assert.match(output, /^--- a\/main\.ts\n\+\+\+ b\/main\.ts\n@@ -3,5 \+3,6 @@\n/)
  assert.match(output, /\n\+ {2}if \(request\.url === '\/reset'\) write\(0\)\n/)
  await assert.rejects(run('changes', '2'), /Lesson 2 isn't part of a project/)
})

test('check PROJECT prints what holds of all lessons, and records nothing', async (t) => {
  const { run, workshop, lessons, main } = openStage(t)
  await assert.rejects(run('check', 'counter'), /There is no folder [^]*learn -- start counts/)
  const [, counts, keeps] = lessons
  assert.ok(counts && keeps)
  workshop.select(counts.id)
  for (const [path, text] of readReference(keeps)) writeFileSync(join(dirname(main), path), text)
  const { code, output } = await run('check', 'counter')
  assert.equal(code, 1)
  const rows = [
    / ✓ 3 {2}Lesson counts {2}1 of 1 steps, /, / ✓ 4 {2}Lesson keeps {2}2 of 2 steps, /,
    / ✗ 5 {2}Lesson sets-back {2}0 of 1 steps, [^]*\n {8}The number is not set back\n/,
    /\n2 of 3 lessons passed\. For more [^]*check 5\n/,
  ]
  for (const row of rows) assert.match(output, row)
  assert.equal(workshop.state(counts.id).state, 'started')
  const json = await run('check', 'counter', '--json', '--seed', '7')
  const { project, reports } = JSON.parse(json.output)
  const passed = Array.from(reports, (report) => [pick(report, 'passed'), pick(report, 'seed')])
  assert.deepEqual([project, passed], ['counter', [[true, 7], [true, 7], [false, 7]]])
})

test('the time from a save to the verdict is measured for projects too', async (t) => {
  const { lessons, signal } = openStage(t)
  const projects = lessons.filter(({ id }) => id === 'keeps')
  const timings = []
  const plan = { lessons: projects, check: checkLesson, signal, runs: 1 }
  for await (const timing of timeLessons(plan)) {
    timings.push([timing.lesson.id, timing.passed])
  }
  assert.deepEqual(timings, [['keeps', true]])
})

// Where the lines break depends on the length of the path of the temporary folder.
function asOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
