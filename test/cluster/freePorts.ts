// Chooses ports for nodes. They keep them when they are started again, so the ports aren't from the
// range that the system gives to outgoing connections (from 32768 on Linux): one of those could be
// using it by then.
//
// Lesson: outgrowing-one-machine (appendix)

import { once } from 'node:events'
import { createServer } from 'node:net'

const lowest = 20_000
const highest = 32_000

/** Gives ports that nothing on the loopback interface listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
