// Runs a module in a process of its own, asks it and gets answers, for what only several processes
// can do to each other.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'

export type OtherProcess = { ask(question: object): Promise<unknown> }

/** Starts a module that answers each message with one. It is ended after the test. */
export function startProcess(test: TestContext, module: URL): OtherProcess {
  const child = fork(module)
  test.after(() => child.kill('SIGKILL'))
  return {
    async ask(question) {
      child.send(question)
      const [answer] = await once(child, 'message')
      return answer
    },
  }
}
