import assert from 'node:assert/strict'
import {
  existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { withFiles } from '../../../src/course/check/madeFiles.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

function skip(reason: string): never {
  throw new Error(`skipped: ${reason}`)
}

test('what a step makes is gone afterwards, and what was there stays', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'public'))
  writeFileSync(join(folder, 'public/own.txt'), 'mine')
  await withFiles({ folder, skip }, async ({ file, link }) => {
    assert.equal(file('public/a.txt', 'a'), join(folder, 'public/a.txt'))
    file('public/sub/deep/b.bin', Buffer.from([0xff]))
    file('public/sub/c.txt', 'c')
    file('other/d.txt', 'd')
    link('public/e.txt', join('..', 'nothing'))
    assert.equal(readFileSync(join(folder, 'public/sub/deep/b.bin'), 'latin1'), '\xff')
    assert.equal(readlinkSync(join(folder, 'public/e.txt')), join('..', 'nothing'))
  })
  assert.deepEqual(readdirSync(folder), ['public'])
  assert.deepEqual(readdirSync(join(folder, 'public')), ['own.txt'])
})

test('what a step makes is gone after a finding too', async (t) => {
  const folder = temporaryFolder(t)
  await assert.rejects(withFiles({ folder, skip }, async ({ file }) => {
    file('public/a.txt', 'a')
    throw new Error('a finding')
  }), /a finding/)
  assert.equal(existsSync(join(folder, 'public')), false)
})

test('a file that cannot be made skips the step', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'public'), 'a file, not a folder')
  await assert.rejects(withFiles({ folder, skip }, async ({ file }) => {
    file('public/a.txt', 'a')
  }), /skipped: This machine doesn't allow it/)
  assert.deepEqual(readdirSync(folder), ['public'])
})
