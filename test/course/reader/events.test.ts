// What open pages hear, and how the reader stands on its port.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { startReader } from '../../../src/course/reader/start.ts'
import { bodyOf, leaveRoom, makeRoom, makeStage, type Stage } from './readerStage.ts'

// What a page that was loaded now has seen.
async function seenBy({ get }: Stage): Promise<string> {
  const page = bodyOf(await get('/lessons/start-here'))
  return /data-revision="([^"]+)"/.exec(page)?.[1] ?? ''
}

type Heard = { name: string; data: Record<string, string> }

async function listen(
  { app }: Stage, query: string,
): Promise<{ next(name: string): Promise<Heard>; end(): void }> {
  const reply = await app.request('GET', `/events${query}`, { headers: { host: 'localhost:4000' } })
  assert.equal(reply.headers['content-type'], 'text/event-stream')
  const stream = reply.body
  assert.ok(stream instanceof Readable)
  const events = readEvents(stream)
  return {
    async next(name) {
      for (;;) {
        const { value } = await events.next()
        if (value === undefined) throw new Error(`The stream ended without ${name}`)
        if (value.name === name) return value
      }
    },
    end: () => void stream.destroy(),
  }
}

async function* readEvents(stream: Readable): AsyncGenerator<Heard, undefined> {
  let text = ''
  for await (const piece of stream) {
    text += String(piece)
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? []
      text = text.slice(end + 2)
      if (name !== undefined) yield { name, data: JSON.parse(data ?? '') }
    }
  }
  return undefined
}

test('a page hears that a check runs, and then its verdict', async (context) => {
  const stage = makeStage(context)
  const page = await listen(stage, `?lesson=start-here&seen=${await seenBy(stage)}`)
  const check = stage.workshop.check('start-here')
  assert.match((await page.next('parts')).data['status'] ?? '', /Checking/)
  const { data } = await page.next('parts')
  assert.match(data['status'] ?? '', /Step 1 of 2 fails/)
  assert.match(data['verdict'] ?? '', /wrong-status/)
  assert.match(data['wire'] ?? '', /data-label/)
  await check
})

test('a page that has missed something hears of it at once', async (context) => {
  const stage = makeStage(context)
  const seen = await seenBy(stage)
  stage.workshop.select('start-here')
  const page = await listen(stage, `?lesson=start-here&seen=${seen}`)
  assert.match((await page.next('parts')).data['help'] ?? '', /Give me a hint/)
})

test('a page from an earlier run of the reader is told the current state', async (context) => {
  const [before, stage] = [makeStage(context), makeStage(context)]
  const page = await listen(stage, `?lesson=start-here&seen=${await seenBy(before)}`)
  assert.match((await page.next('parts')).data['status'] ?? '', /Not started/)
})

test('a page hears that another lesson of its part is passed', async (context) => {
  const stage = makeStage(context)
  const page = await listen(stage, `?lesson=start-here&seen=${await seenBy(stage)}`)
  stage.workshop.recordQuiz('what-happens-when-you-open-a-url', [0, 0])
  const { neighbours = '' } = (await page.next('parts')).data
  assert.match(neighbours, /<li class="passed"><a class="stop" href="\/lessons\/what-happens/)
})

test('a page of another lesson hears only where the learner is', async (context) => {
  const stage = makeStage(context)
  const page = await listen(stage, '?lesson=tcp-is-a-stream&seen=0')
  stage.workshop.select('start-here')
  await stage.workshop.check('start-here')
  stage.workshop.select('tcp-is-a-stream')
  assert.deepEqual((await page.next('current')).data, {
    lesson: 'start-here', number: 0, title: 'Start here',
  })
  assert.equal((await page.next('current')).data['lesson'], 'tcp-is-a-stream')
})

test('the map hears of progress, the log of what the program does', async (context) => {
  const stage = makeStage(context)
  const map = await listen(stage, '')
  const page = await listen(stage, '?lesson=start-here&seen=9')
  await stage.post('/lessons/start-here/program', { action: 'start' })
  assert.deepEqual((await map.next('progress')).data, {})
  assert.match((await page.next('log')).data['html'] ?? '', /listens/)
})

test('streams end with the reader', async (context) => {
  const stage = makeStage(context)
  const page = await listen(stage, '')
  await stage.close()
  await assert.rejects(page.next('anything'), { message: 'The stream ended without anything' })
})

test('the reader listens on both addresses of a machine, and stops as a whole', async (context) => {
  const room = makeRoom()
  context.after(() => leaveRoom(room))
  const reader = await startReader({ ...room, port: 0 })
  context.after(() => reader.close())
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const response = await fetch(`http://${host}:${reader.port}/`)
    assert.equal(response.status, 200, host)
    assert.match(await response.text(), /Build a server/)
  }
  const stream = await fetch(`http://localhost:${reader.port}/events`)
  await reader.close()
  assert.match(await stream.text(), /retry/)
  await assert.rejects(fetch(`http://127.0.0.1:${reader.port}/`))
})

test('if the port is taken, the person who starts it is told', async (context) => {
  const room = makeRoom()
  context.after(() => leaveRoom(room))
  const first = await startReader({ ...room, port: 0 })
  context.after(() => first.close())
  await assert.rejects(startReader({ ...room, port: first.port }), { code: 'EADDRINUSE' })
})
