// The guard itself, see guard.ts: reads what it has to look after, a JSON object on each line, and
// tidies up when the pipe closes.
//
// Lesson: outgrowing-one-machine (appendix)

import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pick } from '../pick.ts'

const running = new Set<number>()
const folders = new Set<string>()

for await (const line of createInterface({ input: process.stdin })) {
  const message: unknown = JSON.parse(line)
  const [started, ended] = [pick(message, 'started'), pick(message, 'ended')]
  const folder = pick(message, 'folder')
  if (typeof started === 'number') running.add(started)
  if (typeof ended === 'number') running.delete(ended)
  if (typeof folder === 'string') folders.add(folder)
}

for (const id of running) end(id)
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
