import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { parseJson, pick } from '../../pick.ts'
import { Program } from '../../program.ts'
import { solved, temporaryFolder, writeLessons } from '../workshop/testLessons.ts'

function course(context: TestContext) {
  const root = temporaryFolder(context)
  writeLessons(join(root, 'lessons'))
  const my = join(root, 'my')
  const start = (...words: string[]): Program => {
    const places = ['--lessons', join(root, 'lessons'), '--my', my, '--port', '0']
    return new Program(context, ['src/course/main.ts', ...words, ...places], {})
  }
  const run = async (...words: string[]) => {
    const program = start(...words)
    const code = await program.ended()
    return { code, output: program.output, errors: program.errors }
  }
  return { root, my, start, run, exercise: join(my, '01-methods/exercise.ts') }
}

function solve(path: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(solved.from, solved.to))
}

test('a check prints the report and ends with 1 when it fails', async (context) => {
  const { run, exercise } = course(context)
  const failed = await run('check', '1')
  assert.equal(failed.code, 1)
  assert.match(
    failed.output,
    /✗ GET \/ is not answered with 200[^]*HTTP\/1\.1 500 [^]*\n +\^\^\^\n/,
  )
  assert.doesNotMatch(failed.output, /\x1b/)
  solve(exercise)
  const passed = await run('check', 'methods')
  assert.deepEqual([passed.code, passed.errors], [0, ''])
  assert.match(passed.output, /✓ Passed/)
  assert.match((await run('list')).output, /✓ {2}1 {2}Methods[^]*\] 1\/4/)
})

test('--json prints the report as data, with its seed', async (context) => {
  const { run } = course(context)
  const { code, output } = await run('check', '1', '--seed', '5', '--json')
  const report = parseJson(output)
  assert.equal(code, 1)
  assert.equal(pick(report, 'seed'), 5)
  assert.equal(pick(report, 'lesson'), 'methods')
  assert.equal(pick(report, 'finding', 'id'), 'wrong-status')
})

test('--command starts another program', async (context) => {
  const { run, my } = course(context)
  await run('start', '1')
  writeFileSync(join(my, '01-methods/app.mjs'),
    "import { createServer } from 'node:http'\n"
      + 'createServer((_, r) => r.end()).listen(process.env.PORT)\n')
  const command = `"${process.execPath}" app.mjs`
  assert.equal((await run('check', '1', '--command', command)).code, 0)
})

test('hints, the solution and a reset work one by one', async (context) => {
  const { run, exercise } = course(context)
  await run('start', 'methods')
  assert.deepEqual(
    await run('solution', '1').then(({ code, output }) => [code, /0 hints/.test(output)]),
    [1, true],
  )
  assert.match((await run('hint', '1')).output, /Hint 1 of 3\n {2}Which number/)
  assert.match((await run('hint', '1')).output, /Hint 2 of 3/)
  assert.match((await run('hint', '1')).output, /Hint 3 of 3\n {2}response\.writeHead\(200\)/)
  assert.match((await run('solution', '1')).output, /writeHead\(200\)[^]*listen/)
  writeFileSync(exercise, 'mine')
  assert.match((await run('reset', '1')).output, /Your files are in .*01-methods\.backup-/)
  assert.match(readFileSync(exercise, 'utf8'), /TODO/)
})

test('work can be taken to another folder', async (context) => {
  const [here, there] = [course(context), course(context)]
  await here.run('start', 'methods')
  writeFileSync(here.exercise, 'mine')
  const file = join(here.root, 'work.json')
  assert.equal((await here.run('export', file)).code, 0)
  const shown = await here.run('class', here.root)
  assert.match(shown.output, /1 {2}Methods {2}0 of 1 passed\n {2}✗ work +0 attempts/)
  const csv = join(here.root, 'class.csv')
  assert.match((await here.run('class', here.root, '--csv', csv)).output, /class\.csv: 1 learner\n/)
  assert.match(readFileSync(csv, 'utf8'), /^number,lesson,learner[^]*\n1,Methods,work,,0,0,/)
  assert.match((await there.run('import', file)).output, /Imported your progress and 2 files/)
  assert.equal(readFileSync(there.exercise, 'utf8'), 'mine')
})

test('what cannot be understood ends with 1 and says so', async (context) => {
  const { run } = course(context)
  const rows: [words: string[], reason: RegExp][] = [
    [['check', '99'], /There is no lesson 99/], [['fly'], /no command fly[^]*Usage/],
    [['import', '/nowhere/work.json'], /nowhere/],
    [['export', '/nowhere/work.json'], /^Can't write to \/nowhere\/work\.json: choose another /m],
  ]
  for (const [words, reason] of rows) {
    const { code, errors } = await run(...words)
    assert.equal(code, 1)
    assert.match(errors, reason)
    assert.doesNotMatch(errors, /\n {4}at /)
  }
  assert.match((await run('help')).output, /Usage: npm run learn/)
})

test('a damaged progress is said and kept', async (context) => {
  const { run, my } = course(context)
  await run('start', '1')
  writeFileSync(join(my, 'progress.json'), '{')
  assert.match((await run('list')).errors, /Can't read your progress: .* is kept as .*damaged/)
})

test('without a terminal each save prints a block, until it is told to end', async (context) => {
  const { start, my } = course(context)
  const program = start()
  await program.until(() => program.output.includes('Each save runs'))
  const exercise = join(my, '00-start-here/exercise.ts')
  solve(exercise)
  await program.until(() => program.output.includes('✓ Passed'))
  writeFileSync(exercise, 'throw new Error("Oh")\n')
  await program.until(() => /Oh/.test(program.output))
  assert.doesNotMatch(program.output, /\x1b/)
  program.child.kill('SIGTERM')
  assert.equal(await program.ended(), 143)
  assert.equal(program.errors, '')
  assert.ok(!existsSync(join(my, 'progress.json.lock')))
})

test('a folder that cannot be written to is named in one sentence', async (context) => {
  const { start, my, root } = course(context)
  writeFileSync(my, 'a file')
  for (const words of [[], ['start', '1'], ['check', '1'], ['run', '1']]) {
    const program = start(...words)
    assert.equal(await program.ended(), 1)
    assert.match(program.errors, /^Can't write to .*my.*: .*\. To work in another folder: add --my/)
    assert.equal(program.errors.trim().split('\n').length, 1, program.errors)
  }
  assert.ok(existsSync(root))
})

test('time prints a median for each exercise', async (context) => {
  const { run } = course(context)
  const { code, output } = await run('time')
  assert.match(output, /median +slowest +lesson\n( +[\d.]+ m?s +[\d.]+ m?s {2}\d {2}.+\n){3}$/)
  assert.doesNotMatch(output, /doesn't pass/)
  assert.equal(code, 0)
})

test('time ends when it is told to', async (context) => {
  const { start } = course(context)
  const program = start('time')
  await program.until(() => program.output.includes('median'))
  program.child.kill('SIGINT')
  assert.equal(await program.ended(), 130)
  assert.equal(program.errors, '')
})

test('output that nobody reads any more is not an error', async (context) => {
  const { start } = course(context)
  const program = start('list')
  program.child.stdout?.destroy()
  assert.equal(await program.ended(), 0)
  assert.equal(program.errors, '')
})
