// Which lines of our own program a learner sees after three hints.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { findProjectHint } from '../../../src/course/workshop/projectHints.ts'
import { partOfFinding } from '../../../src/course/workshop/programParts.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { writeTinyProject } from '../lessons/tinyProject.ts'

const answer = (file: string, from: string, to: string) =>
  `//#file ${file}\n//#replace\n${from}\n//#with\n${to}\n//#end\n`

const inFile = (file: string, from: string, to: string) => ({
  '05-sets-back/wrong/not-set-back.ts': answer(file, from, to),
})

function findPart(t: TestContext, answers: Record<string, string>, finding = 'not-set-back') {
  const [, , lesson] = writeTinyProject(join(temporaryFolder(t), 'lessons'), answers)
  assert.ok(lesson)
  return partOfFinding(lesson, finding)
}

test('the wrong answers of a finding say which lines it is about', (t) => {
  const server = /^createServer[^]*write\(0\)[^]*'127\.0\.0\.1'\)$/
  const rows: [answers: Record<string, string>, path: string, text: RegExp][] = [
    [inFile('main.ts', 'write(0)', 'write(1)'), 'main.ts', server],
    [inFile('main.ts', "  if (request.url === '/reset') write(0)\n", ''), 'main.ts', server],
    [inFile('main.ts', "  if (request.url === '/reset') write(0)",
      "  if (request.url === '/reset') write(0)\n  write(1)"), 'main.ts', server],
    [inFile('store.ts', "exec('create", "exec('drop"), 'store.ts', /^const database[^]*'\)$/],
    // Two of three answers say the same.
    [{
      ...inFile('store.ts', "exec('create", "exec('drop"),
      '05-sets-back/wrong/not-set-back--a.ts': answer('main.ts', 'write(0)', 'write(1)'),
      '05-sets-back/wrong/not-set-back--b.ts': answer('main.ts', 'write(0)', 'write(2)'),
    }, 'main.ts', server],
    // An import that comes with the change says nothing.
    [inFile('main.ts', "import { read, write } from './store.ts'",
      "import { read, write } from './store.ts'\nimport 'node:fs'"), '', /^$/],
    // An answer that changes everything doesn't either.
    [{ '05-sets-back/wrong/not-set-back.ts': '//#file store.ts\n//#whole\nlet a\n//#end\n' },
      '', /^$/],
    [{}, '', /^$/],
  ]
  for (const [answers, path, text] of rows) {
    const part = findPart(t, answers)
    assert.equal(part?.path ?? '', path)
    assert.match(part?.text ?? '', text)
  }
})

test('the finding of an earlier lesson leads to the program of that lesson', (t) => {
  const part = findPart(t, {}, 'does-not-count')
  assert.equal(part?.path, 'main.ts')
  assert.match(part?.text ?? '', /write\(read\(\) \+ 1\)/)
})

test('the third hint shows those lines, or names the files that change', (t) => {
  const levels = { 'not-set-back': 2 }
  const finding = { id: 'not-set-back', title: '', why: '', hint: '', read: '', wire: [] }
  const report = {
    lesson: 'sets-back', passed: false, steps: [], durationMs: 1, seed: 1, finding,
  }
  const hintWith = (answers: Record<string, string>) => {
    const [, , lesson] = writeTinyProject(join(temporaryFolder(t), 'lessons'), answers)
    assert.ok(lesson)
    return findProjectHint(lesson, report, levels)?.hint.text ?? ''
  }
  const known = hintWith(inFile('main.ts', 'write(0)', 'write(1)'))
  assert.match(known, /^\/\/ In our own main\.ts:\ncreateServer\(/)
  const unknown = hintWith({})
  assert.match(unknown, /npm run learn -- changes 5 main\.ts$/m)
  assert.match(unknown, /^main\.ts \(1 line added\)\nnotes\.ts \(new, 1 line\)$/m)
})
