// How programs are started, found, and ended, in any language.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { defineCheck, step } from '../../../src/course/check/check.ts'
import { runProgram, startProgram } from '../../../src/course/check/program.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const check = defineCheck({
  findings: {},
  steps: [step('GET / is answered', async ({ send }) => void await send({ target: '/' }))],
})

function folderWith(t: TestContext, name: string, text: string): string {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, name), text)
  return folder
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    // A dead process that nobody has taken note of yet is still listed.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${processId}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test('a program is ended together with the processes that it started', async (t) => {
  const folder = folderWith(t, 'exercise.ts', `
    import { spawn } from 'node:child_process'
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    console.log(child.pid + '.')
    setInterval(() => {}, 1000)`)
  const program = startProgram({ folder })
  while (!program.output().includes('.')) await pause(10)
  const child = parseInt(program.output())
  assert.ok(isAlive(child))
  await program.stop()
  for (let tries = 0; tries < 100 && isAlive(child); tries += 1) await pause(10)
  assert.equal(isAlive(child), false)
  assert.equal(isAlive(program.processId), false)
})

test('a program ends when the process that started it is killed', async (t) => {
  if (process.platform === 'win32') return t.skip('A process of Windows keeps its parent')
  const folder = folderWith(t, 'exercise.ts', "console.log('on'); setInterval(() => {}, 1000)")
  const url = new URL('../../../src/course/check/program.ts', import.meta.url).href
  const script = `import { startProgram } from ${JSON.stringify(url)}
    const program = startProgram({ folder: ${JSON.stringify(folder)} })
    program.onOutput(() => console.log(program.processId + '.'))`
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script])
  t.after(() => runner.kill('SIGKILL'))
  let output = ''
  runner.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  while (!output.includes('.') && runner.exitCode === null) await pause(10)
  const processId = parseInt(output)
  assert.ok(isAlive(processId))
  runner.kill('SIGKILL')
  for (let tries = 0; tries < 200 && isAlive(processId); tries += 1) await pause(50)
  assert.equal(isAlive(processId), false)
})

test('a client program gets its words and tells how it ended', async (t) => {
  const folder = folderWith(t, 'exercise.ts', 'console.log(process.argv.slice(2)); process.exit(6)')
  const args = ["it's", 'a "word"', '$HOME']
  const run = await runProgram({ folder, args }, { timeoutMs: 3_000, signal: undefined })
  assert.deepEqual([run.exitCode, run.hasTimedOut], [6, false])
  assert.match(run.output, /it's.*a "word".*\$HOME/)
  const shell = await runProgram(
    { folder, command: 'printf "<%s>"', args }, { timeoutMs: 3_000, signal: undefined },
  )
  if (process.platform !== 'win32') assert.equal(shell.output, `<it's><a "word"><$HOME>`)
})

test('a client program that does not end is ended', async (t) => {
  const folder = folderWith(t, 'exercise.ts', 'setInterval(() => {}, 1000)')
  const run = await runProgram({ folder }, { timeoutMs: 300, signal: undefined })
  assert.deepEqual([run.exitCode, run.hasTimedOut], [undefined, true])
})

test('a command that cannot be started is told', async (t) => {
  const folder = temporaryFolder(t)
  const report = await runCheck({ lesson: 'x', check, folder, command: 'no-such-command-here app' })
  assert.equal(report.finding?.id, 'command-not-found')
})

test('a Node that cannot read TypeScript is told', async (t) => {
  const folder = temporaryFolder(t)
  const error =
    'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /my/app.ts'
  const command = `node -e 'console.error(${JSON.stringify(error)}); process.exit(1)'`
  const report = await runCheck({ lesson: 'x', check, folder, command })
  assert.equal(report.finding?.id, 'wrong-node')
})

const server = `
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'hi')
http.server.HTTPServer(('', PORT), Handler).serve_forever()
`

test('a program in another language is checked in the same way', async (t) => {
  const folder = folderWith(t, 'app.py', server.replace('PORT', "int(os.environ['PORT'])"))
  const { exitCode } = await runProgram(
    { folder, command: 'python3 --version' }, { timeoutMs: 3_000, signal: undefined },
  )
  if (exitCode !== 0) return t.skip('There is no python3 on this machine')
  const report = await runCheck({ lesson: 'x', check, folder, command: 'python3 app.py' })
  assert.ok(report.passed, JSON.stringify(report))
  writeFileSync(join(folder, 'app.py'), server.replace('PORT', '43219'))
  const other = await runCheck({ lesson: 'x', check, folder, command: 'python3 app.py' })
  assert.equal(other.finding?.id, 'hard-coded-port')
  assert.match(other.finding?.actual ?? '', /43219/)
})

test('a run can be called off', async (t) => {
  const folder = folderWith(t, 'exercise.ts', 'setInterval(() => {}, 1000)')
  const controller = new AbortController()
  const running = runCheck({ lesson: 'x', check, folder, signal: controller.signal })
  setTimeout(() => controller.abort(), 50)
  const report = await running
  assert.equal(report.passed, false)
  assert.notEqual(report.finding?.id, 'never-listening')
})
