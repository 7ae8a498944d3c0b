// Finds a server by its name, as a browser does: it asks for the addresses of the name, tries one
// after another until one accepts the connection, reads a greeting and sends a word back.
//
//   node exercise.ts http://mivato.test:41234/
//
// It ends with the same codes as curl: 0 it worked, 6 the name has no address, 7 every address
// refused the connection.

import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const resolver = new Resolver({ timeout: 1000 })
// The check has its own name server, so that each run has new names.
if (process.env.DNS_SERVER !== undefined) resolver.setServers([process.env.DNS_SERVER])

const url = new URL(process.argv[2] ?? 'http://example.com/')

const addresses = await findAddresses(url.hostname)
if (addresses.length === 0) {
  console.error(`${url.hostname} has no address`)
  process.exit(6)
}

const socket = await connectToFirst(addresses, Number(url.port))
if (socket === undefined) {
  console.error(`No address of ${url.hostname} accepted the connection`)
  process.exit(7)
}

await answerGreeting(socket)

// Asks for the IPv4 addresses (A records) and the IPv6 addresses (AAAA records) of a name.
async function findAddresses(name: string): Promise<string[]> {
  //#region todo Ask for the IPv6 addresses too, and return both kinds
  //? A name can have addresses of two kinds. What if it has only the kind that you don't ask for?
  //> Read "Two queries at once". The method for AAAA records is called like the one for A records,
  //> with a 6
  //= return resolver.resolve4(name).catch(() => [])
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
  //#endregion
}

// Tries one address after another, and returns the first connection that is accepted.
async function connectToFirst(addresses: string[], port: number): Promise<Socket | undefined> {
  for (const address of addresses) {
    //#region todo Connect to this address, and to the port that is in the URL
    //? A connection needs an IP address and a port. Which variables contain them here?
    //> The function gets the port as its second parameter, and the loop goes through the addresses
    //= const socket = connect({ host: '127.0.0.1', port: 80 })
    const socket = connect({ host: address, port })
    //#endregion
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      // This address refused the connection. Maybe the next one doesn't.
      continue
    }
  }
  return undefined
}

// The server sends one line, such as `The word is mivato`. It expects the word back, as a line.
async function answerGreeting(socket: Socket): Promise<void> {
  const [data] = await once(socket, 'data')
  const word = String(data).trim().split(' ').at(-1)
  socket.end(`${word}\n`)
  await once(socket, 'close')
}
