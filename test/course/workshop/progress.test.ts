import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { promisify } from 'node:util'
import { openProgress } from '../../../src/course/workshop/progress.ts'
import { parseJson } from '../../pick.ts'
import { temporaryFolder } from './testLessons.ts'

const clock = () => Date.UTC(2026, 10, 21, 8, 30)

test('progress is there again when it is opened again', (context) => {
  const folder = temporaryFolder(context)
  openProgress(folder, clock).changeLesson('methods', {
    attempts: 2, quiz: [1, 0], hintLevels: { a: 1 },
  })
  openProgress(folder, clock).changeLesson('methods', { attempts: 3, solutionShown: true })
  openProgress(folder, clock).setCurrent('methods')
  const { current, lessons } = openProgress(folder, clock).read()
  assert.equal(current, 'methods')
  const { attempts, quiz, hintLevels, solutionShown, passedAt } = lessons['methods'] ?? {}
  assert.deepEqual({ attempts, quiz, hintLevels, solutionShown, passedAt },
    { attempts: 3, quiz: [1, 0], hintLevels: { a: 1 }, solutionShown: true, passedAt: undefined })
})

test('undefined removes a field', (context) => {
  const folder = temporaryFolder(context)
  const progress = openProgress(folder, clock)
  progress.changeLesson('methods', { attempts: 2, hints: 1 })
  progress.changeLesson('methods', { attempts: undefined })
  assert.deepEqual(parseJson(readFileSync(join(folder, 'progress.json'), 'utf8')),
    { version: 1, lessons: { methods: { hints: 1 } } })
})

test('what another version wrote stays', (context) => {
  const folder = temporaryFolder(context)
  const path = join(folder, 'progress.json')
  const theirs = {
    version: 7, theme: 'dark',
    lessons: { future: { stars: 3 }, methods: { stars: 4, attempts: 'many' }, odd: 5 },
  }
  writeFileSync(path, JSON.stringify(theirs))
  const progress = openProgress(folder, clock)
  assert.equal(progress.read().lessons['methods']?.attempts, undefined)
  progress.changeLesson('methods', { attempts: 1 })
  progress.setCurrent('methods')
  assert.deepEqual(parseJson(readFileSync(path, 'utf8')), {
    ...theirs, current: 'methods',
    lessons: {
      ...theirs.lessons,
      methods: { stars: 4, attempts: 1, startedAt: '2026-11-21T08:30:00.000Z' },
    },
  })
})

test('a lesson remembers when it was opened first', (context) => {
  const folder = temporaryFolder(context)
  openProgress(folder, clock).setCurrent('methods')
  openProgress(folder, () => clock() + 5_000).setCurrent('methods')
  const { startedAt } = openProgress(folder, clock).read().lessons['methods'] ?? {}
  assert.equal(startedAt, '2026-11-21T08:30:00.000Z')
})

test('what cannot be written is a notice', (context) => {
  const file = join(temporaryFolder(context), 'my')
  writeFileSync(file, '')
  const progress = openProgress(file, clock)
  progress.record('methods', { attempts: 1 })
  assert.match(progress.notices().join(), /^Your progress can't be saved: Error: E/)
})

test('a damaged file is kept aside, and said', (context) => {
  for (const text of ['', '{"version":1,"less', '[]', 'null', '{"lessons":[]}']) {
    const folder = temporaryFolder(context)
    writeFileSync(join(folder, 'progress.json'), text)
    const progress = openProgress(folder, clock)
    assert.deepEqual(progress.read(), { lessons: {} }, text)
    const aside = join(folder, 'progress.damaged-2026-11-21-083000.json')
    assert.equal(readFileSync(aside, 'utf8'), text)
    assert.match(progress.notices().join(), /progress\.damaged-2026-11-21-083000\.json/)
    progress.changeLesson('methods', { attempts: 1 })
    assert.equal(progress.read().lessons['methods']?.attempts, 1)
    assert.equal(progress.notices().length, 1)
  }
})

test('two processes that write at once lose nothing', async (context) => {
  const folder = temporaryFolder(context)
  const count = 60
  const file = join(import.meta.dirname, 'progressProcess.ts')
  const run = (name: string) =>
    promisify(execFile)(process.execPath, [file, folder, name, String(count)])
  await Promise.all([run('one'), run('two')])
  const { lessons } = openProgress(folder, clock).read()
  assert.equal(Object.keys(lessons).length, 2 * count)
  assert.equal(lessons['two-59']?.attempts, 59)
  assert.deepEqual(readdirSync(folder), ['progress.json'])
})

test('a lock that a dead process left is broken', (context) => {
  const folder = temporaryFolder(context)
  writeFileSync(join(folder, 'progress.json.lock'), '')
  openProgress(folder, clock).setCurrent('methods')
  assert.equal(openProgress(folder, clock).read().current, 'methods')
  assert.ok(!existsSync(join(folder, 'progress.json.lock')))
})

test('a pass on either side of a merge stays a pass', (context) => {
  const rows: [mine: object, theirs: object, expected: object][] = [
    [{ passedAt: 'a' }, { attempts: 9 }, { passedAt: 'a', attempts: 9 }],
    [{ attempts: 9 }, { passedAt: 'b', attempts: 1 }, { passedAt: 'b', attempts: 1 }],
    [
      { passedAt: 'a', attempts: 2 }, { passedAt: 'b', attempts: 1 },
      { passedAt: 'a', attempts: 2 },
    ],
  ]
  for (const [mine, theirs, expected] of rows) {
    const folder = temporaryFolder(context)
    const path = join(folder, 'progress.json')
    writeFileSync(path, JSON.stringify({ version: 1, current: 'x', lessons: { methods: mine } }))
    const progress = openProgress(folder, clock)
    progress.merge(
      JSON.stringify({ version: 1, current: 'y', lessons: { methods: theirs, other: {} } }),
    )
    assert.deepEqual(parseJson(readFileSync(path, 'utf8')),
      { version: 1, current: 'x', lessons: { methods: expected, other: {} } })
    assert.throws(() => progress.merge('no'), /Can't read the progress/)
  }
})
