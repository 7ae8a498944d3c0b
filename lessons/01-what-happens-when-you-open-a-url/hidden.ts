// The hidden server: a name that only the check's name server knows, an address that nobody can
// guess, and listeners on the addresses where a program goes that doesn't look.

import type { Tools } from '../../src/course/check/check.ts'
import type { DnsTarget } from '../../src/course/check/dnsTarget.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import type { RunPlan } from '../../src/course/check/program.ts'
import type { TcpTarget } from '../../src/course/check/targets.ts'

export type Hidden = {
  name: string
  /** What the server's greeting ends with. */
  word: string
  /** Where the server listens. */
  host: string
  /** All addresses of the name. */
  addresses: readonly string[]
  target: TcpTarget
  dns: DnsTarget
  /** The other addresses of this machine that got a connection on the same port. */
  elsewhere(): readonly string[]
  plan: RunPlan
}

// On Linux and Windows, all of 127.0.0.0/8 is this machine. On macOS it is one address.
const hasManyAddresses = process.platform !== 'darwin'

/** An IPv4 address of this machine for a server to listen on. */
export function openAddress(fresh: Fresh): string {
  if (!hasManyAddresses) return '127.0.0.1'
  return `127.${fresh.integer(1, 120)}.${fresh.integer(0, 255)}.${fresh.integer(1, 254)}`
}

/** An IPv4 address of this machine that refuses every connection. */
export function closedAddress({ fresh, skip }: Tools, least = 0): string {
  if (!hasManyAddresses) return skip('macOS has one IPv4 address for itself, and two are needed')
  return `127.${130 + least * 40 + fresh.integer(0, 30)}.0.${fresh.integer(1, 254)}`
}

/** A name that no other name server knows: `mivato.talu-pezu.test`. */
export function freshName(fresh: Fresh): string {
  const name = `${fresh.word()}-${fresh.word()}`
  return `${fresh.pick([name, `${fresh.word()}.${name}`])}.test`
}

/** Starts a server on `host`, and a name server that knows all `addresses` for a fresh name. */
export async function hideServer(
  tools: Tools, host: string, addresses: readonly string[],
): Promise<Hidden> {
  const { fresh, serveTcp, serveDns, skip } = tools
  const name = freshName(fresh)
  // Two to fifteen letters.
  const word = `${fresh.word()}${fresh.word()}${fresh.word()}`.slice(fresh.integer(3, 16))
  const target = await serveTcp({
    host,
    onConnection(connection) {
      connection.write(`The word is ${word}\n`)
      // Waits for a whole line, then closes as servers do.
      void connection.waitFor((received) => received.includes('\n')).then(() => connection.end())
    },
  }).catch(() => skip(`This machine has no address ${host}`))
  const dns = await serveDns({ [name]: addresses })
  const decoys = new Map<string, TcpTarget>()
  for (const other of ['127.0.0.1', '::1'].filter((each) => ![host, ...addresses].includes(each))) {
    const decoy = await serveTcp({ host: other, port: target.port }).catch(() => undefined)
    if (decoy !== undefined) decoys.set(other, decoy)
  }
  return {
    name, word, host, addresses, target, dns,
    elsewhere: () =>
      [...decoys].filter(([, decoy]) => decoy.connections.length > 0).map(([other]) => other),
    plan: { args: [`http://${name}:${target.port}/`], variables: { DNS_SERVER: dns.address } },
  }
}
