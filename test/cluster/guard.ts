// Makes sure that no node outlives the process that started it, however that process ends: after a
// `kill -9` it can't clean up any more. So a small second process, the guard, holds a pipe to it.
// When the pipe closes, the guard ends the nodes and removes their data.
//
// Lesson: outgrowing-one-machine (appendix)

import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Writable } from 'node:stream'

let pipe: Writable | undefined

/** Ends a process when this one ends. */
export function guardProcess(child: ChildProcess): void {
  tell({ started: child.pid })
  // Its number may belong to another process soon.
  child.once('exit', () => tell({ ended: child.pid }))
}

/** Removes a folder when this process ends. */
export function guardFolder(folder: string): void {
  tell({ folder })
}

function tell(message: object): void {
  pipe ??= startGuard()
  pipe.write(`${JSON.stringify(message)}\n`)
}

// In a process group of its own, the guard doesn't hear of Ctrl+C, and does its work afterwards.
function startGuard(): Writable {
  const file = join(import.meta.dirname, 'guardProcess.ts')
  const guard = spawn(process.execPath, [file], {
    stdio: ['pipe', 'ignore', 'ignore'], detached: true,
    // Coverage is measured in the process of a test, and not in what it starts.
    env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_TEST_CONTEXT: undefined },
  })
  guard.unref()
  // The pipe mustn't keep this process alive either.
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  return guard.stdin
}
