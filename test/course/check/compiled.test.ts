// That what Node has compiled of a program is there for its next start, although it was killed.

import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { startServing } from '../../../src/course/check/server.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const name = 'a server that is killed has stored what was compiled of it'

test(name, { timeout: 20_000 }, async (t) => {
  const [folder, compiled] = [temporaryFolder(t), temporaryFolder(t)]
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), `
    import { createServer } from 'node:http'
    createServer().listen(Number(process.env.PORT))`)
  const own = process.env['NODE_COMPILE_CACHE']
  process.env['NODE_COMPILE_CACHE'] = compiled
  const serving = await startServing({ folder })
  if (own === undefined) delete process.env['NODE_COMPILE_CACHE']
  else process.env['NODE_COMPILE_CACHE'] = own
  assert.ok(!('id' in serving))
  // It tells that it listens, and stores a moment later.
  const count = () => readdirSync(compiled, { recursive: true }).length
  while (count() < 2 && serving.program.ending() === undefined) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  await serving.program.stop()
  assert.ok(count() >= 2)
})
