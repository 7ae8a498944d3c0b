import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { startLimit, untilAsleep } from '../../../src/course/check/programTime.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const isLinux = process.platform === 'linux' && existsSync('/proc/self/schedstat')
const skip = isLinux ? false : 'Only Linux tells how long a process has waited'
const cannotPin = spawnSync('taskset', ['-c', '0', 'true']).status !== 0
const burn = "console.log('ready'); while (true) {}"

// Starts Node with a program that prints a line when it is ready.
async function start(t: TestContext, program: string, before: string[] = []): Promise<Started> {
  const [command = '', ...words] = [...before, process.execPath, '-e', program]
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return { child, id: child.pid ?? 0 }
}

type Started = { child: ChildProcess; id: number }

function limit(limitMs: number, ids: readonly number[]): Promise<void> {
  return new Promise((resolve) => void startLimit(limitMs, () => ids, resolve))
}

function ranMs(id: number): number {
  return Number(readFileSync(`/proc/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

test('a limit ends, whatever the programs do', { timeout: 30_000 }, async (t) => {
  const sleeping = await start(t, "console.log('ready'); setInterval(() => {}, 1_000)")
  const burning = await start(t, burn)
  for (const ids of [[], [sleeping.id], [burning.id], [sleeping.id, burning.id], [2 ** 30]]) {
    await limit(30, ids)
  }
})

test('a cancelled limit does not end', async () => {
  let isOver = false
  const cancel = startLimit(10, () => [], () => (isOver = true))
  cancel()
  await limit(50, [])
  assert.equal(isOver, false)
})

const skipPinned = skip || (cannotPin && "taskset can't choose a processor")
test('time in which a program waits for a processor is not counted', { skip: skipPinned },
  async (t) => {
    const pinned = ['taskset', '-c', '0']
    const { id } = await start(t, burn, pinned)
    for (let others = 0; others < 2; others += 1) await start(t, burn, pinned)
    const [before, beganMs] = [ranMs(id), performance.now()]
    await limit(300, [id])
    const ran = ranMs(id) - before
    // Its third of the processor has become 300 ms, unless even five times the limit is too short.
    const wasPatient = performance.now() - beganMs >= 5 * 300
    assert.ok(ran > 200 || wasPatient, `It ran for ${ran} ms`)
  })

test('what was written is read when a program is asleep again', { skip }, async (t) => {
  const marker = join(temporaryFolder(t), 'read')
  const { child, id } = await start(t, `
    console.log('ready')
    process.stdin.once('data', () => {
      const end = performance.now() + 200
      while (performance.now() < end);
      require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')
    })`)
  await untilAsleep(id, 0)
  child.stdin?.write('.')
  await untilAsleep(id, 20)
  assert.ok(existsSync(marker))
})
