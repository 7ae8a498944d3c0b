import assert from 'node:assert/strict'
import {
  appendFileSync, existsSync, readFileSync, renameSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { openProgress } from '../../../src/course/workshop/progress.ts'
import {
  openWorkshop, type Workshop, type WorkshopEvent,
} from '../../../src/course/workshop/workshop.ts'
import { heldCheck, reportOf, temporaryFolder, until, writeLessons } from './testLessons.ts'

const clock = () => Date.UTC(2026, 10, 21, 8, 30)

function open(context: TestContext) {
  const root = temporaryFolder(context)
  const folder = join(root, 'my')
  const { check, started } = heldCheck()
  const lessons = writeLessons(join(root, 'lessons'))
  const events: WorkshopEvent[] = []
  const openAgain = (): Workshop => {
    const again = openWorkshop({
      lessons: loadLessons(join(root, 'lessons')), folder, check, clock,
    })
    context.after(() => again.close())
    return again
  }
  const workshop = openWorkshop({ lessons, folder, check, clock })
  workshop.onChange((event) => events.push(event))
  context.after(() => workshop.close())
  return { root, folder, workshop, started, events, openAgain }
}

type Opened = ReturnType<typeof open>

async function finish({ started }: Opened, number: number, passed: boolean): Promise<void> {
  const run = await until(() => started[number])
  run.finish(reportOf(run.lesson, passed))
}

test('an exercise is new, started, failed, passed and changed with its lesson', async (context) => {
  const opened = open(context)
  const { workshop, root, openAgain } = opened
  const state = (): string => workshop.state('methods').state
  assert.equal(state(), 'new')
  workshop.select('methods')
  assert.equal(state(), 'started')
  for (const [number, passed, expected] of [
    [0, false, 'failed'], [1, true, 'passed'], [2, false, 'passed'],
  ] as const) {
    const report = workshop.check('methods')
    assert.equal(workshop.state('methods').isRunning, true)
    await finish(opened, number, passed)
    assert.equal((await report).passed, passed)
    assert.equal(state(), expected)
    assert.equal(workshop.state('methods').isRunning, false)
    assert.equal(workshop.state('methods').report?.passed, passed)
  }
  appendFileSync(join(root, 'lessons/01-methods/README.md'), 'More words.\n')
  assert.equal(state(), 'passed')
  appendFileSync(join(root, 'lessons/01-methods/check.ts'), '// More.\n')
  assert.equal(state(), 'changed')
  assert.equal(openAgain().state('methods').state, 'changed')
  assert.deepEqual(workshop.states().map(({ state }) => state), ['new', 'changed', 'new', 'new'])
})

test('the ends of lines do not change a lesson', async (context) => {
  const opened = open(context)
  const { workshop, root } = opened
  const report = workshop.check('methods')
  await finish(opened, 0, true)
  await report
  const path = join(root, 'lessons/01-methods/exercise.ts')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
  assert.equal(workshop.state('methods').state, 'passed')
})

test('the current lesson is remembered, else it is the first not passed', async (context) => {
  const opened = open(context)
  const { workshop, openAgain, folder } = opened
  assert.equal(workshop.current().id, 'start-here')
  const report = workshop.check('start-here')
  await finish(opened, 0, true)
  await report
  assert.equal(workshop.current().id, 'methods')
  workshop.select('status-codes')
  assert.equal(openAgain().current().id, 'status-codes')
  openProgress(folder, clock).setCurrent('gone')
  assert.equal(openAgain().current().id, 'methods')
  assert.throws(() => workshop.select('gone'), /no lesson gone/)
})

test('select makes the starter and its files, and never writes over the learner', (context) => {
  const { workshop, folder } = open(context)
  workshop.select('methods')
  const path = workshop.exercisePath('methods')
  assert.equal(path, join(folder, '01-methods/exercise.ts'))
  assert.match(readFileSync(path, 'utf8'), /\/\/ TODO: Answer 200\n  response\.writeHead\(500\)/)
  assert.ok(existsSync(join(folder, '01-methods/public/page.html')))
  writeFileSync(path, 'mine')
  workshop.select('methods')
  assert.equal(readFileSync(path, 'utf8'), 'mine')
  workshop.select('only-text')
  assert.ok(!existsSync(join(folder, '03-only-text')))
})

test('a newer check aborts the older one, and both give the newer report', async (context) => {
  const opened = open(context)
  const { workshop, started, events } = opened
  const older = workshop.check('methods')
  await until(() => started.length === 1)
  const newer = workshop.check('methods', { seed: 7, command: 'python3 app.py' })
  assert.equal(started[0]?.signal.aborted, true)
  await until(() => started.length === 2)
  assert.equal(started[1]?.seed, 7)
  assert.equal(started[1]?.command, 'python3 app.py')
  await finish(opened, 1, true)
  assert.equal((await older).passed, true)
  assert.equal(await newer, await older)
  assert.equal(events.filter(({ type }) => type === 'report').length, 1)
  assert.equal(workshop.state('methods').state, 'passed')
})

test('an old run that ignores the signal is not shown; the newer waits for it', async (context) => {
  const root = temporaryFolder(context)
  const lessons = writeLessons(join(root, 'lessons'))
  const runs: ((passed: boolean) => void)[] = []
  const workshop = openWorkshop({
    lessons, folder: join(root, 'my'),
    check: async (lesson) => new Promise((resolve) => {
      runs.push((passed) => resolve(reportOf(lesson.id, passed)))
    }),
  })
  const older = workshop.check('methods')
  const newer = workshop.check('methods')
  await until(() => runs.length === 1)
  runs[0]?.(false)
  await until(() => runs.length === 2)
  runs[1]?.(true)
  assert.deepEqual([(await older).passed, (await newer).passed], [true, true])
})

test('checks of two lessons run beside each other', async (context) => {
  const opened = open(context)
  const both = [opened.workshop.check('methods'), opened.workshop.check('status-codes')]
  await until(() => opened.started.length === 2)
  await finish(opened, 1, true)
  await finish(opened, 0, false)
  assert.deepEqual((await Promise.all(both)).map(({ passed }) => passed), [false, true])
})

test('a check that cannot run is a problem, and goes away with the next', async (context) => {
  const opened = open(context)
  const { workshop, started, events } = opened
  const first = workshop.check('methods')
  ;(await until(() => started[0])).refuse(new Error('check.ts does not load'))
  await assert.rejects(first, /does not load/)
  assert.equal(workshop.state('methods').problem, 'check.ts does not load')
  assert.equal(workshop.state('methods').state, 'started')
  assert.deepEqual(events.map(({ type }) => type), ['running', 'report', 'progress'])
  const second = workshop.check('methods')
  await finish(opened, 1, false)
  await second
  assert.equal(workshop.state('methods').problem, undefined)
})

test('reset keeps the files in a backup and begins again', async (context) => {
  const opened = open(context)
  const { workshop, folder } = opened
  const report = workshop.check('methods')
  await finish(opened, 0, true)
  await report
  workshop.recordQuiz('methods', [1])
  const path = workshop.exercisePath('methods')
  writeFileSync(path, 'mine')
  writeFileSync(join(folder, '01-methods/notes.md'), 'my notes')
  const { backup } = workshop.reset('methods')
  assert.equal(backup, join(folder, '01-methods.backup-2026-11-21-083000'))
  assert.equal(readFileSync(join(backup, 'exercise.ts'), 'utf8'), 'mine')
  assert.equal(readFileSync(join(backup, 'notes.md'), 'utf8'), 'my notes')
  assert.match(readFileSync(path, 'utf8'), /TODO/)
  assert.ok(!existsSync(join(folder, '01-methods/notes.md')))
  assert.equal(workshop.state('methods').state, 'started')
  assert.equal(workshop.state('methods').report, undefined)
  assert.deepEqual(workshop.quiz('methods'), [1])
  assert.equal(workshop.reset('methods').backup, `${backup}-2`)
  assert.equal(workshop.reset('status-codes').backup, undefined)
})

test('reset keeps the files of a folder that is a symbolic link', (context) => {
  const { root, workshop, folder } = open(context)
  const elsewhere = join(root, 'elsewhere')
  workshop.select('methods')
  renameSync(join(folder, '01-methods'), elsewhere)
  symlinkSync(elsewhere, join(folder, '01-methods'), 'junction')
  writeFileSync(join(elsewhere, 'exercise.ts'), 'mine')
  const { backup = '' } = workshop.reset('methods')
  assert.equal(readFileSync(join(backup, 'exercise.ts'), 'utf8'), 'mine')
  assert.match(readFileSync(join(elsewhere, 'exercise.ts'), 'utf8'), /TODO/)
})

test('a reset stops the check that runs', async (context) => {
  const { workshop, started } = open(context)
  const running = workshop.check('methods')
  await until(() => started.length === 1)
  workshop.reset('methods')
  await assert.rejects(running, /was stopped/)
  assert.equal(workshop.state('methods').isRunning, false)
  assert.equal(workshop.state('methods').problem, undefined)
})

test('the solution opens after three hints, or after a pass', async (context) => {
  const opened = open(context)
  const { workshop } = opened
  workshop.select('methods')
  assert.match(JSON.stringify(workshop.solution('methods')), /You've had 0 hints/)
  const hints = [1, 2, 3].map(() => workshop.hint('methods'))
  assert.deepEqual(hints, [
    { level: 1, text: 'Which number says that all is well?' },
    { level: 2, text: 'Read RFC 9110, section 15.3.1' },
    { level: 3, text: 'response.writeHead(200)' },
  ])
  assert.match(JSON.stringify(workshop.solution('methods')), /writeHead\(200\)/)
  assert.match(JSON.stringify(workshop.solution('status-codes')), /notYet/)
  const report = workshop.check('status-codes')
  await finish(opened, 0, true)
  await report
  assert.match(JSON.stringify(workshop.solution('status-codes')), /writeHead\(200\)/)
  assert.deepEqual(workshop.solution('only-text'), { notYet: 'This lesson has no exercise' })
  assert.equal(workshop.hint('only-text'), undefined)
})

test('a lesson for reading is passed by its quiz', (context) => {
  const { workshop } = open(context)
  workshop.recordQuiz('only-text', [0, 2])
  workshop.recordQuiz('methods', [1])
  assert.deepEqual(workshop.quiz('only-text'), [0, 2])
  assert.equal(workshop.state('only-text').state, 'passed')
  assert.equal(workshop.state('methods').state, 'new')
})

test('a lesson with another number takes the learner’s folder along', (context) => {
  const { workshop, root, folder, openAgain } = open(context)
  workshop.select('methods')
  writeFileSync(workshop.exercisePath('methods'), 'mine')
  renameSync(join(root, 'lessons/01-methods'), join(root, 'lessons/09-methods'))
  const path = openAgain().exercisePath('methods')
  assert.equal(path, join(folder, '09-methods/exercise.ts'))
  assert.equal(readFileSync(path, 'utf8'), 'mine')
})

for (const poll of [false, true]) {
  test(`a save runs the check of its lesson${poll ? ' (looking)' : ''}`, async (context) => {
    const opened = open(context)
    const { workshop, started, events } = opened
    workshop.select('methods')
    workshop.select('start-here')
    events.length = 0
    workshop.watch({ poll })
    writeFileSync(workshop.exercisePath('methods'), 'mine')
    await finish(opened, 0, false)
    await until(() => events.some(({ type }) => type === 'report'))
    assert.equal(started[0]?.lesson, 'methods')
    assert.equal(workshop.current().id, 'methods')
    assert.deepEqual(events.slice(0, 4).map(({ type }) => type), [
      'saved', 'current', 'running', 'report',
    ])
  })
}

test('a save while a check runs begins it again', async (context) => {
  const opened = open(context)
  const { workshop, started } = opened
  workshop.select('methods')
  workshop.watch()
  writeFileSync(workshop.exercisePath('methods'), 'one')
  await until(() => started.length === 1)
  writeFileSync(workshop.exercisePath('methods'), 'three')
  await until(() => started.length === 2)
  assert.equal(started[0]?.signal.aborted, true)
  await finish(opened, 1, true)
  await until(() => workshop.state('methods').state === 'passed')
})

test("a file that the program writes during a check isn't a save, but code is", async (context) => {
  const opened = open(context)
  const { workshop, started, folder } = opened
  workshop.select('methods')
  workshop.watch()
  const running = workshop.check('methods')
  await until(() => started.length === 1)
  writeFileSync(join(folder, '01-methods/notes.json'), '[]')
  await setTimeout(100)
  assert.equal(started.length, 1)
  writeFileSync(join(folder, '01-methods/app.py'), 'x')
  await until(() => started.length === 2)
  await finish(opened, 1, true)
  await running
  writeFileSync(join(folder, '01-methods/public/page.html'), 'changed')
  await setTimeout(100)
  writeFileSync(join(folder, '01-methods/public/page.html'), 'changed by the learner')
  await until(() => started.length === 3)
})

test('the workshop’s own files aren’t saves', async (context) => {
  const opened = open(context)
  const { workshop, started, folder } = opened
  workshop.select('methods')
  workshop.watch()
  workshop.select('status-codes')
  workshop.reset('methods')
  writeFileSync(join(folder, '02-status-codes/exercise.ts'), 'mine')
  await until(() => started.length > 0)
  assert.deepEqual(started.map(({ lesson }) => lesson), ['status-codes'])
})

test('progress of another process is told', async (context) => {
  const { workshop, folder, events } = open(context)
  workshop.select('methods')
  workshop.watch()
  events.length = 0
  openProgress(folder, clock).changeLesson('methods', { passedAt: 'x' })
  await until(() => events.some(({ type }) => type === 'progress'))
})

test('close stops the checks that run', async (context) => {
  const { workshop, started } = open(context)
  const running = workshop.check('methods')
  running.catch(() => undefined)
  await until(() => started.length === 1)
  await workshop.close()
  assert.equal(started[0]?.signal.aborted, true)
  await assert.rejects(running, /was stopped/)
})
