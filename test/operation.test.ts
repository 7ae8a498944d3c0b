// The server as a process that meets what happens to servers: a full disk, a locked or deleted
// database, a log that nobody reads any more, files that everyone can read.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import test from 'node:test'
import { startServer } from './program.ts'
import { ask } from './serverProcess.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const skip = process.platform === 'win32'

test('what the server makes is private, and the rest is warned of', { skip }, async (t) => {
  const old = process.umask(0o022)
  t.after(() => process.umask(old))
  const DATA = join(temporaryFolder(t), 'new', 'data')
  const first = startServer(t, { DATA })
  await first.port()
  const names = readdirSync(DATA).sort()
  assert.deepEqual(names,
    ['groundwork.db', 'groundwork.db-shm', 'groundwork.db-wal', 'secret.key'])
  const modes = ['.', ...names].map((name) => statSync(join(DATA, name)).mode & 0o777)
  assert.deepEqual(modes, [0o700, 0o600, 0o600, 0o600, 0o600])
  assert.doesNotMatch(first.output, /other users/)
  first.child.kill('SIGTERM')
  await first.ended()
  chmodSync(join(DATA, 'groundwork.db'), 0o644)
  for (const options of [[], ['--workers', '2']]) {
    const second = startServer(t, { DATA }, options)
    await second.port()
    const warnings = second.output.match(/.*"level":"warn".*/g) ?? []
    assert.match(warnings[0] ?? '', /groundwork\.db","mode":"644","command":"chmod 600 .*\.db"/)
    second.child.kill('SIGTERM')
    await second.ended()
  }
})

test('a start without room on the disk says what to do', { skip }, (t) => {
  // No file may get larger than a few blocks, which a disk without room does as well.
  const start = 'ulimit -f 1; exec "$0" src/main.ts'
  const { status, stderr } = spawnSync('sh', ['-c', start, process.execPath], {
    cwd: join(import.meta.dirname, '..'), encoding: 'utf8',
    env: {
      ...process.env, NO_COLOR: '1', PORT: '0', DATA: temporaryFolder(t),
      // A part of its coverage would keep Node's runner from reading that of all others.
      NODE_V8_COVERAGE: undefined, NODE_COMPILE_CACHE: undefined,
    },
  })
  assert.equal(status, 1)
  assert.match(stderr, /^Can't store anything in .*groundwork\.db \(SQLite: .*make room on the d/)
})

for (const options of [[], ['--workers', '2']]) {
  const what = options.join(' ') || 'a server'
  test(`${what} goes on when nobody reads its log any more`, async (t) => {
    const server = startServer(t, { DATA: temporaryFolder(t) }, options)
    const port = await server.port()
    server.child.stdout?.destroy()
    server.child.stderr?.destroy()
    for (let request = 0; request < 20; request += 1) {
      assert.equal((await ask(port, '/hello')).status, 200)
    }
    assert.equal(server.child.exitCode, null)
    server.child.kill('SIGTERM')
    assert.equal(await server.ended(), 0)
  })
}

test('a locked database still redirects, refuses what it cannot store, and says so', async (t) => {
  const DATA = temporaryFolder(t)
  const server = startServer(t, { DATA })
  const port = await server.port()
  const headers = { 'content-type': 'application/json' }
  const link = (slug: string) => ({
    method: 'POST', headers, body: JSON.stringify({ target: 'https://example.com/a', slug }),
  })
  assert.equal((await ask(port, '/api/links', link('first'))).status, 201)
  // The server cleans up when it starts: its lock may have to be waited for.
  const other = new DatabaseSync(join(DATA, 'groundwork.db'), { timeout: 5_000 })
  t.after(() => other.close())
  other.exec('begin immediate')
  for (let click = 0; click < 3; click += 1) {
    assert.equal((await ask(port, '/first', { redirect: 'manual' })).status, 302)
  }
  const refused = await ask(port, '/api/links', link('second'))
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'])
  assert.deepEqual(await (await ask(port, '/readyz')).json(), { status: 'ready', writes: false })
  other.exec('rollback')
  assert.equal((await ask(port, '/api/links', link('second'))).status, 201)
  assert.equal((await ask(port, '/first', { redirect: 'manual' })).status, 302)
  await server.until(() => /"event":"clicks are counted again","uncounted":3\b/.test(server.output))
  assert.equal(server.output.match(/"event":"click not counted","slug":"first"/g)?.length, 3)
  assert.doesNotMatch(server.output, /"event":"bug"/)
})

test('a server whose database file is deleted is not ready any more', { skip }, async (t) => {
  const DATA = temporaryFolder(t)
  const server = startServer(t, { DATA })
  const port = await server.port()
  rmSync(join(DATA, 'groundwork.db'))
  const body = JSON.stringify({ target: 'https://example.com/' })
  const headers = { 'content-type': 'application/json' }
  const refused = await ask(port, '/api/links', { method: 'POST', headers, body })
  assert.equal(refused.status, 503, 'what is stored now would be lost')
  for (let look = 0; look < 2; look += 1) {
    const reply = await ask(port, '/readyz')
    assert.deepEqual([reply.status, await reply.json()], [503, { status: 'database replaced' }])
  }
  await server.until(() => server.output.includes('was deleted or replaced, so'))
  assert.equal(server.output.match(/was deleted or replaced, so/g)?.length, 1)
})
