// A project in the workshop: one folder for all of its lessons, checked lesson after lesson.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { checkLesson } from '../../../src/course/checkLesson.ts'
import { readReference, type Files } from '../../../src/course/lessons/project.ts'
import { exportWork, importWork } from '../../../src/course/workshop/transfer.ts'
import { openWorkshop } from '../../../src/course/workshop/workshop.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { tinyReadme, writeTinyProject } from '../lessons/tinyProject.ts'
import { until } from './testLessons.ts'

function openStage(t: TestContext, changes: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder(t)
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  const lessons = writeTinyProject(join(root, 'lessons'), changes)
  const [counts, keeps, setsBack, another] = lessons
  assert.ok(counts && keeps && setsBack && another)
  const folder = join(root, 'my')
  const work = join(folder, 'counter')
  const workshop = openWorkshop({ lessons, folder, check: checkLesson })
  t.after(() => workshop.close())
  const put = (files: Files) => {
    for (const [path, text] of files) writeFileSync(join(work, path), text)
  }
  const read = (path: string) => readFileSync(join(work, path), 'utf8')
  return { workshop, folder, work, put, read, counts, keeps, setsBack, another }
}

test('a project is one folder, which begins with the starter and then stays', (t) => {
  const { workshop, work, read, another, folder } = openStage(t)
  workshop.select('counts')
  assert.deepEqual(readdirSync(work).sort(), ['main.ts', 'store.ts'])
  assert.match(read('main.ts'), /if \(false\)/)
  assert.equal(workshop.exercisePath('keeps'), join(work, 'main.ts'))
  writeFileSync(join(work, 'main.ts'), 'mine')
  rmSync(join(work, 'store.ts'))
  workshop.select('keeps')
  assert.deepEqual([read('main.ts'), readdirSync(work)], ['mine', ['main.ts']])
  workshop.select(another.id)
  assert.deepEqual(readdirSync(join(folder, 'other')).sort(), ['main.ts', 'notes.ts', 'store.ts'])
})

test('what a later lesson gives is added, and other files stay as they are', (t) => {
  const { workshop, work, read } = openStage(t, {
    '04-keeps/README.md': tinyReadme('keeps', {
      given: '[src/basics/qr]', without: '[qr/draw.ts]',
    }),
  })
  workshop.select('counts')
  writeFileSync(join(work, 'main.ts'), 'mine')
  rmSync(join(work, 'store.ts'))
  workshop.select('keeps')
  assert.deepEqual([read('main.ts'), readdirSync(work).sort()], ['mine', ['main.ts', 'qr']])
  const files = readdirSync(join(work, 'qr'))
  assert.deepEqual([files.includes('encode.ts'), files.includes('draw.ts')], [true, false])
  writeFileSync(join(work, 'qr/encode.ts'), 'mine, too')
  workshop.select('keeps')
  assert.equal(read('qr/encode.ts'), 'mine, too')
  // A program in another language.
  rmSync(join(work, 'qr'), { recursive: true })
  rmSync(join(work, 'main.ts'))
  writeFileSync(join(work, 'app.py'), '')
  workshop.select('keeps')
  assert.deepEqual(readdirSync(work), ['app.py'])
})

test('only the lesson that is next has begun', (t) => {
  const { workshop } = openStage(t)
  const states = () => workshop.states().map(({ state }) => state).join(' ')
  assert.equal(states(), 'new new new new')
  workshop.select('counts')
  assert.equal(states(), 'started new new new')
  workshop.select('sets-back')
  assert.equal(states(), 'started new started new')
})

test('a check repeats the earlier ones, and names what worked before', async (t) => {
  const { workshop, put, counts, keeps, setsBack } = openStage(t)
  workshop.select('counts')
  assert.equal((await workshop.check('counts')).finding?.id, 'does-not-count')
  put(readReference(counts))
  assert.equal((await workshop.check('counts')).passed, true)
  const lost = await workshop.check('keeps')
  assert.deepEqual([lost.finding?.id, lost.steps.at(-1)?.state], ['lost', 'open'])
  put(readReference(keeps))
  const passed = await workshop.check('keeps', { isQuick: true })
  assert.deepEqual(passed.steps, [
    { title: 'The number survives', state: 'passed' },
    { title: 'It takes long', state: 'skipped', note: 'Takes long: run the check by hand for it' },
    { title: 'Lesson 3 still works: Lesson counts', state: 'passed' },
  ])
  put(readReference(setsBack))
  const all = await workshop.check('sets-back', { isQuick: true })
  assert.deepEqual(all.steps.slice(1), [
    { title: 'Lesson 3 still works: Lesson counts', state: 'passed' },
    { title: 'Lesson 4 still works: Lesson keeps', state: 'passed', note: '1 step was skipped' },
  ])
})

test('what broke is told as such, and as worked only when it was seen to work', async (t) => {
  const { workshop, put, counts, setsBack } = openStage(t)
  workshop.select('counts')
  put(readReference(counts))
  assert.equal((await workshop.check('counts')).passed, true)
  const reference = [...readReference(setsBack)]
  const rows: [from: string, to: string, title: string, steps: string][] = [
    ['read() + 1', '1', 'This worked in lesson 3: It does not count', 'passed failed open'],
    ["process.env.DATABASE ?? 'data.db'", "':memory:'",
      'Lesson 4 asks for this: The number is lost', 'passed passed failed'],
  ]
  for (const [from, to, title, steps] of rows) {
    put(new Map(reference.map(([path, text]) => [path, text.replace(from, to)])))
    const report = await workshop.check('sets-back')
    assert.equal(report.finding?.title, title)
    assert.equal(report.steps.map(({ state }) => state).join(' '), steps)
    assert.match(report.steps.find(({ state }) => state === 'failed')?.note ?? '', /It counts|surv/)
  }
})

test('a reset gives what the lesson begins with, and keeps the rest', (t) => {
  const { workshop, work, read, keeps } = openStage(t)
  workshop.select('sets-back')
  writeFileSync(join(work, 'main.ts'), 'mine')
  const { backup = '' } = workshop.reset('sets-back')
  assert.equal(readFileSync(join(backup, 'main.ts'), 'utf8'), 'mine')
  assert.equal(read('store.ts'), readReference(keeps).get('store.ts'))
  workshop.reset('counts')
  assert.match(read('main.ts'), /if \(false\)/)
})

test('hints follow the finding and end with our changes; solutions are whole files', async (t) => {
  const { workshop } = openStage(t)
  workshop.select('sets-back')
  assert.equal(workshop.hint('sets-back'), undefined)
  await workshop.check('sets-back')
  const hints = [1, 2, 3].map(() => workshop.hint('sets-back')?.text)
  assert.equal(hints[0], 'Hint?')
  assert.match(hints[1] ?? '', /npm run learn -- changes 5/)
  assert.match(hints[2] ?? '', /^\+ {2}if \(request\.url === '\/reset'\) write\(0\)$/m)
  const solution = workshop.solution('sets-back')
  assert.ok('text' in solution)
  assert.match(solution.text, /---- main\.ts ----/)
})

test('a save is about the open lesson, or else the one that the learner is at', async (t) => {
  const { workshop, work, put, counts } = openStage(t)
  workshop.select('counts')
  put(readReference(counts))
  await workshop.check('counts')
  workshop.select('another')
  workshop.watch({ poll: true })
  const saved: string[] = []
  workshop.onChange(({ type, lesson }) => void (type === 'saved' && saved.push(lesson)))
  writeFileSync(join(work, 'store.ts'), '// Saved.\n')
  await until(() => saved.length > 0)
  assert.deepEqual([saved[0], workshop.current().id], ['keeps', 'keeps'])
})

test('the files of a project move to another machine', (t) => {
  const { workshop, folder, work } = openStage(t)
  workshop.select('counts')
  writeFileSync(join(work, 'main.ts'), 'mine')
  const there = temporaryFolder(t)
  importWork(there, exportWork(folder))
  assert.equal(readFileSync(join(there, 'counter/main.ts'), 'utf8'), 'mine')
  assert.ok(existsSync(join(there, 'counter/store.ts')))
})
