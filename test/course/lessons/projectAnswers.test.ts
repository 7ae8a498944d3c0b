import assert from 'node:assert/strict'
import test from 'node:test'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import {
  applyProjectAnswer, readProjectAnswers,
} from '../../../src/course/lessons/projectAnswers.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from './makeLesson.ts'
import { writeTinyProject } from './tinyProject.ts'

test('an answer changes, adds and replaces files of the reference', () => {
  const reference = new Map([['main.ts', 'one\ntwo\n'], ['store.ts', 'three\n']])
  const files = applyProjectAnswer(`// Why.
//#file main.ts
//#replace
two
//#with
2
//#end
//#file new/notes.ts
//#whole
four
//#end
//#file store.ts
//#whole
3
//#end
`, reference)
  assert.deepEqual([...files], [
    ['main.ts', 'one\n2\n'], ['store.ts', '3\n'], ['new/notes.ts', 'four\n'],
  ])
})

test('an answer that cannot be applied is told with its name', () => {
  const reference = new Map([['main.ts', 'one\n']])
  const replace = '//#replace\none\n//#with\n1\n//#end\n'
  const rows: [answer: string, message: RegExp][] = [
    [replace, /^a\.ts: Begin with comments, and name the file/],
    [`const a = 1\n//#file main.ts\n${replace}`, /^a\.ts: Begin with comments/],
    [`//#file store.ts\n${replace}`, /^a\.ts: store\.ts isn't in the reference: .*\/\/#whole/],
    [`//#file main.ts\n${replace}//#file main.ts\n${replace}`, /^a\.ts: It names main\.ts twice/],
    ['//#file main.ts\n// Nothing.\n', /^a\.ts: main\.ts: There is no \/\/#replace/],
    ['//#file main.ts\n//#replace\ntwo\n//#with\n//#end\n',
      /^a\.ts: main\.ts:1: This old text isn't/],
  ]
  for (const [answer, message] of rows) {
    assert.throws(() => applyProjectAnswer(answer, reference, 'a.ts'), { message }, answer)
  }
})

test('known answers are whole programs; a folder may be in another language', (t) => {
  const [first] = writeTinyProject(temporaryFolder(t), {
    '03-counts/right/python/app.py': 'print()\n',
    '03-counts/right/python/command.txt': 'python3 app.py\n',
  })
  assert.ok(first?.project)
  const answers = readProjectAnswers(first).map(({ kind, name, finding, files, command }) =>
    [kind, name, finding, [...files.keys()].join(), command])
  assert.deepEqual(answers, [
    ['wrong', 'does-not-count', 'does-not-count', 'main.ts,store.ts', undefined],
    ['right', 'one-file', '', 'main.ts,store.ts', undefined],
    ['right', 'python', '', 'app.py', 'python3 app.py'],
  ])
})

test('an exercise has whole programs too, beside its replacements', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '01-first', {
    'right/python/app.py': 'print()\n', 'right/python/command.txt': 'python3 app.py\n',
  })
  const answers = loadLessons(folder).flatMap(readProjectAnswers)
  assert.deepEqual(answers.map(({ name, command }) => [name, command]),
    [['python', 'python3 app.py']])
})
