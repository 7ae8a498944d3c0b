// Two processes with the same folder: one serves the course and checks, the other attaches to it.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { findFreePort } from '../../../src/course/check/freePort.ts'
import { parseJson, pick } from '../../pick.ts'
import { Program } from '../../program.ts'
import { solved, temporaryFolder, writeLessons } from '../workshop/testLessons.ts'

async function course(context: TestContext) {
  const root = temporaryFolder(context)
  const lessons = join(root, 'lessons')
  writeLessons(lessons)
  const port = await findFreePort()
  const start = (my = join(root, 'my')): Program => {
    const places = ['--lessons', lessons, '--my', my, '--port', String(port)]
    return new Program(context, ['src/course/main.ts', ...places], {})
  }
  const my = join(root, 'my')
  return { root, lessons, my, port, start, exercise: join(my, '00-start-here/exercise.ts') }
}

test('a save is checked once, and both processes show the report', async (context) => {
  const { start, my, exercise, port, lessons } = await course(context)
  const first = start()
  await first.until(() => first.output.includes('Each save runs'))
  const second = start()
  await second.until(() => second.output.includes('Each save runs'))
  assert.match(second.output, new RegExp(`^Read this lesson at http://localhost:${port}/`))
  const text = readFileSync(exercise, 'utf8').replace(solved.from, solved.to)
  writeFileSync(exercise, text.replace('writeHead(200)', 'writeHead(201)'))
  const failed = /not answered with 200/
  await Promise.all([first, second].map((each) => each.until(() => failed.test(each.output))))
  const progress = () => parseJson(readFileSync(join(my, 'progress.json'), 'utf8'))
  assert.equal(pick(progress(), 'lessons', 'start-here', 'attempts'), 1)
  writeFileSync(join(lessons, '00-start-here/exercise.ts'), `${text}\n// Mine`)
  const original =
    /You saved .*lessons.00-start-here.exercise\.ts, which is the original\. Your copy is/
  await Promise.all([first, second].map((each) => each.until(() => original.test(each.output))))
  // The other one takes over.
  first.child.kill('SIGTERM')
  await first.ended()
  await second.until(() => second.output.includes('has stopped. It runs here now'))
  assert.equal((await fetch(`http://localhost:${port}/`)).status, 200)
  second.output = ''
  writeFileSync(exercise, text)
  await second.until(() => second.output.includes('✓ Passed'))
  second.child.kill('SIGTERM')
  assert.equal(await second.ended(), 143)
  assert.equal(second.errors, '')
})

test('npm start leaves the course to a runner that is there already', async (context) => {
  const { start, my, port, root } = await course(context)
  const runner = start()
  await runner.until(() => runner.output.includes('Each save runs'))
  const settings = { PORT: '0', COURSE_PORT: String(port), DATA: join(root, 'data'), LOG: 'off' }
  const server = new Program(context, ['src/main.ts', '--course', '--my', my], settings)
  await server.until(() => server.errors.includes('ready at'))
  assert.match(server.errors, new RegExp(`Begin the course at http://localhost:${port}`))
  server.child.kill('SIGTERM')
  await server.ended()
  assert.equal((await fetch(`http://localhost:${port}/`)).status, 200)
})

test('a lesson that another process begins is not checked before it is saved', async (context) => {
  const { start, my, lessons } = await course(context)
  const first = start()
  await first.until(() => first.output.includes('Each save runs'))
  first.output = ''
  const words = ['src/course/main.ts', 'start', '1', '--my', my, '--lessons', lessons]
  assert.equal(await new Program(context, words, {}).ended(), 0)
  writeFileSync(join(my, '00-start-here/exercise.ts'), 'throw new Error("Oh")')
  await first.until(() => first.output.includes('Oh'))
  assert.doesNotMatch(first.output, /1 {2}Methods/)
})

test("a port that somebody else uses isn't a reason to stop", async (context) => {
  const { start, root, port } = await course(context)
  const server = createServer((_, response) => response.end('{"groundwork":"course"}'))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const alone = start()
  await alone.until(() => alone.output.includes('Each save runs'))
  assert.match(alone.output, new RegExp(`port ${port} is in use. To choose another port`))
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  const first = start()
  await first.until(() => first.output.includes('Each save runs'))
  const other = start(join(root, 'other'))
  await other.until(() => other.output.includes('Each save runs'))
  assert.match(other.output, /is in use/)
})
