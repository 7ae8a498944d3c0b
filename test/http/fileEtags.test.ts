import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { FileEtags } from '../../src/http/fileEtags.ts'
import { openFile, type OpenFile } from '../../src/http/files.ts'
import { makeEtag } from './makeEtag.ts'

const folder = await mkdtemp(join(tmpdir(), 'etags-'))
after(() => rm(folder, { recursive: true }))

type Change = { version?: string; changedMs?: number }

// Gives the tag of a file as if the system had said this of its changes.
async function tagOf(etags: FileEtags, name: string, change: Change = {}): Promise<string> {
  const file: OpenFile = { ...(await openFile(join(folder, name))), ...change }
  try {
    return await etags.of(file)
  } finally {
    await file.handle.close()
  }
}

const write = (name: string, content: string) => writeFile(join(folder, name), content)
const longAgo = { changedMs: 0 }

test('the tag is that of the bytes', async () => {
  const content = 'x'.repeat(200_000)
  await write('a.txt', content)
  assert.equal(await tagOf(new FileEtags(), 'a.txt'), makeEtag(content))
})

test('an empty file has a tag', async () => {
  await write('empty.txt', '')
  assert.equal(await tagOf(new FileEtags(), 'empty.txt'), makeEtag(''))
})

test('a version that is known is not read again', async () => {
  const etags = new FileEtags()
  await write('known.txt', 'one')
  await tagOf(etags, 'known.txt', { ...longAgo, version: '1' })
  await write('known.txt', 'two')
  assert.equal(await tagOf(etags, 'known.txt', { ...longAgo, version: '1' }), makeEtag('one'))
})

test('another version is read again', async () => {
  const etags = new FileEtags()
  await write('next.txt', 'one')
  await tagOf(etags, 'next.txt', { ...longAgo, version: '1' })
  await write('next.txt', 'two')
  assert.equal(await tagOf(etags, 'next.txt', { ...longAgo, version: '2' }), makeEtag('two'))
})

test('a file of the same version elsewhere is another file', async () => {
  const etags = new FileEtags()
  await write('here.txt', 'one')
  await write('there.txt', 'two')
  await tagOf(etags, 'here.txt', { ...longAgo, version: '1' })
  assert.equal(await tagOf(etags, 'there.txt', { ...longAgo, version: '1' }), makeEtag('two'))
})

test('a file that was changed just now is read again: its clock may not have moved', async () => {
  const etags = new FileEtags()
  const justNow = { version: '1', changedMs: Date.now() }
  await write('fresh.txt', 'one')
  await tagOf(etags, 'fresh.txt', justNow)
  await write('fresh.txt', 'two')
  assert.equal(await tagOf(etags, 'fresh.txt', justNow), makeEtag('two'))
})

test('a reading that failed is not remembered', async () => {
  const etags = new FileEtags()
  await write('broken.txt', 'one')
  const file = { ...(await openFile(join(folder, 'broken.txt'))), ...longAgo, version: '1' }
  await assert.rejects(etags.of({ ...file, size: 100 }), /ended at byte 3/)
  assert.equal(await etags.of(file), makeEtag('one'))
  await file.handle.close()
})
