import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { parseCsv } from '../../../src/basics/csv.ts'
import { showClass } from '../../../src/course/terminal/classTable.ts'
import { plainPrinter } from '../../../src/course/terminal/plain.ts'
import { exportWork } from '../../../src/course/workshop/transfer.ts'
import { openProgress, type LessonProgress } from '../../../src/course/workshop/progress.ts'
import { temporaryFolder } from '../workshop/testLessons.ts'
import { lessonOf } from './standings.ts'

const lessons = [
  lessonOf(0, 'start-here', 'Start here'), lessonOf(7, 'methods', 'Methods'),
  lessonOf(8, 'status-codes', 'Status codes'),
]

function classOf(context: TestContext) {
  const folder = temporaryFolder(context)
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const learner = (name: string, progress: Record<string, unknown>) => write(`${name}.json`,
    JSON.stringify({ groundwork: 1, progress: { lessons: progress }, files: {} }))
  const show = (csv?: string) => {
    let printed = ''
    const printer = plainPrinter((text) => (printed += text))
    const code = showClass({ folder, lessons, csv, printer })
    return { code, printed }
  }
  return { folder, write, learner, show }
}

const passed: LessonProgress = {
  passedAt: '2026-11-21T08:30:00.000Z', attempts: 4, hints: 1, workedMs: 25 * 60_000 + 1,
}

test('a class is shown lesson by lesson', (context) => {
  const { learner, show } = classOf(context)
  learner('grace', { 'start-here': passed, 'methods': { attempts: 12 } })
  learner('ada', { 'start-here': { ...passed, attempts: 1, hints: 0 }, 'gone': passed })
  assert.deepEqual(show(), { code: 0, printed: `0  Start here  2 of 2 passed
  ✓ ada    2026-11-21     1 attempt      0 hints    26 min
  ✓ grace  2026-11-21     4 attempts     1 hint     26 min

7  Methods  0 of 2 passed
  ✗ grace                12 attempts     0 hints

` })
})

test('what export writes is read', (context) => {
  const { write, show } = classOf(context)
  const my = temporaryFolder(context)
  openProgress(my, Date.now).changeLesson('methods', passed)
  mkdirSync(join(my, '07-methods'))
  writeFileSync(join(my, '07-methods/exercise.ts'), 'mine')
  write('ada.json', exportWork(my))
  assert.match(show().printed, /Methods {2}1 of 1 passed\n {2}✓ ada {2}2026-11-21 {5}4 attempts/)
})

test('a spreadsheet gets a row for each learner and lesson, and no formula', (context) => {
  const { folder, learner, show } = classOf(context)
  for (const name of ['=1+1', '+1', '-1', '@a', 'a,b "c"']) learner(name, { methods: passed })
  const file = join(folder, 'class.csv')
  assert.deepEqual(show(file), { code: 0, printed: `Wrote ${file}: 5 learners\n` })
  const [head, ...rows] = [...parseCsv(readFileSync(file, 'utf8'))]
  const names = ['number', 'lesson', 'learner', 'passed', 'attempts', 'hints', 'minutes']
  assert.deepEqual(head, names)
  assert.deepEqual(rows.map((row) => row[2]), ["'+1", "'-1", "'=1+1", "'@a", 'a,b "c"'])
  assert.deepEqual(rows[0], ['7', 'Methods', "'+1", '2026-11-21', '4', '1', '26'])
})

test('a file that is damaged or hostile is named, and the others are shown', (context) => {
  const { folder, write, learner, show } = classOf(context)
  learner('ada', { methods: passed })
  const rows: [name: string, text: string, reason: RegExp][] = [
    ['cut.json', '{"groundwork":1,', /it isn't JSON; was it damaged/],
    ['empty.json', '', /it isn't JSON/],
    ['null.json', 'null', /it wasn't made by/],
    ['other.json', '{"name":"tsconfig"}', /it wasn't made by/],
    ['newer.json', '{"groundwork":2,"progress":{"lessons":{}}}', /it wasn't made by/],
    ['list.json', '{"groundwork":1,"progress":{"lessons":[]}}', /it wasn't made by/],
    ['deep.json', '['.repeat(200_000), /it isn't JSON/],
    ['a\x1b[2J\u202eb.json', '{', /a\?\[2J\?b\.json is left out/],
  ]
  for (const [name, text] of rows) write(name, text)
  write('notes.txt', 'not read')
  write('large.json', '')
  truncateSync(join(folder, 'large.json'), 20_000_001)
  mkdirSync(join(folder, 'folder.json'))
  symlinkSync('/nowhere', join(folder, 'link.json'))
  const hasPipe = spawnSync('mkfifo', [join(folder, 'pipe.json')]).status === 0
  const { code, printed } = show()
  assert.equal(code, 0)
  assert.match(printed, /^7 {2}Methods {2}1 of 1 passed\n {2}✓ ada/)
  for (const [, , reason] of rows) assert.match(printed, reason)
  assert.match(printed, /large\.json is left out: it is larger than 20 MB/)
  assert.match(printed, /folder\.json is left out: /)
  assert.match(printed, /link\.json is left out: /)
  if (hasPipe) assert.match(printed, /pipe\.json is left out: it isn't a file/)
  assert.doesNotMatch(printed, /notes|\x1b/)
  const count = rows.length + 3 + (hasPipe ? 1 : 0)
  assert.equal(printed.match(/is left out/g)?.length, count)
})

test('numbers and times that cannot be are left out', (context) => {
  const { learner, show } = classOf(context)
  learner('ada', { methods: {
    passedAt: '=cmd', attempts: -1, hints: 1.5, workedMs: -5, quiz: 'x',
  }, 'status-codes': { passedAt: 7, attempts: 1e300, hints: '9', workedMs: 1e300 } })
  learner('eve', { 'methods': 7, '__proto__': passed, 'status-codes': null })
  const { printed } = show()
  const ada = String.raw` {2}0 of 2 passed\n {2}✗ ada +0 attempts +0 hints +0 min\n {2}✗ eve`
  assert.match(printed, new RegExp(`Methods${ada}`))
  assert.match(printed, new RegExp(`Status codes${ada}`))
})

test('a folder without exports says how to get some', (context) => {
  const { show, folder } = classOf(context)
  const { code, printed } = show()
  assert.equal(code, 1)
  assert.match(printed, /There are no export files in .*Each learner makes one/)
  const plan = { folder: join(folder, 'gone'), lessons, csv: undefined }
  const printer = plainPrinter(() => undefined)
  assert.throws(() => showClass({ ...plan, printer }), /Can't read the folder .*gone/)
})
