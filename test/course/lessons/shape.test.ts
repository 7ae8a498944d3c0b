import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { firstComment, ownersIn } from '../../../src/course/lessons/owner.ts'
import { shapeProblems } from '../../../src/course/lessons/shape.ts'
import { sizeOf } from '../../../src/course/lessons/size.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { goodExercise, goodReadme, makeLesson } from './makeLesson.ts'

const name = '00-start-here'
const fence = (quote: string, lines: number): string =>
  `\`\`\`ts ${quote}\n${'x\n'.repeat(lines)}\`\`\`\n`

test('words of prose, lists and folds count; code, tables and pictures do not', () => {
  const rows: [body: string, words: number, quotedLines: number][] = [
    ['One two three.', 3, 0],
    ['# One two\n\n- three\n- four `five six`', 5, 0],
    ['A [linked text](https://example.com/a/b) here', 4, 0],
    ['<details>\n<summary>One two</summary>\n\nthree\n\n</details>', 3, 0],
    ['| one | two |\n|---|---|\n\n![three four](a.svg)\n\n```ts\nfive six\n```', 0, 0],
    [fence('src/a.ts#b', 3), 0, 3],
    [fence('examples/a.ts', 3), 0, 0],
    [fence('schema.sql#links', 2) + fence('src/a.ts#b', 5), 0, 7],
  ]
  for (const [body, words, quotedLines] of rows) {
    const { words: counted, quotedLines: quoted } = sizeOf(body, 1)
    assert.deepEqual([counted, quoted], [words, quotedLines], body)
  }
})

test('the minutes come from words, quoted lines and tasks, in steps of five', () => {
  const rows: [words: number, lines: number, tasks: number, minutes: number][] = [
    [0, 0, 0, 0], [150, 0, 0, 5], [750, 0, 0, 5], [765, 0, 0, 10], [1_200, 80, 2, 30],
    [600, 50, 1, 15], [600, 51, 1, 20],
  ]
  for (const [words, lines, tasks, minutes] of rows) {
    const body = `${'word '.repeat(words)}\n\n${fence('src/a.ts#b', lines)}`
    const size = sizeOf(lines === 0 ? 'word '.repeat(words) : body, tasks)
    assert.equal(size.minutes, minutes, `${words} words, ${lines} lines, ${tasks} tasks`)
  }
})

test('the first comment names the owner', () => {
  assert.deepEqual(ownersIn('// Makes tokens. Lesson: jwt (core)\n\ncode'),
    [{ lesson: 'jwt', tier: 'core' }])
  assert.deepEqual(ownersIn('-- Links.\n-- Lesson: create-and-redirect (tour)\ncreate'),
    [{ lesson: 'create-and-redirect', tier: 'tour' }])
  assert.deepEqual(ownersIn('code\n// Lesson: jwt (core)'), [])
  assert.equal(firstComment('// a\n// b\n\n// c'), '// a\n// b\n')
})

type Files = Readonly<Record<string, string>>

function problemsOf(t: TestContext, files: Files): string[] {
  const root = temporaryFolder(t)
  mkdirSync(join(root, 'src/course'), { recursive: true })
  writeFileSync(join(root, 'src/a.ts'), '// A. Lesson: router (core)\n\nconst a = 1\nconst b = 2\n')
  writeFileSync(join(root, 'src/course/b.ts'), '// B. Lesson: start-here (core)\n')
  for (const [path, text] of Object.entries(files).filter(([path]) => path.startsWith('src/'))) {
    writeFileSync(join(root, path), text)
  }
  const own = Object.entries(files).filter(([path]) => !path.startsWith('src/'))
  makeLesson(join(root, 'lessons'), name, Object.fromEntries(own))
  return shapeProblems(loadLessons(join(root, 'lessons')), root)
    .map((problem) => problem.replace(/^00-[a-z-]+: /, ''))
}

const also = (text: string): Files =>
  ({ 'README.md': goodReadme(name).replace('# A lesson\n', `# A lesson\n\n${text}\n`) })

test('each rule about the shape of a lesson catches what breaks it', (t) => {
  const twoTasks = goodExercise.replace('response.end()', `//#region todo End it
  //? How does it end?
  //> Read "Exercise"
  response.end()
  //#endregion`)
  const quiz = (right: string, wrong: string) => JSON.stringify({ questions: [{
    question: 'Which?',
    options: [{ text: right, correct: true, why: 'Yes.' }, { text: wrong, why: 'No.' }],
  }] })
  const rows: [files: Files, problems: readonly string[]][] = [
    [{}, []],
    [{ 'README.md': goodReadme(name, { minutes: '20' }) }, ['says 20 minutes but takes 10']],
    [{ 'exercise.ts': twoTasks }, ['says 10 minutes but takes 15']],
    [also('word '.repeat(1_201)),
      ['has 1236 words, more than 1200', 'says 10 minutes but takes 15']],
    [also(fence('src/a.ts', 1)), ['quotes all of src/a.ts: quote a declaration and link the file']],
    [also(fence('src/a.ts#a', 81)),
      ['quotes 81 lines, more than 80', 'says 10 minutes but takes 15']],
    [also(fence('src/a.ts#a', 1) + fence('src/a.ts#a', 1)),
      [`quotes src/a.ts#a, lines of which are in ${name}`]],
    [{ 'src/c.ts': '// C. Lesson: start-here (core)\n\nconst c = 1\n' },
      ["doesn't quote src/c.ts, which it owns as a core file"]],
    [{ 'src/c.ts': '// C. Lesson: start-here (tour)\n\nconst c = 1\n' }, []],
    [{ 'src/c.ts': '// C. Lesson: start-here (core)\n\nconst c = 1\n',
      ...also(fence('src/c.ts#c', 1)) }, []],
    [{ 'exercise.ts': goodExercise.replace('writeHead(200)', 'writeHead(200, { age: 1 })'),
      ...also('Write `response.writeHead(200, { age: 1 })`.') },
    ['gives away a line of the solution: response.writeHead(200, { age: 1 })']],
    [{ 'quiz.json': quiz('the longest', 'short') }, ['the right option is the longest: Which?']],
    [{ 'quiz.json': quiz('equal', 'wrong') }, []],
    [{ 'quiz.json': quiz('short', 'the longest') }, []],
  ]
  for (const [files, problems] of rows) {
    const shortQuiz = { 'quiz.json': quiz('equal', 'wrong') }
    assert.deepEqual(problemsOf(t, { ...shortQuiz, ...files }), problems, JSON.stringify(files))
  }
})
