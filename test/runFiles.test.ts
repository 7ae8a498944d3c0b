// A run of the tests that is ended early leaves nothing behind.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join, relative } from 'node:path'
import test from 'node:test'
import { temporaryFolder } from './temporaryFolder.ts'

const projectFolder = join(import.meta.dirname, '..')
const limitMs = 60_000
const skip = process.platform === 'linux' ? false : 'Only Linux tells which processes there are'

// A test that never ends, and a process that would outlive it: its connection is open while it
// runs.
const endless = `import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
test('endless', async () => {
  mkdtempSync(join(tmpdir(), 'left-'))
  const program = "require('node:net').connect(process.env.TEST_PORT, '127.0.0.1')"
  spawn(process.execPath, ['-e', program], { detached: true, stdio: 'ignore' })
  await new Promise((resolve) => setTimeout(resolve, 1_000_000))
})`

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${name} ends the tests and all that they started`, { skip }, async (t) => {
    const folder = temporaryFolder(t)
    const temporary = join(folder, 'temporary')
    mkdirSync(temporary)
    const file = join(folder, 'endless.test.mjs')
    writeFileSync(file, endless)
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    const signal = AbortSignal.timeout(limitMs)
    const connected: Promise<Socket[]> = once(server, 'connection', { signal })
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const runner = spawn(process.execPath, ['test/run.ts', relative(projectFolder, file)], {
      cwd: projectFolder,
      env: {
        ...process.env, NODE_TEST_CONTEXT: undefined, NODE_V8_COVERAGE: undefined,
        TMPDIR: temporary, TEST_PORT: String(address.port),
      },
      stdio: 'ignore',
    })
    t.after(() => runner.kill('SIGKILL'))
    const [socket] = await connected
    t.after(() => socket?.destroy())
    socket?.resume()
    const ended = Promise.all([
      once(runner, 'exit', { signal }), socket && once(socket, 'close', { signal }),
    ])
    // Ctrl+C arrives twice: from the terminal, and from the launcher.
    runner.kill(name)
    runner.kill(name)
    const [[code]] = await ended
    assert.equal(code, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[name])
    assert.deepEqual(readdirSync(temporary), [])
  })
}

test('a folder stands for its tests, and a name with none is refused', () => {
  const run = (path: string) => spawnSync(process.execPath, ['test/run.ts', path], {
    cwd: projectFolder, encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  const folder = run('test/features/health')
  assert.equal(folder.status, 0, folder.stdout)
  assert.doesNotMatch(folder.stdout, /tests 0/)
  for (const wrong of ['test/http/roter.test.ts', 'src/http']) {
    const { status, stderr } = run(wrong)
    assert.equal(status, 1)
    assert.ok(stderr.startsWith(`Cannot find tests at ${wrong}: name a test file or a folder`))
  }
})
