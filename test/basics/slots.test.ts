import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Slots } from '../../src/basics/slots.ts'

test('no more tasks than the limit run at once, in their order', async () => {
  const slots = new Slots(2)
  const started: number[] = []
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>())
  const results = ends.map(({ promise }, index) => slots.run(() => {
    started.push(index)
    return promise
  }))
  const steps: [end: number, started: number[]][] = [
    [1, [0, 1, 2]], [0, [0, 1, 2, 3]], [2, [0, 1, 2, 3, 4]], [4, [0, 1, 2, 3, 4]],
    [3, [0, 1, 2, 3, 4]],
  ]
  assert.deepEqual(started, [0, 1])
  assert.deepEqual([slots.running, slots.waiting], [2, 3])
  for (const [end, expected] of steps) {
    ends[end]?.resolve(end)
    assert.equal(await results[end], end)
    await setImmediate()
    assert.deepEqual(started, expected)
  }
})

test('a task that fails leaves its place, and a later one waits again', async () => {
  const slots = new Slots(1)
  const failed = assert.rejects(slots.run(() => Promise.reject(new Error('no'))), /no/)
  assert.equal(await slots.run(() => Promise.resolve('second')), 'second')
  await failed
  const { promise, resolve } = Promise.withResolvers<string>()
  const slow = slots.run(() => promise)
  let isStarted = false
  const last = slots.run(async () => isStarted = true)
  await setImmediate()
  assert.ok(!isStarted)
  resolve('third')
  assert.deepEqual([await slow, await last], ['third', true])
})
