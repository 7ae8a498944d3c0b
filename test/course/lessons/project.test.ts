import assert from 'node:assert/strict'
import test from 'node:test'
import {
  programName, readReference, readStart, workFolderName,
} from '../../../src/course/lessons/project.ts'
import { projectProblems } from '../../../src/course/lessons/projectProof.ts'
import { readSolution, solutionText } from '../../../src/course/lessons/solution.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { tinyReadme, writeTinyProject } from './tinyProject.ts'

test('a project lesson knows the ones before it and what it begins with', (t) => {
  const lessons = writeTinyProject(temporaryFolder(t))
  const places = lessons.map((lesson) => {
    const { name = '', earlier = [], start = [] } = lesson.project ?? {}
    const folders = start.map(({ folder }) => folder.split(/[\\/]/).slice(-2).join('/')).join(' ')
    return [name, earlier.map(({ id }) => id).join(), folders, lesson.hasExercise]
  })
  assert.deepEqual(places, [
    ['counter', '', '03-counts/starter', true],
    ['counter', 'counts', '03-counts/starter 03-counts/reference', true],
    ['counter', 'counts,keeps',
      '03-counts/starter 03-counts/reference 04-keeps/reference', true],
    ['other', '',
      '03-counts/starter 03-counts/reference 04-keeps/reference 05-sets-back/reference', true],
  ])
  const [, , last] = lessons
  assert.ok(last?.project)
  assert.deepEqual([workFolderName(last), programName(last)], ['counter', 'main.ts'])
  assert.deepEqual([...readStart(last.project).keys()], ['main.ts', 'store.ts'])
  assert.deepEqual([...readSolution(last).keys()], ['main.ts', 'store.ts', 'notes.ts'])
  assert.match(solutionText(last), /^\/\/ ---- main\.ts ----\n[^]*\n\/\/ ---- notes\.ts ----\n/)
  assert.doesNotMatch(solutionText(last), /store\.ts ----/)
})

test('a place that makes no sense is told with file and line', (t) => {
  const starter = { '05-sets-back/starter/main.ts': '' }
  const rows: [changes: Record<string, string>, message: string][] = [
    [{ '03-counts/README.md': tinyReadme('counts', { project: 'My/Counter' }) },
      "03-counts/README.md:7: The field project can't be My/Counter: use a-z, 0-9 and hyphens"],
    [{ '03-counts/README.md': tinyReadme('counts', { project: '[a]' }) },
      '03-counts/README.md:7: The field project must be a text'],
    [{ '03-counts/README.md': tinyReadme('counts', { from: 'start' }) },
      "03-counts/README.md:8: The field from names start, which isn't an earlier project lesson"],
    [{ '03-counts/README.md': tinyReadme('counts', { without: '[a.ts]' }) },
      '03-counts/README.md:8: The field without needs the field from or given'],
    [{ '06-another/README.md': tinyReadme('another', { project: 'other', without: 'a.ts' }) },
      '06-another/README.md:8: The field without must be a list like [a, b]'],
    [{ '06-another/README.md': tinyReadme('another', { project: 'other', from: 'router' }) },
      "06-another/README.md:8: The field from names router, which isn't an earlier project lesson"],
    [{ '06-another/README.md': tinyReadme('another', { project: 'other' }) },
      '06-another/README.md:7: The field project begins here, so the lesson needs the field from '
        + 'or a folder starter/'],
    [{ '05-sets-back/README.md': tinyReadme('sets-back', { from: 'counts' }) },
      '05-sets-back/README.md:7: The field project begins in keeps, so this lesson has neither '
        + 'from nor starter/'],
    [{ '03-counts/README.md': tinyReadme('counts', { given: '[src/basics/qr]' }) },
      '03-counts/README.md:8: The field given is for later lessons: use a folder starter/'],
    [starter, '05-sets-back/README.md:7: The field project begins in keeps, so this lesson has '
      + 'neither from nor starter/'],
    [{ '06-another/README.md': tinyReadme('another', { from: 'counts' })
      .replace('project: counter\n', '') },
      '06-another/README.md:7: The field from is for the first lesson of a project'],
  ]
  for (const [changes, message] of rows) {
    const folder = temporaryFolder(t)
    assert.throws(() => writeTinyProject(folder, changes), { message: `lessons/${message}` })
  }
})

test('what a program of a project lacks is named', (t) => {
  const [first, second] = writeTinyProject(temporaryFolder(t), {
    '03-counts/reference/store.ts': `${'//\n'.repeat(151)}// end`,
  })
  assert.ok(first?.project && second?.project)
  assert.deepEqual(projectProblems(first, first.project), [
    "its store.ts doesn't end with a line break", 'its store.ts has 151 lines, more than 150',
    'has 1 wrong answers, fewer than four',
  ])
  assert.deepEqual(projectProblems(second, second.project), [
    'has 0 wrong answers, fewer than four', 'has no right answer beside its reference',
  ])
})

test('a reference is a layer on the one before, and has only what changes', (t) => {
  const [, , last] = writeTinyProject(temporaryFolder(t), {
    '04-keeps/README.md': tinyReadme('keeps', {
      given: '[src/basics/qr]', without: '[qr/draw.ts]',
    }),
    '05-sets-back/reference/qr/extra.ts': '// More.\n',
  })
  assert.ok(last?.project)
  const paths = [...readStart(last.project).keys()]
  assert.deepEqual([paths.includes('qr/grid.ts'), paths.includes('qr/draw.ts')], [true, false])
  assert.equal(readReference(last).get('qr/extra.ts'), '// More.\n')
  assert.deepEqual(projectProblems(last, last.project).slice(0, 1), [
    'has 0 wrong answers, fewer than four',
  ])
  const store = readReference(last).get('store.ts') ?? ''
  const [, , again] = writeTinyProject(temporaryFolder(t), {
    '05-sets-back/reference/store.ts': store,
  })
  assert.ok(again?.project)
  assert.match(projectProblems(again, again.project).join(), /^its reference has store\.ts, which/)
})

test('a first lesson can begin with a reference, other files, and without some', (t) => {
  const [, , , another] = writeTinyProject(temporaryFolder(t), {
    '06-another/README.md': tinyReadme('another', {
      project: 'other', from: 'sets-back', without: '[notes.ts, none.ts]',
    }),
    '06-another/starter/main.ts': 'new main\n',
    '06-another/starter/more/data.ts': 'data\n',
  })
  assert.ok(another?.project)
  const start = readStart(another.project)
  assert.deepEqual([...start.keys()], ['main.ts', 'store.ts', 'more/data.ts'])
  assert.equal(start.get('main.ts'), 'new main\n')
  assert.match(projectProblems(another, another.project).join(), /begins without none\.ts, which/)
})

test('a first lesson can begin with its own reference, without some of its files', (t) => {
  const [, , , another] = writeTinyProject(temporaryFolder(t), {
    '06-another/README.md': tinyReadme('another', {
      project: 'other', from: 'another', without: '[main.ts]',
    }),
    '06-another/reference/store.ts': 'store\n',
  })
  assert.ok(another?.project)
  assert.deepEqual([...readStart(another.project)], [['store.ts', 'store\n']])
})
