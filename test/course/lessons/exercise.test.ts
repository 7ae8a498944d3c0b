import assert from 'node:assert/strict'
import test from 'node:test'
import { parseExercise, readExercise } from '../../../src/course/lessons/exercise.ts'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from './makeLesson.ts'

const exercise = `const a = 1
function f() {
  //#region todo Add them
  //? What is
  //? a sum?
  //> Read it
  //= if (a) {
  //=   return 0
  //= }
  if (a) {
    return a + 1
  }
  //#endregion
}
//#region todo Call it
//? How?
//> There
f()
//#endregion
`

test('the starter has a TODO for each region, and its lines keep their indentation', () => {
  assert.equal(parseExercise(exercise).starter, `const a = 1
function f() {
  // TODO: Add them
  if (a) {
    return 0
  }
}
// TODO: Call it
`)
})

test('the solution has the code of the regions and no marker', () => {
  assert.equal(parseExercise(exercise).solution, `const a = 1
function f() {
  if (a) {
    return a + 1
  }
}
f()
`)
})

test('a task has a question, a pointer, the code at the left edge, and its places', () => {
  assert.deepEqual(parseExercise(exercise).tasks, [
    {
      todo: 'Add them', question: 'What is a sum?', pointer: 'Read it',
      code: 'if (a) {\n  return a + 1\n}', codeStart: 2,
      given: ['  if (a) {', '    return 0', '  }'],
    },
    {
      todo: 'Call it', question: 'How?', pointer: 'There', code: 'f()', codeStart: 6, given: [],
    },
  ])
})

test('line ends of Windows are read as others', () => {
  assert.deepEqual(parseExercise(exercise.replaceAll('\n', '\r\n')), parseExercise(exercise))
})

test('a bad region is told with its line', () => {
  const region = '//#region todo A\n//? Q\n//> P\na\n'
  const rows: [text: string, message: RegExp][] = [
    [region, /^exercise\.ts:1: The region "A" has no \/\/#endregion$/],
    [`${region}//#region todo B\n`, /:5: The region "A" has no/],
    ['a\n//#endregion\n', /:2: No region is open here/],
    ['//#region\n//#endregion', /:1: Write \/\/#region todo/],
    ['//#regions todo A', /:1: There is no marker \/\/#regions/],
    ['//#region todo A\n//> P\na\n//#endregion', /:1: The region "A" has no question/],
    ['\n//#region todo A\n//? Q\na\n//#endregion', /:2: The region "A" has no pointer/],
    ['//#region todo A\n//? Q\n//> P\n//= a\n//#endregion', /:1: The region "A" has no code/],
  ]
  for (const [text, message] of rows) assert.throws(() => parseExercise(text), { message }, text)
})

test('the files of an exercise are listed with their folders', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '12-router', { 'files/public/a.html': '', 'files/b.txt': '' })
  const [lesson] = loadLessons(folder)
  assert.ok(lesson)
  const { files, starter } = readExercise(lesson)
  assert.deepEqual(files, ['b.txt', 'public/a.html'])
  assert.match(starter, /\/\/ TODO: Answer with 200\n {2}response\.writeHead\(500\)\n/)
})
