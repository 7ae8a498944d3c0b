// The file that tells a running server its public address, and all that mustn't count as one.

import assert from 'node:assert/strict'
import {
  chmodSync, linkSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import test from 'node:test'
import {
  readShare, removeShare, renewShare, writeShare, type Share,
} from '../../src/services/shareFile.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

const isWindows = process.platform === 'win32'
const share: Share = {
  origin: 'https://demo.ngrok-free.app', trustedHops: 1, process: process.pid,
}

test('what is written is read, only by its owner, and gone when it is removed', async (t) => {
  const folder = temporaryFolder(t)
  assert.deepEqual(await readShare(folder), {})
  await writeShare(folder, share)
  await writeShare(folder, share)
  assert.deepEqual(await readShare(folder), { share })
  if (!isWindows) assert.equal(statSync(join(folder, 'share.json')).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(folder), ['share.json'])
  await removeShare(folder)
  assert.deepEqual(readdirSync(folder), [])
  await removeShare(folder)
})

test("another process's file isn't removed", async (t) => {
  const folder = temporaryFolder(t)
  await writeShare(folder, { ...share, process: process.pid + 1 })
  await removeShare(folder)
  assert.deepEqual(readdirSync(folder), ['share.json'])
})

test('a file is renewed, or written again, but never in the place of another', async (t) => {
  const other = { ...share, origin: 'https://other.example', process: process.pid + 1 }
  const longAgo = new Date(Date.now() - 60_000)
  const rows: [content: string | undefined, left: Share, given: Share | undefined][] = [
    [JSON.stringify(share), share, undefined],
    [undefined, share, undefined],
    ['', share, undefined],
    ['{"origin":', share, undefined],
    [JSON.stringify({ ...share, origin: 'https://localhost' }), share, undefined],
    [JSON.stringify(other), other, other],
  ]
  for (const [content, left, given] of rows) {
    const folder = temporaryFolder(t)
    const path = join(folder, 'share.json')
    if (content !== undefined) {
      writeFileSync(path, content, { mode: 0o600 })
      utimesSync(path, longAgo, longAgo)
    }
    const shown = String(content)
    assert.deepEqual(await renewShare(folder, share), given, shown)
    assert.deepEqual((await readShare(folder, { longestMs: Infinity })).share, left, shown)
    assert.equal((await readShare(folder)).share !== undefined, given === undefined, shown)
  }
})

test('only the content of a public address counts', async (t) => {
  const folder = temporaryFolder(t)
  const notPublic = /isn't a public address|Cannot use/
  const rows: [content: string, problem: RegExp][] = [
    ['', /JSON/],
    ['{', /JSON/],
    ['null', /object/],
    ['[]', /object/],
    ['{}', /origin/],
    [JSON.stringify({ ...share, origin: undefined }), /origin/],
    [JSON.stringify({ ...share, origin: 1 }), /origin/],
    [JSON.stringify({ ...share, origin: 'http://demo.example' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://demo.example/' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://demo.example/path' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://DEMO.example' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://a@demo.example' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://*.example' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://localhost:3000' }), notPublic],
    [JSON.stringify({ ...share, origin: 'https://127.0.0.1' }), notPublic],
    [JSON.stringify({ ...share, origin: 'javascript:alert(1)' }), notPublic],
    [JSON.stringify({ ...share, origin: `https://${'a'.repeat(300)}` }), /at most 300/],
    [JSON.stringify({ ...share, trustedHops: 11 }), /trustedHops/],
    [JSON.stringify({ ...share, trustedHops: -1 }), /trustedHops/],
    [JSON.stringify({ ...share, trustedHops: '1' }), /trustedHops/],
    [JSON.stringify({ ...share, process: 0 }), /process/],
    [JSON.stringify({ ...share, isAdmin: true }), /isAdmin/],
    [JSON.stringify(share) + ' '.repeat(2_000), /more than 1024 bytes/],
  ]
  for (const [text, problem] of rows) {
    writeFileSync(join(folder, 'share.json'), text, { mode: 0o600 })
    const state = await readShare(folder)
    assert.equal(state.share, undefined, text)
    assert.match(String(state.problem), problem, text)
  }
})

test('a file that nobody writes anew is old after ten seconds', async (t) => {
  const folder = temporaryFolder(t)
  await writeShare(folder, share)
  const rows: [ageMs: number, isFresh: boolean][] = [
    [0, true], [9_900, true], [10_100, false], [86_400_000, false],
    // A clock that was set back, or a date that would keep the file for ever.
    [-9_900, true], [-10_100, false], [-86_400_000, false],
  ]
  const now = Date.now()
  for (const [ageMs, isFresh] of rows) {
    utimesSync(join(folder, 'share.json'), new Date(), new Date(now - ageMs))
    assert.deepEqual(await readShare(folder, { now }), isFresh ? { share } : {}, String(ageMs))
  }
})

test('only a private file of our own user counts', { skip: isWindows }, async (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'share.json')
  await writeShare(folder, share)
  const user = process.getuid?.() ?? 0
  const other = await readShare(folder, { user: user + 1 })
  assert.deepEqual(other, { problem: 'it belongs to another user' })
  for (const mode of [0o644, 0o640, 0o620, 0o602, 0o606, 0o610]) {
    chmodSync(path, mode)
    assert.match(String((await readShare(folder)).problem), /other users can read it/)
  }
  chmodSync(path, 0o400)
  assert.deepEqual(await readShare(folder), { share })
})

test('what only looks like the file is never followed', { skip: isWindows }, async (t) => {
  const elsewhere = temporaryFolder(t)
  await writeShare(elsewhere, share)
  const rows: [kind: string, make: (path: string) => void][] = [
    ['a symbolic link', (path) => symlinkSync(join(elsewhere, 'share.json'), path)],
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe', (path) => spawnSync('mkfifo', ['-m', '600', path])],
  ]
  for (const [kind, make] of rows) {
    const folder = temporaryFolder(t)
    make(join(folder, 'share.json'))
    const { share: found, problem } = await readShare(folder)
    assert.equal(found, undefined, kind)
    assert.notEqual(problem, undefined, kind)
  }
})

test('a draft that somebody has left behind is not written into', async (t) => {
  const folder = temporaryFolder(t)
  const victim = join(folder, 'victim')
  writeFileSync(victim, 'precious')
  linkSync(victim, join(folder, `share.json.${process.pid}`))
  await writeShare(folder, share)
  assert.equal(statSync(victim).size, 'precious'.length)
  assert.deepEqual(await readShare(folder), { share })
})
