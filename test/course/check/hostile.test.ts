// Programs that are odd, broken or hostile: a run always ends, leaves no process behind, and says
// what is the case.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { runCheck, type CheckPlan } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { processesIn } from './processesIn.ts'

const check = defineCheck({
  findings: { wrong: { title: 'Wrong', why: 'Why', hint: 'Hint?', read: 'lesson:start-here' } },
  steps: [
    step('GET / says hello', async ({ send, fail }) => {
      const exchange = await send({ target: '/' })
      if (exchange.answer.text !== 'hello\n') fail('wrong', { exchange, mark: 'status' })
    }),
    step('GET /again is answered', async ({ send }) => void await send({ target: '/again' })),
  ],
})

const sayHello = "response.end('hello\\n')"

function http(code = sayHello, before = ''): string {
  return `import { createServer } from 'node:http'
    import { spawn } from 'node:child_process'
    import { closeSync, writeSync } from 'node:fs'
    ${before}
    const server = createServer((request, response) => { ${code} })
    server.listen(process.env.PORT)`
}

function net(code: string): string {
  return `import { createServer } from 'node:net'
    createServer((socket) => {
      socket.on('error', () => {})
      ${code}
    }).listen(process.env.PORT)`
}

// One process listens, another one starts it.
const listenInChild = (isChild: string, start: string) => `
  import cluster from 'node:cluster'
  import { fork, spawn } from 'node:child_process'
  import { createServer } from 'node:http'
  import { isMainThread, Worker } from 'node:worker_threads'
  if (${isChild}) {
    createServer((request, response) => ${sayHello}).listen(process.env.PORT)
  } else ${start}`

const passing: [name: string, program: string][] = [
  ['prints without an end', http(sayHello, `
    const text = Buffer.alloc(1_000_000, 'a')
    const print = () => process.stdout.write(text, print)
    print()`)],
  ['writes garbage to the pipe of the preload', http(sayHello, `
    const text = Buffer.alloc(1_000_000, 'a')
    setInterval(() => writeSync(3, text))`)],
  ['closes the pipe of the preload', http(sayHello, 'closeSync(3)')],
  ['ignores SIGTERM', http(sayHello, "process.on('SIGTERM', () => {})")],
  ['starts a daemon that holds its output open', http(sayHello, `
    spawn('sleep', ['60'], { detached: true, stdio: 'inherit' }).unref()`)],
  ['listens late', `setTimeout(() => {
    process.getBuiltinModule('node:http')
      .createServer((request, response) => ${sayHello}).listen(process.env.PORT)
  }, 1_000)`],
  ['listens on ::1 only', http().replace('.PORT', ".PORT, '::1'")],
  ['listens on IPv6 only', http()
    .replace('process.env.PORT', "{ port: process.env.PORT, host: '::', ipv6Only: true }")],
  ['has a second listener', http(sayHello, 'createServer(() => {}).listen(0)')],
  ['lets a child listen', listenInChild('process.argv[2]', `
    spawn(process.execPath, ['exercise.ts', 'child'], { stdio: 'inherit' })`)],
  ['forks', listenInChild('process.send', "fork('exercise.ts')")],
  ['has a cluster', listenInChild('cluster.isWorker', 'cluster.fork()')],
  ['has a worker', listenInChild('!isMainThread', 'new Worker(new URL(import.meta.url))')],
  ['answers interim answers first', http(`
    response.writeContinue()
    response.writeProcessing()
    response.writeEarlyHints({ link: '</a>; rel=preload' })
    ${sayHello}`)],
  ['sends trailers', http(`
    response.writeHead(200, { Trailer: 'X-Sum' })
    response.write('hello\\n')
    response.addTrailers({ 'X-Sum': '1' })
    response.end()`)],
  ['speaks HTTP/1.0', net(`
    socket.once('data', () => socket.end('HTTP/1.0 200 OK\\r\\n\\r\\nhello\\n'))`)],
  ['keeps connections open', net(`
    const answer = 'HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n'
    socket.once('data', () => socket.write(answer))`)],
  ['answers before it is asked', net(`
    socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n')`)],
  ['takes its time', http(`setTimeout(() => ${sayHello}, request.url === '/' ? 1_700 : 0)`)],
  ['asks a database all the time', http(sayHello, `
    import { DatabaseSync } from 'node:sqlite'
    const statement = new DatabaseSync(':memory:').prepare('select 1')
    setInterval(() => { for (let count = 0; count < 3_000; count += 1) statement.get() })`)],
]

const failing: [name: string, finding: string, program: string, actual?: RegExp][] = [
  ['listens, then closes', 'stopped-listening', `${http()}
    server.on('listening', () => server.close())
    setInterval(() => {}, 1_000)`, /refuses/],
  ['lets a client in before it closes', 'stopped-listening', `${http()}
    server.on('listening', () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
      server.close()
    })
    setInterval(() => {}, 1_000)`, /refuses/],
  ['catches what nobody caught, and lives on', 'no-answer',
    http("throw new Error('a')", "process.on('uncaughtException', () => {})")],
  ['crashes while a child holds its output open', 'crashed',
    http("throw new Error('a')", "spawn('sleep', ['60'], { stdio: 'inherit' })")],
  ['crashes while a daemon holds its output open', 'crashed',
    http("throw new Error('a')", "spawn('sleep', ['60'], { stdio: 'inherit', detached: true })")],
  ['ends while a child holds its output open', 'ended-at-start', `
    import { spawn } from 'node:child_process'
    spawn('sleep', ['60'], { stdio: 'inherit' }).unref()`],
  ['tells of a crash that cannot be shown', 'crashed', http("throw new Error('a')", `
    for (const file of ['5', '"/dev/zero"', '"/no/such"', '"/"', 'null']) {
      writeSync(3, '{"event":"crash","message":"a","line":1,"file":' + file + '}\\n')
    }`)],
  ['ends after its answer', 'exited', http(`response.end('hello\\n', () => process.exit())`)],
  ['never gets to its answer', 'no-answer', http('while (true) {}')],
  ['sends interim answers only', 'half-answer', http('response.writeContinue()'), /final response/],
  ['sends a header of a megabyte', 'not-http',
    http(`response.setHeader('X-A', 'a'.repeat(1_000_000)); ${sayHello}`), /65536/],
  ['cuts its answer off', 'half-answer', net(`socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\\r\\n\\r\\nhello\\n')
    setTimeout(() => socket.resetAndDestroy(), 20)
  })`), /cut off/],
  ['sends tiny chunks without an end', 'endless-answer', http(`
    const send = () => { while (response.write('a')); }
    response.on('drain', send)
    send()`)],
]

test('odd programs pass when they are right', { concurrency: 3 }, async (t) => {
  await Promise.all(passing.map(([name, program]) => t.test(name, async (t) => {
    const report = await run(t, program)
    assert.ok(report.passed, JSON.stringify(report.finding))
  })))
})

test('odd programs get the finding that is true', { concurrency: 3 }, async (t) => {
  await Promise.all(failing.map(([name, finding, program, actual]) => t.test(name, async (t) => {
    const report = await run(t, program)
    assert.equal(report.finding?.id, finding, JSON.stringify(report.finding))
    if (actual !== undefined) assert.match(report.finding.actual ?? '', actual)
  })))
})

test('a step that is too slow leaves no client program behind', async (t) => {
  const slow = defineCheck({
    kind: 'client',
    findings: {},
    steps: [
      step('Waits', async ({ run, serveTcp }) => {
        await run({ timeoutMs: 60_000 })
        await serveTcp({ host: '127.0.0.1' })
        await run({ timeoutMs: 60_000 })
      }, { deadlineMs: 400 }),
    ],
  })
  const folder = folderWith(t, 'setInterval(() => {}, 1_000)')
  const report = await runCheck({ lesson: 'hostile', check: slow, folder })
  // At once: whoever asked for the run may remove the folder now.
  assert.deepEqual(processesIn(folder), [])
  assert.equal(report.finding?.id, 'too-slow')
})

test('a client program that crashes is told with its place and its words', async (t) => {
  const client = defineCheck({
    kind: 'client',
    findings: { wrong: { title: 'Wrong', why: 'Why', hint: 'Hint?', read: 'lesson:start-here' } },
    steps: [step('Ends with 0', async ({ run, fail, output }) => {
      if ((await run()).exitCode !== 0) fail('wrong', { actual: output() })
    })],
  })
  const program = "console.log('Starts')\nthrow new Error('No book')"
  const report = await run(t, program, { check: client })
  assert.deepEqual(report.finding?.place, {
    file: 'exercise.ts', line: 2, text: "throw new Error('No book')",
  })
  assert.match(report.finding.output ?? '', /^Starts\n/)
})

test('a run that was called off before it began starts nothing', async (t) => {
  const report = await run(t, http(), { signal: AbortSignal.abort() })
  const { passed, finding, steps } = report
  assert.deepEqual([passed, finding, steps[0]?.state], [false, undefined, 'open'])
})

test('a step can be skipped, and a mistake of the check is told as ours', async (t) => {
  const odd = defineCheck({
    findings: {},
    steps: [
      step('Skips', async ({ skip }) => skip('This machine has no IPv6')),
      step('Takes long', async () => {}, { onDemand: true }),
      step('Breaks', async () => { throw new TypeError('Not thought of') }),
    ],
  })
  const report = await run(t, http(), { check: odd, isQuick: true })
  assert.deepEqual(report.steps.map(({ state }) => state), ['skipped', 'skipped', 'failed'])
  assert.equal(report.steps[0]?.note, 'This machine has no IPv6')
  assert.equal(report.finding?.id, 'check-broke')
  assert.match(report.finding.output ?? '', /Not thought of/)
})

// Runs a program, and says that nothing of it is left.
async function run(t: TestContext, program: string, plan: Partial<CheckPlan> = {}) {
  const folder = folderWith(t, program)
  const report = await runCheck({ lesson: 'hostile', check, folder, seed: 1, ...plan })
  // A killed process may need a moment to be gone.
  for (let tries = 0; tries < 50 && processesIn(folder).length > 0; tries += 1) await pause(20)
  assert.deepEqual(processesIn(folder), [])
  return report
}

function folderWith(t: TestContext, program: string): string {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), program)
  return folder
}
