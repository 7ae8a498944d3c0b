import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { contentProblems } from '../../../src/course/lessons/proof.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { goodExercise, goodQuiz, goodReadme, makeLesson } from './makeLesson.ts'

const [first, second] = ['00-start-here', '01-what-happens-when-you-open-a-url']

type Files = Readonly<Record<string, string>>

// A project with one source and two lessons without a mistake, but for what is changed.
function problemsOf(t: TestContext, files: Files, without: readonly string[] = []): string[] {
  const root = temporaryFolder(t)
  const folder = join(root, 'lessons')
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'src/a.ts'), '// A file.\n\nconst a = 1\n\nconst b = 2\n')
  makeLesson(folder, first)
  makeLesson(folder, second, files)
  for (const name of without) rmSync(join(folder, second, name), { recursive: true })
  const problems = contentProblems(loadLessons(folder))
  return problems.map((problem) => problem.replace(/^01-[a-z-]+: /, ''))
}

const readme = (fields: Files = {}, change: readonly [string, string] = ['', '']): Files => ({
  'README.md': goodReadme(second, fields).replace(change[0], change[1]),
})
const also = (text: string): Files => readme({}, ['# A lesson\n', `# A lesson\n\n${text}\n`])

test('lessons without a mistake have no problem', (t) => {
  assert.deepEqual(problemsOf(t, readme({ needs: '[start-here]' })), [])
})

test('a lesson is in the place that the outline gives it', (t) => {
  const rows: [fields: Files, problems: readonly string[]][] = [
    [{ part: 'B' }, ['the outline has it in part A']],
    [{ needs: '[router]' }, ["needs router, which isn't an earlier lesson"]],
    [{ needs: '[what-happens-when-you-open-a-url]' },
      ["needs what-happens-when-you-open-a-url, which isn't an earlier lesson"]],
    [{ id: 'new-one' }, [
      'the outline has no lesson new-one', 'its folder is not named after its id new-one']],
    [{ id: 'router' }, [
      'the outline has it as 12', 'the outline has it in part B',
      'its folder is not named after its id router']],
    [{ id: 'start-here' }, [
      '00-start-here: the id start-here is there twice', 'the outline has it as 0',
      'its folder is not named after its id start-here', 'the id start-here is there twice']],
  ]
  for (const [fields, problems] of rows) {
    assert.deepEqual(problemsOf(t, readme(fields)), problems, JSON.stringify(fields))
  }
})

test('links and pictures lead somewhere', (t) => {
  const rows: [text: string, problem: string | undefined][] = [
    [`[a](../${first}/README.md#break-it)`, undefined],
    [`[a](../${first}/)`, undefined],
    ['[a](../../src/a.ts)', undefined],
    ['[a](http://localhost:4000/)', undefined],
    ['`[a](none.md)`', undefined],
    ['```\n[a](none.md)\n```', undefined],
    ['[a](none.md)', 'line 11: none.md is not there'],
    [`[a](../${first}/README.md#none)`,
      `line 11: ../${first}/README.md#none: the page has no such heading`],
    ['- [a](#none)', 'line 11: #none: the page has no such heading'],
    ['[a]()', 'line 11: the link "a" leads nowhere'],
    ['[a](javascript:alert)', "line 11: javascript:alert isn't a link that a browser may follow"],
    ['[a](http://a.example)', "line 11: http://a.example isn't a link that a browser may follow"],
    ['[a](lesson:router)', 'line 11: write lesson:router as a path, for code hosts'],
    ['![ ](picture.svg)', 'line 11: the picture picture.svg has no alternative text'],
    ['![a](none.svg)', 'line 11: none.svg is not there'],
    ['![a](https://a.example/a.svg)',
      'line 11: the picture https://a.example/a.svg is outside the course'],
    ['It is just so.', 'line 11: says "just"'],
  ]
  for (const [text, problem] of rows) {
    assert.deepEqual(problemsOf(t, also(text)), problem === undefined ? [] : [problem], text)
  }
})

test('a lesson has all of its parts', (t) => {
  const rows: [change: Files, without: readonly string[], problems: readonly string[]][] = [
    [{}, ['check.ts'], ['has no check.ts']],
    [{}, ['quiz.json'], ['has no quiz.json', 'its quiz has 0 questions, not two to four']],
    [{}, ['wrong/created.ts'], ['has 3 wrong answers, fewer than four']],
    [{}, ['right'], ['has no right answer beside its solution']],
    [{ 'picture.svg': '<svg></svg>' }, [], ['picture.svg has no <title>']],
    [{ 'picture.svg': '<svg><title> </title></svg>' }, [], ['picture.svg has no <title>']],
    [readme({}, ['## Break it', '## Break']), [], ['has no section "## Break it"']],
    [readme({}, ['## Break it', '### Break it']), [], ['has no section "## Break it"']],
    [readme({}, ['RFC 9110', 'the standard']), [],
      ['"In the real world" names no RFC and links nothing']],
    [readme({}, ['![A client asks a server](picture.svg)', '']), [], ['its text shows no picture']],
    [{ 'wrong/created.ts': goodExercise.replaceAll(/ *\/\/[#?>=].*\n/g, '') }, [],
      ['its wrong answer created is its solution']],
    [{ 'exercise.ts': goodExercise.replace('Which number', 'Just which number') }, [],
      ['its exercise says "Just"']],
    [{ 'exercise.ts': goodExercise.replace('(500)', '(200)').replace('todo Answer with 200', '') },
      [], ['lessons/01-what-happens-when-you-open-a-url/exercise.ts:4: '
        + 'Write //#region todo and what is to be done']],
    [{ 'quiz.json': goodQuiz.replace('It is.', 'Obviously.') }, [], ['its quiz says "Obviously"']],
    [{ 'quiz.json': goodQuiz.replace('Not found', 'OK') }, [],
      ['its quiz offers an option twice: Which is `200`?']],
  ]
  for (const [change, without, problems] of rows) {
    assert.deepEqual(problemsOf(t, change, without), problems)
  }
})

test('an exercise can be missing, and is told once', (t) => {
  assert.deepEqual(problemsOf(t, readme({}, ['[file](exercise.ts)', 'file']), ['exercise.ts']), [
    'has no exercise.ts',
  ])
})
