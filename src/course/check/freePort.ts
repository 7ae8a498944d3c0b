// Finds ports for programs: the usual one when a learner starts a program, so that texts can name
// it, and any other one for a check.

import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// A program on one address doesn't always stop another from listening on all of them, and then a
// client may reach the wrong one of the two.
const hosts = ['::', '0.0.0.0', '127.0.0.1', '::1']
const mostTries = 100
// Systems take the ports of connections, and of `listen(0)`, from above these. So nobody else gets
// one by chance while a program is starting.
const lowestPort = 20_000
const highestPort = 32_767

/** Finds the first port from this one up that nobody listens on, on any address of the machine. */
export async function findPortFrom(first: number): Promise<number> {
  for (let port = first; port < first + mostTries; port += 1) {
    if (await isFree(port)) return port
  }
  throw new Error(`The ports ${first} to ${first + mostTries - 1} are all in use`)
}

/** Finds a random port that nobody listens on, on any address of the machine. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = randomInt(lowestPort, highestPort + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`${mostTries} ports from ${lowestPort} to ${highestPort} are all in use`)
}

/** Says whether nobody listens on a port, on any address of the machine. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of hosts) {
    if (await isTaken(port, host)) return false
  }
  return true
}

async function isTaken(port: number, host: string): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen({ port, host, exclusive: true }), 'listening')
    server.close()
    await once(server, 'close')
    return false
  } catch (error) {
    // Anything else means that this machine doesn't have the address.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'EADDRINUSE' || code === 'EACCES'
  }
}
