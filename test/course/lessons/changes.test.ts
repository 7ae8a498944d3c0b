import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { changesOf, formatChanges } from '../../../src/course/lessons/changes.ts'
import { diffLines, hunksOf } from '../../../src/course/lessons/lineDiff.ts'
import { readStart } from '../../../src/course/lessons/project.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { writeTinyProject } from './tinyProject.ts'

test('lines are compared as a person would', () => {
  const rows: [before: string, after: string, expected: string][] = [
    ['', '', ''], ['abc', 'abc', ' a b c'], ['', 'ab', '+a+b'], ['ab', '', '-a-b'],
    ['abc', 'axc', ' a-b+x c'], ['abcd', 'bcde', '-a b c d+e'], ['aaa', 'aa', ' a a-a'],
    ['abab', 'baba', '-a b a b+a'], ['xay', 'zaw', '-x+z a-y+w'],
  ]
  for (const [before, after, expected] of rows) {
    const lines = diffLines([...before], [...after])
    assert.equal(lines.map(({ sign, text }) => sign + text).join(''), expected)
  }
})

test('very long texts count as changed as a whole', () => {
  const before = Array.from({ length: 3_000 }, (_, index) => `old ${index}`)
  const after = Array.from({ length: 3_000 }, (_, index) => `new ${index}`)
  const lines = diffLines(['same', ...before], ['same', ...after])
  assert.deepEqual([lines.length, lines[0]?.sign, lines.at(-1)?.sign], [6_002, '-', '+'])
})

test('hunks have three lines around a change, and join when they touch', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const change = (...changed: string[]) => letters.map((each) =>
    changed.includes(each) ? each.toUpperCase() : each)
  const rows: [changed: string[], hunks: string[]][] = [
    [['a'], ['1,1 -a+A b c d']],
    [['z'], ['23,23  w x y-z+Z']],
    [['h', 'n'], ['5,5  e f g-h+H i j k l m-n+N o p q']],
    [['c', 'n'], ['1,1  a b-c+C d e f', '11,11  k l m-n+N o p q']],
  ]
  for (const [changed, expected] of rows) {
    const hunks = hunksOf(diffLines(letters, change(...changed)))
    const written = hunks.map(({ oldStart, newStart, lines }) =>
      `${oldStart},${newStart} ${lines.map(({ sign, text }) => sign + text).join('')}`)
    assert.deepEqual(written, expected)
  }
})

test('the changes of a lesson are a diff that git can apply', (t) => {
  const lessons = writeTinyProject(temporaryFolder(t))
  const [, , last] = lessons
  assert.ok(last?.project)
  const diff = formatChanges(changesOf(last))
  assert.equal(diff, `--- a/main.ts
+++ b/main.ts
@@ -3,5 +3,6 @@
 
 createServer((request, response) => {
   if (request.url === '/count') write(read() + 1)
+  if (request.url === '/reset') write(0)
   response.end(String(read()))
 }).listen(Number(process.env.PORT), '127.0.0.1')

--- /dev/null
+++ b/notes.ts
@@ -0,0 +1,1 @@
+// A new file.`)
  const folder = temporaryFolder(t)
  for (const [path, text] of readStart(last.project)) writeFileSync(join(folder, path), text)
  const git = spawnSync('git', ['apply', '--check'], { cwd: folder, input: `${diff}\n` })
  if (git.error !== undefined) return t.diagnostic('There is no git here')
  assert.equal(git.status, 0, String(git.stderr))
})
