// The folders where the proof puts the answers: the same few, again and again. Node's compile cache
// knows a file by its path, so the files that two answers share are compiled only once.

import { mkdirSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'

const free: string[] = []

/** Makes an empty folder, which is removed after the test. A later test can get the same path. */
export function answerFolder(test: TestContext): string {
  const folder = free.pop() ?? makeFolder()
  mkdirSync(folder, { recursive: true })
  test.after(() => {
    removeFolder(folder)
    free.push(folder)
  })
  return folder
}
