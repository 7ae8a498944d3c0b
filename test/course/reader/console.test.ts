// The learner's server while it is used from the page: started, asked, watched, stopped.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import {
  createLivePrograms, type LivePrograms, type ProgramState,
} from '../../../src/course/reader/livePrograms.ts'
import { createProgramRunner } from '../../../src/course/reader/programRunner.ts'
import { bodyOf, leaveRoom, makeRoom, makeStage } from './readerStage.ts'

const lesson = 'start-here'

test('a request goes out as written, and the bytes of both ways are shown', async (context) => {
  const { post, get } = makeStage(context)
  const fields = {
    method: 'POST', target: '/notes?a=1', headers: 'X-One: 1\r\n\r\nContent-Type: text/plain',
    body: 'ü',
  }
  const reply = await post(`/lessons/${lesson}/request`, fields, 'exchange')
  const { exchange = '', program = '' }: Record<string, string> = JSON.parse(bodyOf(reply))
  const text = exchange.replaceAll(/<[^>]+>/g, '')
  assert.match(text, /POST \/notes\?a=1 HTTP\/1\.1\\r\\n\nHost: localhost:\d+\\r\\n\nX-One: 1/)
  assert.match(text, /X-One: 1\\r\\n\nContent-Type: text\/plain\\r\\n\nContent-Length: 2/)
  assert.match(text, /HTTP\/1\.1 500 Internal Server Error/)
  assert.match(text, /Grüße/)
  assert.match(program, /Your server is running at/)
  const page = bodyOf(await get(`/lessons/${lesson}`))
  assert.match(page, /<span class="tag">POST<\/span> <code>\/notes\?a=1<\/code>/)
  const stopped = await post(`/lessons/${lesson}/program`, { action: 'stop' })
  assert.equal(stopped.headers['location'], `/lessons/${lesson}#view-console`)
  assert.match(bodyOf(await get(`/lessons/${lesson}`)), /Your server isn&#39;t running/)
})

test('without scripts the page comes back with the request in its form', async (context) => {
  const { post } = makeStage(context)
  const fields = { method: 'PUT', target: '/x', headers: '', body: '<b>' }
  const page = bodyOf(await post(`/lessons/${lesson}/request`, fields))
  assert.match(page, /<option value="PUT" selected>PUT<\/option>/)
  assert.match(page, /&lt;b&gt;<\/textarea>/)
  assert.match(page, /Received/)
})

test('a text can be sent as it is', async (context) => {
  const { programs, change } = await openPrograms(context)
  change(() => `import { createServer } from 'node:net'
    createServer((socket) => socket.pipe(socket)).listen(process.env.PORT)`)
  await programs.start(lesson)
  const turns = await programs.send(lesson, 'one\ntwo\n')
  assert.deepEqual(turns.map(({ direction, bytes }) => [direction, bytes]),
    [['sent', 'one\ntwo\n'], ['received', 'one\ntwo\n']])
})

test('a program that does not start says why', async (context) => {
  const { post, workshop } = makeStage(context)
  workshop.select(lesson)
  writeFileSync(workshop.exercisePath(lesson), 'throw new Error("No way")')
  const started = await post(`/lessons/${lesson}/program`, { action: 'start' }, 'program')
  const { program = '' }: Record<string, string> = JSON.parse(bodyOf(started))
  assert.match(program, /Your program crashed before it listened/)
  const sent = await post(`/lessons/${lesson}/request`, { method: 'GET', target: '/' }, 'exchange')
  assert.match(bodyOf(sent), /Your program crashed before it listened/)
})

test('the log has requests with their responses, and what the program printed', async (context) => {
  const { programs, change } = await openPrograms(context)
  change((text) => text.replace('response.end(', 'console.log("seen"); response.end('))
  await programs.start(lesson)
  await programs.send(lesson, 'GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const answered = () => programs.log(lesson).find(({ status }) => status !== undefined)
  await until(programs, () => answered() !== undefined && kinds(programs).includes('output'))
  assert.deepEqual({ ...answered(), key: '', ms: 0 }, {
    key: '', ms: 0, status: 500, event: { event: 'request', id: 1, method: 'GET', target: '/a' },
  })
})

test('a save starts the program anew', async (context) => {
  const { programs, change, room } = await openPrograms(context)
  await programs.start(lesson)
  const before = portOf(programs.state(lesson))
  room.workshop.watch({ poll: true })
  change((text) => text.replace('500', '200'))
  await until(programs, () => {
    const port = portOf(programs.state(lesson))
    return port !== undefined && port !== before
  })
  const [, answer] = await programs.send(lesson, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.match(answer?.bytes ?? '', /^HTTP\/1\.1 200/)
})

test('a program that ends by itself is told, and nothing runs after the stop', async (context) => {
  const { programs, change } = await openPrograms(context)
  change((text) => text.replace('response.end(', 'process.exit(3); response.end('))
  await programs.start(lesson)
  await programs.send(lesson, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await until(programs, () => programs.state(lesson).state === 'failed')
  assert.deepEqual(programs.state(lesson), { state: 'failed', problem: 'It exited with code 3' })
  assert.throws(() => programs.send(lesson, 'x'), { message: "The program isn't running" })
  change((text) => text.replace('process.exit(3); ', ''))
  await programs.start(lesson)
  const port = portOf(programs.state(lesson)) ?? 0
  await programs.stop()
  await setImmediate()
  assert.equal(kinds(programs).filter((kind) => kind === 'ended').length, 1)
  const [error] = await once(connect(port, '127.0.0.1'), 'error')
  assert.equal(error.code, 'ECONNREFUSED')
})

test('another lesson has its own program and its own log', async (context) => {
  const { programs } = await openPrograms(context)
  await programs.start(lesson)
  await programs.start('tcp-is-a-stream')
  assert.deepEqual(programs.state(lesson), { state: 'stopped' })
  assert.deepEqual(programs.log(lesson), [])
  assert.equal(programs.state('tcp-is-a-stream').state, 'running')
})

async function openPrograms(context: { after(run: () => Promise<void>): void }) {
  const room = makeRoom()
  const programs = createLivePrograms(room.workshop, createProgramRunner())
  context.after(async () => {
    await programs.stop()
    await leaveRoom(room)
  })
  room.workshop.select(lesson)
  const change = (edit: (text: string) => string) => {
    const path = room.workshop.exercisePath(lesson)
    writeFileSync(path, edit(readFileSync(path, 'utf8')))
  }
  return { room, programs, change }
}

function portOf(state: ProgramState): number | undefined {
  return state.state === 'running' ? state.port : undefined
}

function kinds(programs: LivePrograms): string[] {
  return programs.log(lesson).map(({ event }) => event.event)
}

function until(programs: LivePrograms, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isSo()) resolve()
    }
    programs.onChange(look)
    look()
  })
}
