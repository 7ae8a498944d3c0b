import assert from 'node:assert/strict'
import test from 'node:test'
import { levelOf } from '../../../src/database/rqlite/level.ts'

const builds: [build: unknown, level: string][] = [
  [{ version: 'v8.36.14' }, 'linearizable'],
  [{ version: 'v8.32.4' }, 'linearizable'],
  [{ version: '9.0.0' }, 'linearizable'],
  [{ version: 'v8.32.3' }, 'strong'],
  [{ version: 'v8.26.8' }, 'strong'],
  [{ version: '8' }, 'strong'],
  [{ version: 'unknown' }, 'strong'],
  [{}, 'strong'],
  [null, 'strong'],
]

for (const [build, level] of builds) {
  test(`${JSON.stringify(build)} reads with the level ${level}`, () => {
    assert.equal(levelOf(build), level)
  })
}
