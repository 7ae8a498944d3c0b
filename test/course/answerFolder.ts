// The folders in which the proof puts the answers: the same few over and over. Node knows a file by
// its path, so what it has compiled of one answer is good for the files that the next one shares.

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
