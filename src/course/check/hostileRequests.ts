// Requests that strangers send to every server, whatever it offers. A program may give any response
// to them, but it must give one, and keep working. Most checks end with this step. Programs that
// read JSON also get bodies that are JSON, and not what they have asked for.

import { step, type Step, type Tools } from './check.ts'

/** JSON that isn't an object. Programs that read a member of `null` without a look at it throw. */
export const oddBodies: readonly unknown[] = [null, [], 7, true, 'text']

/** Makes the step. `target` is a path that the program serves. */
export function survivalStep<Id extends string>(target: string): Step<Id> {
  return step<Id>('Strange requests', async (tools) => {
    for (const strange of ['//', '/%zz', '/%00', '/?', `${target}?%zz=%`]) {
      await tools.send({ target: strange })
    }
    await tools.send({ method: 'HEAD', target, headers: [['Range', 'bytes=0-0']] })
    const headers = [['Content-Type', 'application/json']] as const
    for (const method of ['POST', 'DELETE', 'OPTIONS']) {
      await tools.send({ method, target, headers, body: '{"name": ' })
    }
    await leaveEarly(tools, target)
    await tools.send({ target })
  }, { deadlineMs: 20_000 })
}

// Two clients go away: one in the middle of its request, one before it has read the response.
async function leaveEarly<Id extends string>({ connect }: Tools<Id>, target: string) {
  const unfinished = await connect()
  unfinished.write(`GET ${target} HTTP/1.1\r\nHost: local`)
  await unfinished.untilRead()
  unfinished.reset()
  const unread = await connect()
  unread.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  unread.reset()
  await unread.untilRead()
}
