import assert from 'node:assert/strict'
import test from 'node:test'
import type { Answer } from '../../../src/course/lessons/answers.ts'
import { parseExercise, readExercise } from '../../../src/course/lessons/exercise.ts'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { findHint } from '../../../src/course/workshop/hints.ts'
import { lineChanges } from '../../../src/course/lessons/lineChanges.ts'
import { tasksOfFinding, untouchedTasks } from '../../../src/course/workshop/taskChanges.ts'
import { reportOf } from './testLessons.ts'

const exercise = parseExercise(`const server = createServer((socket) => {
  let count = 0
  //#region todo Keep the rest
  //? Q rest
  //> P rest
  let rest = ''
  //#endregion

  //#region todo Read text
  //? Q text
  //> P text
  socket.setEncoding('utf8')
  //#endregion
  socket.on('data', (data) => {
    //#region todo Answer each line
    //? Q line
    //> P line
    //= count += 1
    //= socket.write(data)
    rest += data
    for (const line of split(rest)) socket.write(line)
    //#endregion
  })
})
//#region todo Listen
//? Q listen
//> P listen
//= server.listen(80)
server.listen(process.env.PORT)
//#endregion
`)
const { starter, solution, tasks } = exercise
const todos = tasks.map(({ todo }) => todo)
const [rest = '', text = '', line = '', listen = ''] = todos
const todo = (name: string) => `// TODO: ${name}\n`

function edited(...changes: [from: string | RegExp, to: string][]): string {
  return changes.reduce((text, [from, to]) => text.replace(from, to), starter)
}

const noComments = starter.replaceAll(/.*TODO.*\n/g, '')

test('a task is untouched while its code is as it was given, with its comment or without', () => {
  const rows: [text: string, untouched: string[]][] = [
    [starter, todos],
    [noComments, todos],
    [starter.replaceAll('\n', '\r\n'), todos],
    [starter.replaceAll(/^ +/gm, '\t'), todos],
    [starter.replaceAll('\n', '\n\n'), todos],
    [`// My notes\n${starter}`, todos],
    [solution, []],
    ['', [rest, text]],
    // The comment stays, and the code is below it.
    [edited([todo(rest), `${todo(rest)}  let rest = ''\n`]), [text, line, listen]],
    [edited([todo(text), `${todo(text)}  socket.on('x', y)\n`]), [rest, line, listen]],
    // The code is where the comment was.
    [edited([todo(rest), `let rest = ''\n`]), [text, line, listen]],
    [edited([todo(text), `socket.on('x', y)\n`]), [rest, line, listen]],
    // The code is above the comment.
    [edited([todo(listen), `listen()\n${todo(listen)}`]), [rest, text, line]],
    [edited(['    count += 1\n', '']), [rest, text, listen]],
    [edited(['socket.write(data)', 'socket.write(data + 1)']), [rest, text, listen]],
    [edited(['server.listen(80)', 'server.listen(81)']), [rest, text, line]],
    [edited([todo(rest), ''], ['server.listen(80)', 'listen()']), [rest, text, line]],
    [edited(['let count = 0', 'let count = 1']), todos],
  ]
  for (const [text, untouched] of rows) {
    assert.deepEqual(untouchedTasks(exercise, text).map(({ todo }) => todo), untouched, text)
  }
})

function wrong(finding: string, ...changes: [from: string, to: string][]): Answer {
  const text = changes.reduce((all, [from, to]) => all.replace(from, to), solution)
  return { kind: 'wrong', name: finding, finding, text }
}

const answers: readonly Answer[] = [
  wrong('no-letters', ["  socket.setEncoding('utf8')\n", '']),
  wrong('hard-coded', ['process.env.PORT', '80']),
  wrong('no-rest', ["let rest = ''", 'let rest']),
  wrong('no-rest', ['rest += data', 'rest = data']),
  wrong('no-rest', ['split(rest)', 'split(data)']),
  wrong('everywhere', ['rest += data', 'rest = data'], ['process.env.PORT', '80']),
  wrong('outside', ['let count = 0', 'let count = 1']),
  wrong('at-the-end', ['socket.write(line)\n', 'socket.write(line)\n    end()\n']),
  { kind: 'wrong', name: 'other', finding: 'other', text: 'another program' },
  { kind: 'right', name: 'right', finding: '', text: 'a program' },
]

test('a finding belongs to the task that its wrong answers change', () => {
  const rows: [finding: string, tasks: string[]][] = [
    ['no-letters', [text]], ['hard-coded', [listen]], ['no-rest', [line, rest]],
    ['everywhere', []], ['outside', []], ['other', []], ['', []], ['unknown', []],
    ['at-the-end', [line]],
  ]
  for (const [finding, expected] of rows) {
    const found = tasksOfFinding(exercise, answers, finding)
    assert.deepEqual(found.map(({ todo }) => todo), expected, finding)
  }
})

function reportWith(id: string) {
  const report = reportOf('methods', false)
  const { finding } = report
  assert.ok(finding !== undefined)
  return { ...report, finding: { ...finding, id, hint: `H ${id}` } }
}

type Row = { says: string; text: string; finding?: string; levels?: Record<string, number> }

const rows: [name: string, question: Row, expected: [topic: string, level: number]][] = [
  ['before a check: the first task', { text: starter, says: 'Q rest' }, [rest, 1]],
  ['then its pointer', { text: starter, levels: { [rest]: 1 }, says: 'P rest' }, [rest, 2]],
  ['its code', { text: starter, levels: { [rest]: 2 }, says: "let rest = ''" }, [rest, 3]],
  ['and again', { text: starter, levels: { [rest]: 3 }, says: "let rest = ''" }, [rest, 3]],
  ['a task that is begun, with its comment', {
    text: edited([todo(rest), `${todo(rest)}let rest = ''\n`]), says: 'Q text',
  }, [text, 1]],
  ['after a check: the finding', {
    text: starter, finding: 'hard-coded', says: 'H hard-coded',
  }, ['hard-coded: Listen', 1]],
  ['then the task of the finding', {
    text: starter, finding: 'hard-coded', levels: { 'hard-coded: Listen': 1 },
    says: 'Q listen\nP listen',
  }, ['hard-coded: Listen', 2]],
  ['then its code, also in a file with all comments', {
    text: `${solution}\n${starter.match(/.*TODO.*\n/g)?.join('')}`,
    finding: 'no-letters', levels: { 'no-letters: Read text': 2 },
    says: "socket.setEncoding('utf8')",
  }, ['no-letters: Read text', 3]],
  ['of two tasks the one with more answers', {
    text: solution, finding: 'no-rest', levels: { 'no-rest: Answer each line': 1 },
    says: 'Q line\nP line',
  }, ['no-rest: Answer each line', 2]],
  ['of two tasks the one that is not begun', {
    text: edited(['count += 1', 'rest += data']), finding: 'no-rest', says: 'H no-rest',
  }, ['no-rest: Keep the rest', 1]],
  ['a finding that no wrong answer has: the first task that is not begun', {
    text: edited([todo(rest), `let rest = ''\n`]), finding: 'unknown',
    levels: { 'unknown: Read text': 1 }, says: 'Q text\nP text',
  }, ['unknown: Read text', 2]],
  ['or all', {
    text: solution, finding: 'unknown', levels: { unknown: 1 },
    says: 'Q rest\nP rest\nQ text\nP text\nQ line\nP line\nQ listen\nP listen',
  }, ['unknown', 2]],
]
for (const [name, { text, finding, levels = {}, says }, [topic, level]] of rows) {
  test(`a hint: ${name}`, () => {
    const report = finding === undefined ? undefined : reportWith(finding)
    const found = findHint({ exercise, text, report, answers, levels })
    assert.deepEqual(found, { topic, hint: { level, text: says } })
  })
}

test('there is no hint after a pass, or when all is begun and nothing was checked', () => {
  const report = reportOf('methods', true)
  for (const text of [starter, solution]) {
    assert.equal(findHint({ exercise, text, report, answers, levels: {} }), undefined)
  }
  const question = { exercise, text: solution, report: undefined, answers, levels: {} }
  assert.equal(findHint(question), undefined)
})

test('changes are found as diff finds them', () => {
  const rows: [before: string, after: string, changes: [number, number, string][]][] = [
    ['', '', []], ['abc', 'abc', []], ['abc', 'abxc', [[2, 2, 'x']]], ['abc', 'ac', [[1, 2, '']]],
    ['abc', 'axc', [[1, 2, 'x']]], ['abc', '', [[0, 3, '']]], ['', 'ab', [[0, 0, 'ab']]],
    ['abcd', 'xbcy', [[0, 1, 'x'], [3, 4, 'y']]], ['ab', 'ba', [[0, 1, ''], [2, 2, 'a']]],
  ]
  for (const [before, after, expected] of rows) {
    const changes = lineChanges([...before], [...after])
    const found = changes.map(({ start, end, lines }) => [start, end, lines.join('')])
    assert.deepEqual(found, expected, `${before} → ${after}`)
  }
  const long = Array.from({ length: 3_000 }, (_, index) => `${index}`)
  const all = { start: 0, end: 3_000, lines: [...long, 'x'] }
  assert.deepEqual(lineChanges(long, [...long, 'x']), [all])
})

test('every starter of the course is untouched, and every solution is not', () => {
  const lessons = loadLessons()
    .filter(({ hasExercise, project }) => hasExercise && project === undefined)
  for (const lesson of lessons) {
    const exercise = readExercise(lesson)
    const { starter, solution, tasks } = exercise
    assert.deepEqual(untouchedTasks(exercise, starter), tasks, lesson.folderName)
    assert.deepEqual(untouchedTasks(exercise, solution), [], lesson.folderName)
  }
})
