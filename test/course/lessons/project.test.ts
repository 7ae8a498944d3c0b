import assert from 'node:assert/strict'
import test from 'node:test'
import { programName, readStart, workFolderName } from '../../../src/course/lessons/project.ts'
import { projectProblems } from '../../../src/course/lessons/projectProof.ts'
import { readSolution, solutionText } from '../../../src/course/lessons/solution.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { tinyReadme, writeTinyProject } from './tinyProject.ts'

test('a project lesson knows the ones before it and what it begins with', (t) => {
  const lessons = writeTinyProject(temporaryFolder(t))
  const places = lessons.map((lesson) => {
    const { name = '', earlier = [], startFolder = '' } = lesson.project ?? {}
    const start = startFolder.split(/[\\/]/).slice(-2).join('/')
    return [name, earlier.map(({ id }) => id).join(), start, lesson.hasExercise]
  })
  assert.deepEqual(places, [
    ['counter', '', '03-counts/starter', true],
    ['counter', 'counts', '03-counts/reference', true],
    ['counter', 'counts,keeps', '04-keeps/reference', true],
    ['other', '', '05-sets-back/reference', true],
  ])
  const [, , last] = lessons
  assert.ok(last?.project)
  assert.deepEqual([workFolderName(last), programName(last)], ['counter', 'main.ts'])
  assert.deepEqual([...readStart(last.project).keys()], ['main.ts', 'store.ts'])
  assert.deepEqual([...readSolution(last).keys()], ['main.ts', 'notes.ts', 'store.ts'])
  assert.match(solutionText(last), /^\/\/ ---- main\.ts ----\n[^]*\n\/\/ ---- notes\.ts ----\n/)
  assert.doesNotMatch(solutionText(last), /store\.ts ----/)
})

test('a place that makes no sense is told with file and line', (t) => {
  const starter = { '05-sets-back/starter/main.ts': '' }
  const rows: [changes: Record<string, string>, message: string][] = [
    [{ '03-counts/README.md': tinyReadme('counts', { project: 'My/Counter' }) },
      "03-counts/README.md:8: The field project can't be My/Counter: use a-z, 0-9 and hyphens"],
    [{ '03-counts/README.md': tinyReadme('counts', { project: '[a]' }) },
      '03-counts/README.md:8: The field project must be a text'],
    [{ '03-counts/README.md': tinyReadme('counts', { from: 'start' }) },
      '03-counts/README.md:8: The field project begins here, so the lesson needs either from or '
        + 'a folder starter/'],
    [{ '06-another/README.md': tinyReadme('another', { project: 'other', from: 'router' }) },
      "06-another/README.md:9: The field from names router, which isn't an earlier project"],
    [{ '06-another/README.md': tinyReadme('another', { project: 'other' }) },
      '06-another/README.md:8: The field project begins here, so the lesson needs either from or '
        + 'a folder starter/'],
    [{ '05-sets-back/README.md': tinyReadme('sets-back', { from: 'counts' }) },
      '05-sets-back/README.md:8: The field project begins in keeps, so this lesson has neither '
        + 'from nor starter/'],
    [starter, '05-sets-back/README.md:8: The field project begins in keeps, so this lesson has '
      + 'neither from nor starter/'],
    [{ '06-another/README.md': tinyReadme('another', { from: 'counts' })
      .replace('project: counter\n', '') },
      '06-another/README.md:8: The field from is for the first lesson of a project'],
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
