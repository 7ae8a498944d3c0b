import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  mkdir, mkdtemp, realpath, rm, symlink, truncate, utimes, writeFile, type FileHandle,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { chunkBytes, findFile, openFile, readPieces, streamPieces } from '../../src/http/files.ts'

// The root stands in a hidden folder: only what is below it counts.
const folder = await mkdtemp(join(await realpath(tmpdir()), '.files-'))
after(() => rm(folder, { recursive: true }))

const root = join(folder, 'root')
await mkdir(join(root, 'sub', '.git'), { recursive: true })
await mkdir(join(folder, 'root-secrets'))
await writeFile(join(folder, 'secret.txt'), 'secret')
await writeFile(join(folder, 'root-secrets', 'a.txt'), 'secret')
await writeFile(join(root, 'a.txt'), 'hello')
await writeFile(join(root, 'two words.txt'), 'hello')
await writeFile(join(root, 'a..b.txt'), 'hello')
await writeFile(join(root, '.env'), 'secret')
await writeFile(join(root, 'sub', '.git', 'config'), 'secret')
await writeFile(join(root, 'sub', 'b.txt'), 'hello')
await symlink(join(root, 'a.txt'), join(root, 'inside.txt'))
await symlink('sub', join(root, 'alias'))
await symlink(join(folder, 'secret.txt'), join(root, 'outside.txt'))
await symlink('../root-secrets/a.txt', join(root, 'neighbour.txt'))
await symlink(folder, join(root, 'up'))
await symlink('.env', join(root, 'unhidden.txt'))
await symlink('sub/.git', join(root, 'repository'))
await symlink('nowhere', join(root, 'broken.txt'))
await symlink('circle.txt', join(root, 'circle.txt'))

const found: [rule: string, names: string[], path: string, isFolder: boolean][] = [
  ['a file', ['a.txt'], 'a.txt', false],
  ['a file in a folder', ['sub', 'b.txt'], 'sub/b.txt', false],
  ['a folder', ['sub'], 'sub', true],
  ['a name with a space', ['two words.txt'], 'two words.txt', false],
  ['a name with two dots inside', ['a..b.txt'], 'a..b.txt', false],
  ['a link to a file inside', ['inside.txt'], 'a.txt', false],
  ['a link to a folder inside', ['alias', 'b.txt'], 'sub/b.txt', false],
]

for (const [rule, names, path, isFolder] of found) {
  test(`${rule} is found`, async () => {
    assert.deepEqual(await findFile(root, names), { path: join(root, path), isFolder })
  })
}

const refused: [rule: string, names: string[]][] = [
  ['what is not there', ['b.txt']],
  ['a file that is used as a folder', ['a.txt', 'b.txt']],
  ['a name that is too long', ['x'.repeat(300)]],
  ['a hidden file', ['.env']],
  ['a file in a hidden folder', ['sub', '.git', 'config']],
  ['two dots', ['..', 'secret.txt']],
  ['two dots after a folder', ['sub', '..', 'a.txt']],
  ['one dot', ['.', 'a.txt']],
  ['a slash in a name', ['sub/b.txt']],
  ['two dots and a slash in a name', ['../secret.txt']],
  ['two dots behind a slash in a name', ['sub/../../secret.txt']],
  ['an absolute path as a name', [join(folder, 'secret.txt')]],
  ['a backslash in a name', ['sub\\b.txt']],
  ['two dots and a backslash in a name', ['sub\\..\\..\\secret.txt']],
  ['a NUL in a name', ['a.txt\0.png']],
  ['a drive', ['C:', 'a.txt']],
  ['a stream inside of a file', ['a.txt::$DATA']],
  ['a link to a file outside', ['outside.txt']],
  ['a link to a neighbour whose name starts like the root', ['neighbour.txt']],
  ['a link to a folder outside', ['up', 'secret.txt']],
  ['a link to a hidden file', ['unhidden.txt']],
  ['a file behind a link to a hidden folder', ['repository', 'config']],
  ['a link to nothing', ['broken.txt']],
  ['a link to itself', ['circle.txt']],
]

for (const [rule, names] of refused) {
  test(`${rule} is not found`, async () => {
    assert.equal(await findFile(root, names), undefined)
  })
}

const isWindows = process.platform === 'win32'

test('a socket is not found', { skip: isWindows }, async (t) => {
  const server = createServer().listen(join(root, 'socket'))
  t.after(() => server.close())
  await once(server, 'listening')
  assert.equal(await findFile(root, ['socket']), undefined)
})

// The system refuses nothing to its administrator.
const isMighty = process.getuid?.() === 0

const skip = isWindows || isMighty

test('a folder that may not be read is a fault, not a miss', { skip }, async () => {
  await mkdir(join(root, 'locked'), { mode: 0 })
  await assert.rejects(findFile(root, ['locked', 'a.txt']), { code: 'EACCES' })
})

async function makeFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

test('the version changes with the content, even when size and date stay', async () => {
  const path = await makeFile('version.txt', 'one')
  const date = new Date('2024-01-01')
  await utimes(path, date, date)
  const before = await openFile(path)
  await before.handle.close()
  // The clock of the file system moves in steps of some milliseconds.
  let later = before
  const deadline = Date.now() + 2_000
  while (later.version === before.version && Date.now() < deadline) {
    await writeFile(path, 'two')
    await utimes(path, date, date)
    later = await openFile(path)
    await later.handle.close()
  }
  assert.notEqual(later.version, before.version)
  assert.equal(later.size, before.size)
  assert.equal(later.modifiedMs, before.modifiedMs)
})

const content = Buffer.from(Array.from({ length: chunkBytes + 100 }, (_, index) => index % 251))

test('pieces are texts of our own and slices of the file', async () => {
  const { handle } = await openFile(await makeFile('pieces.bin', content))
  const slice = { first: 10, last: chunkBytes + 20 }
  const pieces = ['<', slice, 'ä', { first: 0, last: 0 }]
  const chunks = await Array.fromAsync(readPieces(handle, pieces))
  await handle.close()
  const expected = [Buffer.from('<'), content.subarray(10, chunkBytes + 21), Buffer.from('ä\0')]
  assert.ok(Buffer.concat(chunks).equals(Buffer.concat(expected)))
  assert.ok(chunks.every((chunk) => chunk.length <= chunkBytes))
})

test('nothing is read of an empty file', async () => {
  const { handle, size } = await openFile(await makeFile('empty.bin', ''))
  assert.deepEqual(await Array.fromAsync(readPieces(handle, [{ first: 0, last: size - 1 }])), [])
  await handle.close()
})

test('a file that became shorter breaks the reading off', async () => {
  const path = await makeFile('shrinking.bin', content)
  const { handle } = await openFile(path)
  await truncate(path, 5)
  const reading = Array.fromAsync(readPieces(handle, [{ first: 0, last: 9 }]))
  await assert.rejects(reading, /The file ended at byte 5/)
  await handle.close()
})

async function untilClosed(handle: FileHandle): Promise<void> {
  while (handle.fd !== -1) await new Promise((resolve) => setImmediate(resolve))
}

const whole = [{ first: 0, last: content.length - 1 }]

test('a stream closes its file at its end', { timeout: 5_000 }, async () => {
  const { handle } = await openFile(await makeFile('end.bin', content))
  assert.ok((await buffer(streamPieces(handle, whole))).equals(content))
  await untilClosed(handle)
})

test('a stream closes its file when it is destroyed on the way', { timeout: 5_000 }, async () => {
  const { handle } = await openFile(await makeFile('way.bin', content))
  const stream = streamPieces(handle, whole)
  await once(stream, 'readable')
  stream.destroy()
  await untilClosed(handle)
})

test('a stream closes its file when nobody ever read it', { timeout: 5_000 }, async () => {
  const { handle } = await openFile(await makeFile('unread.bin', content))
  streamPieces(handle, whole).destroy()
  await untilClosed(handle)
})

test('a stream closes its file when reading fails', { timeout: 5_000 }, async () => {
  const path = await makeFile('failing.bin', content)
  const { handle } = await openFile(path)
  await truncate(path, 5)
  await assert.rejects(buffer(streamPieces(handle, whole)), /ended at byte 5/)
  await untilClosed(handle)
})
