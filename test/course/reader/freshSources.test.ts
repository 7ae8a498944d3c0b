// The reader's source pages follow what is saved, changed, added and removed while it runs.

import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { freshSources } from '../../../src/course/reader/source/freshSources.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

test('files that are saved, added and removed are noticed, and others are kept', (context) => {
  const root = temporaryFolder(context)
  const put = (path: string, text: string) => writeFileSync(join(root, path), text)
  mkdirSync(join(root, 'src'))
  put('src/one.ts', '// The first.\n')
  put('src/two.ts', "import { x } from './one.ts'\n")
  let timeMs = 0
  const sources = freshSources(root, () => timeMs)
  const first = sources()
  const old = first.find('src/two.ts')
  assert.equal(first.find('src/one.ts')?.introduction.text, 'The first.')
  assert.deepEqual(first.find('src/one.ts')?.importedBy, ['src/two.ts'])

  timeMs += 5_000
  assert.equal(sources(), first)

  put('src/one.ts', '// The first, changed.\n')
  put('src/three.ts', "import { x } from './one.ts'\n")
  // Within a page, nothing changes.
  timeMs += 10
  assert.equal(sources(), first)
  timeMs += 5_000
  const second = sources()
  assert.equal(second.find('src/one.ts')?.introduction.text, 'The first, changed.')
  assert.deepEqual(second.find('src/one.ts')?.importedBy, ['src/three.ts', 'src/two.ts'])
  assert.equal(second.find('src/two.ts')?.imports, old?.imports)

  rmSync(join(root, 'src/three.ts'))
  timeMs += 5_000
  assert.equal(sources().find('src/three.ts'), undefined)
  assert.deepEqual(sources().find('src/one.ts')?.importedBy, ['src/two.ts'])
})
