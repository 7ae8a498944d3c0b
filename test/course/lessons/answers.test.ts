import assert from 'node:assert/strict'
import test from 'node:test'
import { applyAnswer, readAnswers } from '../../../src/course/lessons/answers.ts'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from './makeLesson.ts'

const solution = `function f(list) {
  for (const a of list) {
    add(a)

    save(a)
  }
  save(list)
}
`

function block(oldText: string, newText: string): string {
  return `//#replace\n${oldText}\n//#with\n${newText}\n//#end\n`
}

test('a replacement keeps the place and the indentation of the old text', () => {
  const rows: [name: string, answer: string, change: readonly [string, string]][] = [
    ['a line', block('add(a)', 'add(b)'), ['add(a)', 'add(b)']],
    ['a part of a line', block('const a of', 'let a of'), ['const a of', 'let a of']],
    ['more lines', block('add(a)', 'if (a) {\n  add(a)\n}'),
      ['    add(a)', '    if (a) {\n      add(a)\n    }']],
    ['over a blank line', block('add(a)\n\nsave(a)', 'save(a)\n\nadd(a)'),
      ['add(a)\n\n    save(a)', 'save(a)\n\n    add(a)']],
    ['its own indentation', block('        add(a)', '  add(b)'), ['add(a)', 'add(b)']],
    ['from deep to shallow', block('  save(a)\n}', '  save(a, 1)\n}'), ['save(a)', 'save(a, 1)']],
    ['nothing instead', block('  save(a)\n}', '}'), ['    save(a)\n', '']],
    ['a line goes', block('save(list)', ''), ['  save(list)\n', '']],
    ['two changes, the later first', block('save(list)', 'g()') + block('f(list)', 'h()'),
      ['', '']],
  ]
  for (const [name, answer, [before, after]] of rows) {
    const expected = before === ''
      ? solution.replace('save(list)', 'g()').replace('f(list)', 'h()')
      : solution.replace(before, after)
    assert.notEqual(expected, solution)
    assert.equal(applyAnswer(`// Why.\n\n${answer}`, solution), expected, name)
  }
})

test('a new text that looks like a later old text does not confuse it', () => {
  const answer = block('add(a)', 'save(list)') + block('save(list)', 'end()')
  const expected = solution.replace('save(list)', 'end()').replace('add(a)', 'save(list)')
  assert.equal(applyAnswer(answer, solution), expected)
})

test('a whole program stays as it is', () => {
  assert.equal(applyAnswer('// Comment\nrun()\n', solution), '// Comment\nrun()\n')
})

test('an answer that does not fit is told with its line', () => {
  const rows: [answer: string, message: RegExp][] = [
    [`// Why.\n${block('remove(a)', '')}`, /^answer\.ts:2: This old text isn't in/],
    [block('save(', ''), /^answer\.ts:1: This old text appears 2 times in the solution:\nsave\($/],
    [block('add(a)\nsave(a)', ''), /isn't in/],
    [block('', 'a'), /needs an old text/],
    [`${block('add(a)', 'b')}run()\n`, /there may only be comments/],
    ['//#replace\nadd(a)\n//#with\nb\n', /there may only be comments/],
    ['//#replace\nadd(a)\n//#end\n', /there may only be comments/],
    ['//#replace\nadd(a)\n//#replace\n//#with\nb\n//#end\n', /another marker/],
    [block('add(a)', 'b') + block('(a)\n\nsave', 'c'), /change the same text/],
  ]
  for (const [answer, message] of rows) {
    assert.throws(() => applyAnswer(answer, solution), { message }, answer)
  }
})

test('a wrong answer names its finding up to --, a right one names none', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '12-router')
  const [lesson] = loadLessons(folder)
  assert.ok(lesson)
  const answers = readAnswers(lesson)
  assert.deepEqual(answers.map(({ kind, name, finding }) => [kind, name, finding]), [
    ['wrong', 'bad-status--teapot', 'bad-status'], ['wrong', 'bad-status', 'bad-status'],
    ['wrong', 'created', 'created'], ['wrong', 'no-content', 'no-content'],
    ['right', 'whole', ''],
  ])
  assert.match(answers[0]?.text ?? '', /\n {2}response\.writeHead\(418\)\n {2}response\.end\(\)/)
  assert.equal(answers[4]?.text, 'console.log()\n')
})

test('a lesson without an exercise has no answers', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '12-router')
  const [lesson] = loadLessons(folder)
  assert.ok(lesson)
  assert.deepEqual(readAnswers({ ...lesson, hasExercise: false }), [])
})
