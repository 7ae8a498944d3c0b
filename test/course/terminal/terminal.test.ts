import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { solved, temporaryFolder, writeLessons } from '../workshop/testLessons.ts'
import { PseudoTerminal, withoutTerminal } from './pseudoTerminal.ts'

const onTerminal = { skip: withoutTerminal }
const program = join(import.meta.dirname, '../../../src/course/main.ts')
const enter = '\x1b[?1049h'
const leave = '\x1b[?1049l'
const showCursor = '\x1b[?25h'

type Options = { rows?: number; columns?: number; settings?: Record<string, string> }

function learn(context: TestContext, options: Options = {}) {
  const root = temporaryFolder(context)
  writeLessons(join(root, 'lessons'))
  const my = join(root, 'my')
  const words = [program, '--lessons', join(root, 'lessons'), '--my', my, '--port', '0']
  const terminal = new PseudoTerminal(context, words, options)
  return { terminal, my, exercise: join(my, '00-start-here/exercise.ts') }
}

test('a learner saves, sees the mistake, mends it, goes on, quits', onTerminal, async (context) => {
  const { terminal, my, exercise } = learn(context)
  const first = await terminal.shows(/Open .*exercise\.ts/)
  assert.match(first, /0 {2}Start here/)
  assert.match(first, /\[-+\] 0\/4/)
  writeFileSync(exercise, readFileSync(exercise, 'utf8').replace("'Hello'", "'Good day'"))
  const failed = await terminal.shows(/GET \/ is not answered with 200/)
  assert.match(failed, /my\/00-start-here\/exercise\.ts/)
  assert.match(failed, /1 of 1 fails: GET \/ is answered with 200/)
  assert.match(failed, /HTTP\/1\.1 500 Internal Server Error/)
  assert.match(failed, /curl -i/)
  assert.match(terminal.output, /\x1b\[7m[^m]*m?500/)
  const mended = `${exercise}.tmp`
  writeFileSync(mended, readFileSync(exercise, 'utf8').replace(solved.from, solved.to))
  renameSync(mended, exercise)
  await terminal.shows(/✓ Passed/)
  await terminal.shows(/\] 1\/4/)
  terminal.press('n')
  await terminal.shows(/1 {2}Methods[^]*Open .*01-methods/)
  terminal.press('q')
  assert.equal(await terminal.ended(), '0 restored True')
  const end = terminal.output.slice(terminal.output.lastIndexOf(leave))
  assert.ok(terminal.output.lastIndexOf(leave) > terminal.output.lastIndexOf(enter))
  assert.ok(terminal.output.lastIndexOf(showCursor) > terminal.output.lastIndexOf('\x1b[?25l'))
  assert.doesNotMatch(end, /\x1b\[H/)
  assert.match(readFileSync(join(my, 'progress.json'), 'utf8'), /"passedAt"/)
})

test('keys give hints, the list, a reset and the solution', onTerminal, async (context) => {
  const { terminal, my, exercise } = learn(context)
  await terminal.shows(/Open /)
  terminal.press('s')
  await terminal.shows(/You've had 0 hints/)
  terminal.press('h')
  await terminal.shows(/Hint 1 of 3[^]*Which number/)
  terminal.press('hh')
  await terminal.shows(/Hint 3 of 3[^]*writeHead\(200\)/)
  terminal.press('s')
  await terminal.shows(/createServer/)
  terminal.press('\x1b')
  await terminal.shows(/Open /)
  terminal.press('l')
  await terminal.shows(/Search:/)
  terminal.press('sta cod')
  assert.doesNotMatch(await terminal.shows(/Search: sta cod/), /Methods/)
  terminal.press('\r')
  await terminal.shows(/2 {2}Status codes/)
  terminal.press('p')
  await terminal.shows(/1 {2}Methods/)
  terminal.press('p')
  await terminal.shows(/0 {2}Start here/)
  writeFileSync(exercise, 'broken(')
  await terminal.shows(/SyntaxError|has a syntax error|broken\(/)
  terminal.press('x')
  await terminal.shows(/Start this exercise over/)
  terminal.press('n')
  await terminal.shows(/Nothing was reset/)
  terminal.press('xy')
  await terminal.shows(/original version[^]*backup-/)
  assert.ok(readdirSync(my).some((name) => name.startsWith('00-start-here.backup-')))
  terminal.press('o')
  await terminal.shows(/at http:\/\/localhost:\d+\/lessons\/start-here|course isn't served here/)
  terminal.press('?')
  await terminal.shows(/your progress is kept/)
  terminal.press('\x03')
  assert.equal(await terminal.ended(), '0 restored True')
})

test('the picture follows the size of the window', onTerminal, async (context) => {
  const { terminal } = learn(context, { rows: 30, columns: 100 })
  await terminal.shows(/─{100}/)
  terminal.resize(12, 34)
  const picture = await terminal.shows(/^─{34}$/m)
  const lines = picture.split('\n')
  assert.ok(lines.length <= 12, `${lines.length} lines`)
  for (const line of lines) assert.ok(line.length <= 34, line)
  terminal.press('q')
  assert.equal(await terminal.ended(), '0 restored True')
})

test('NO_COLOR leaves the colours out and marks with carets', onTerminal, async (context) => {
  const { terminal } = learn(context, { settings: { NO_COLOR: '1' } })
  await terminal.shows(/Open /)
  terminal.press('r')
  await terminal.shows(/500 Internal Server Error␍␊\n +\^\^\^/)
  assert.doesNotMatch(terminal.output, /\x1b\[[1-9][0-9;]*m/)
  terminal.press('q')
  assert.equal(await terminal.ended(), '0 restored True')
})

const ends = [
  { how: 'SIGTERM', signal: 15, code: 143 },
  { how: 'SIGINT', signal: 2, code: 130 },
  { how: 'SIGHUP', signal: 1, code: 129 },
]
for (const { how, signal, code } of ends) {
  test(`${how} in the middle of a check gives the terminal back`, onTerminal, async (context) => {
    const { terminal, exercise } = learn(context)
    await terminal.shows(/Open /)
    writeFileSync(exercise, 'setInterval(() => undefined, 1000)\n')
    await terminal.shows(/running/)
    terminal.kill(signal)
    assert.equal(await terminal.ended(), `${code} restored True`)
    assert.ok(terminal.output.lastIndexOf(leave) > terminal.output.lastIndexOf(enter))
  })
}

test('a crash gives the terminal back before the error is printed', onTerminal, async (context) => {
  const file = join(temporaryFolder(context), 'crash.ts')
  const source =
    JSON.stringify(join(import.meta.dirname, '../../../src/course/terminal/rawTerminal.ts'))
  writeFileSync(file, `import { openRawTerminal } from ${source}
const nothing = () => undefined
const { stdin: input, stdout: output } = process
const terminal = openRawTerminal({
  input, output, onRedraw: nothing, onEnd: nothing,
  onKey: () => { throw new Error('Out of luck') },
})
terminal.show(['A picture'])
`)
  const terminal = new PseudoTerminal(context, [file])
  await terminal.shows(/A picture/)
  terminal.press('r')
  assert.equal(await terminal.ended(), '1 restored True')
  assert.ok(terminal.output.indexOf('Error: Out of luck') > terminal.output.indexOf(leave))
})

test('Ctrl+Z stops npm with it, and fg brings the screen back', onTerminal, async (context) => {
  const root = temporaryFolder(context)
  writeLessons(join(root, 'lessons'))
  const terminal = new PseudoTerminal(context, ['--norc', '-i'], {
    program: 'bash',
    settings: { HISTFILE: '', INPUTRC: '/dev/null' },
  })
  const places = `--lessons ${join(root, 'lessons')} --my ${join(root, 'my')} --port 0`
  await terminal.prints(/[#$] $/)
  terminal.press(`npm run learn -- ${places}\r`)
  await terminal.shows(/Open .*exercise\.ts/)
  for (const round of ['first', 'second']) {
    terminal.forget()
    terminal.press('\x1a')
    await terminal.prints(/Stopped[^]*[#$] $/)
    assert.ok(terminal.output.includes(leave), round)
    terminal.press('echo the shell "$((20 + 3))" hears\r')
    await terminal.prints(/the shell 23 hears[^]*[#$] $/)
    terminal.forget()
    terminal.press('fg\r')
    await terminal.shows(/Open .*exercise\.ts/)
    terminal.press('?')
    await terminal.shows(/the previous lesson/)
    terminal.press('\x1b')
    await terminal.shows(/Open .*exercise\.ts/)
  }
  terminal.press('q')
  await terminal.prints(/[#$] $/)
  terminal.press('exit $?\r')
  assert.equal(await terminal.ended(), '0 restored True')
})
