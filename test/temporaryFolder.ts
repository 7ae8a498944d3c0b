// A folder for one test, gone when the test is over.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** Makes an empty folder. It is removed after the test, with all that is in it. */
export function temporaryFolder(test: TestContext): string {
  const folder = makeFolder()
  test.after(() => removeFolder(folder))
  return folder
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'groundwork-test-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
