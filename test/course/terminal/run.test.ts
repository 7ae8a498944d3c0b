// `run` and `try` start real programs, and a test talks to them as a learner would.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { findPortFrom } from '../../../src/course/check/freePort.ts'
import { Program } from '../../program.ts'
import { solved, temporaryFolder, writeLessons } from '../workshop/testLessons.ts'

function course(context: TestContext) {
  const root = temporaryFolder(context)
  const lessons = join(root, 'lessons')
  writeLessons(lessons)
  const my = join(root, 'my')
  const start = (...words: string[]): Program => {
    const places = ['--lessons', lessons, '--my', my]
    return new Program(context, ['src/course/main.ts', ...places, ...words], {})
  }
  const example = (name: string, text: string) => {
    const folder = join(lessons, '01-methods/examples')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.ts`), text)
  }
  return { lessons, my, start, example, exercise: join(my, '01-methods/exercise.ts') }
}

const listening = (name: string) => new RegExp(`^${name} listens on http://localhost:(\\d+)$`, 'm')

/** Ends the runner, which ends the program that it started. */
async function stop(program: Program): Promise<void> {
  program.child.kill('SIGTERM')
  assert.equal(await program.ended(), 143)
}

/** Waits for the sentence that names the address, and gives it. */
async function addressOf(program: Program, name = 'Your program'): Promise<string> {
  const [, port] = await program.until(() => listening(name).exec(program.output))
  return `http://127.0.0.1:${port}`
}

const server = (body: string, more = '') => `import { createServer } from 'node:http'
createServer((_, response) => response.end('${body}')).listen(process.env.PORT, '127.0.0.1')
${more}`

test('run starts the program, starts it again at a save, and ends at Ctrl+C', async (context) => {
  const { start, exercise } = course(context)
  const program = start('run', '1')
  const address = await addressOf(program)
  assert.equal((await fetch(address)).status, 500)
  program.output = ''
  writeFileSync(exercise, readFileSync(exercise, 'utf8').replace(solved.from, solved.to))
  assert.equal(await addressOf(program), address)
  assert.equal((await fetch(address)).status, 200)
  program.child.kill('SIGINT')
  assert.equal(await program.ended(), 130)
  await assert.rejects(fetch(address))
  assert.equal(program.errors, '')
})

test('a program hears of Ctrl+C itself, and what it prints is passed on', async (context) => {
  const { start, exercise, my } = course(context)
  mkdirSync(join(my, '01-methods'), { recursive: true })
  writeFileSync(exercise, server('', `console.error('To the errors')
process.on('SIGINT', () => { console.log('Closing'); process.exit() })`))
  const program = start('run', 'methods')
  await addressOf(program)
  assert.equal(program.errors, 'To the errors\n')
  program.child.kill('SIGINT')
  assert.equal(await program.ended(), 130)
  assert.match(program.output, /Closing\n$/)
})

test('a program in another language runs as well', async (context) => {
  const { start, my } = course(context)
  mkdirSync(join(my, '01-methods'), { recursive: true })
  writeFileSync(join(my, '01-methods/app.mjs'), server('from app'))
  const program = start('run', '1', '--command', `"${process.execPath}" app.mjs`)
  assert.equal(await (await fetch(await addressOf(program))).text(), 'from app')
  await stop(program)
})

test('a program gets a database in its own folder, and an example a new one', async (context) => {
  const { start, example, exercise, my } = course(context)
  const text = server('', 'console.log(`In ${process.env.DATABASE}`)')
  const place = async (program: Program): Promise<string> => {
    const [, path = ''] = await program.until(() => /^In (.*)$/m.exec(program.output)) ?? []
    return path
  }
  mkdirSync(join(my, '01-methods'), { recursive: true })
  writeFileSync(exercise, text)
  const own = start('run', '1')
  assert.equal(await place(own), join(my, '01-methods/data.db'))
  await stop(own)
  example('books', text)
  const tried = start('try', '1')
  const path = await place(tried)
  assert.equal(existsSync(dirname(path)), true)
  await stop(tried)
  assert.equal(existsSync(dirname(path)), false)
})

test('what goes wrong is said, and without a terminal it ends', async (context) => {
  const { start, exercise, my } = course(context)
  mkdirSync(join(my, '01-methods'), { recursive: true })
  const rows: [text: string, code: number, says: RegExp, errors: RegExp][] = [
    ['throw new Error("Oh")', 1, /Your program ended with exit code 1/, /Error: Oh/],
    ['process.exit(7)', 7, /Your program ended with exit code 7/, /^$/],
  ]
  for (const [text, code, says, errors] of rows) {
    writeFileSync(exercise, text)
    const program = start('run', '1')
    assert.equal(await program.ended(), code, text)
    assert.match(program.output, says)
    assert.match(program.errors, errors)
  }
  writeFileSync(exercise, server('').replace('process.env.PORT', '0'))
  const program = start('run', '1')
  const says = /listens on a port of its own choice\. PORT was \d+, and your program listens on/
  await program.until(() => says.test(program.output))
  await stop(program)
})

test('a client program runs once, with its arguments', async (context) => {
  const { start, exercise, lessons, my } = course(context)
  const check = join(lessons, '01-methods/check.ts')
  const text = readFileSync(check, 'utf8')
  writeFileSync(check, text.replace('defineCheck({', "defineCheck({ kind: 'client',"))
  mkdirSync(join(my, '01-methods'), { recursive: true })
  writeFileSync(exercise, 'console.log(process.argv.slice(2))\nprocess.exit(6)')
  const program = start('run', '1', 'http://a/?b=c d', '--', '--loud')
  assert.equal(await program.ended(), 6)
  assert.equal(program.output, "[ 'http://a/?b=c d', '--loud' ]\n")
})

test('a client program without arguments is told which ones it takes', async (context) => {
  const { start, lessons } = course(context)
  const folder = join(lessons, '01-methods')
  const [check, original] = [join(folder, 'check.ts'), join(folder, 'exercise.ts')]
  const text = readFileSync(check, 'utf8')
  writeFileSync(check, text.replace('defineCheck({', "defineCheck({ kind: 'client',"))
  const usage = '// Sends a request.\n//\n//   node exercise.ts http://a.test:41234/\n\n'
  writeFileSync(original, `${usage}${readFileSync(original, 'utf8')}`)
  const program = start('run', '1')
  assert.equal(await program.ended(), 1)
  assert.match(program.errors, /^ +npm run learn -- run 1 http:\/\/a\.test:41234\/$/m)
  assert.match(program.errors, /own server: npm run learn -- check 1$/m)
})

test('try starts an example of the text', async (context) => {
  const { start, example } = course(context)
  example('second', server('two'))
  example('first', server('one'))
  const rows: [words: string[], body: string][] = [
    [['1'], 'one'], [['1', 'second'], 'two'], [['methods', 'first.ts'], 'one'],
  ]
  for (const [words, body] of rows) {
    const program = start('try', ...words)
    const address = await addressOf(program, 'The example')
    assert.equal(await (await fetch(address)).text(), body)
    await stop(program)
  }
})

test('an example that is not there is named, with those that are', async (context) => {
  const { start, example } = course(context)
  example('second', server(''))
  example('first', server(''))
  const rows: [words: string[], reason: RegExp][] = [
    [['1', 'third'], /^Lesson 1 has no example third: it has first, second\n$/],
    [['1', '../exercise'], /no example \.\.\/exercise: it has/],
    [['2', 'first'], /^Lesson 2 has no example first: it has none\n$/],
    [['2'], /^The text of lesson 2 has no examples\n$/],
    [['9'], /There is no lesson 9/],
  ]
  for (const [words, reason] of rows) {
    const program = start('try', ...words)
    assert.equal(await program.ended(), 1)
    assert.match(program.errors, reason)
  }
})

test('a port is passed over when somebody listens on it, on any address', async (context) => {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    const other = createServer()
    context.after(() => other.close())
    other.listen(0, host)
    try {
      await once(other, 'listening')
    } catch {
      context.diagnostic(`This machine has no ${host}`)
      continue
    }
    const address = other.address()
    const port = typeof address === 'object' ? address?.port ?? 0 : 0
    assert.ok(await findPortFrom(port) > port, host)
  }
})
