// Finds a server by its name, as a browser does: it asks for the addresses of the name, tries one
// after another until one accepts the connection, reads the greeting and gives the word back.
//
//   node exercise.ts http://mivato.test:41234/
//
// It ends with the codes that curl uses: 0 all went well, 6 the name has no address, 7 no address
// accepted the connection.

import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const resolver = new Resolver({ timeout: 1000 })
// The check brings its own name server, so that every run has new names.
if (process.env.DNS_SERVER !== undefined) resolver.setServers([process.env.DNS_SERVER])

const url = new URL(process.argv[2] ?? 'http://example.com/')

const addresses = await findAddresses(url.hostname)
if (addresses.length === 0) {
  console.error(`${url.hostname} has no address`)
  //#region todo End with the code that means: this name has no address
  //? A name that nobody knows and a door that nobody opens are two different failures.
  //? Which is this one?
  //> The codes stand in the first comment of this file
  //= process.exit(7)
  process.exit(6)
  //#endregion
}

const socket = await connectToFirst(addresses, Number(url.port))
if (socket === undefined) {
  console.error(`No address of ${url.hostname} accepted the connection`)
  process.exit(7)
}

await answerGreeting(socket)

// Asks for the IPv4 addresses (A records) and the IPv6 addresses (AAAA records) of a name.
async function findAddresses(name: string): Promise<string[]> {
  //#region todo Ask for the IPv6 addresses too, and give both kinds back
  //? A name can have addresses of two kinds.
  //? What happens when it has only the kind you do not ask for?
  //> Promise.allSettled waits for both answers, even when one of them is "there is none"
  //= return resolver.resolve4(name).catch(() => [])
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
  //#endregion
}

// Tries one address after another; gives the first connection that is accepted.
async function connectToFirst(addresses: string[], port: number): Promise<Socket | undefined> {
  for (const address of addresses) {
    //#region todo Connect to this address, on the port that stands in the URL
    //? Which two things does a connection need? Where do you have each of them?
    //> `port` is the second parameter of this function
    //= const socket = connect({ host: '127.0.0.1', port: 80 })
    const socket = connect({ host: address, port })
    //#endregion
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      // This address did not accept: perhaps the next one does.
      continue
    }
  }
  return undefined
}

// The server says one line, such as `The word is mivato`. It wants the word back, as a line.
async function answerGreeting(socket: Socket): Promise<void> {
  const [data] = await once(socket, 'data')
  const word = String(data).trim().split(' ').at(-1)
  socket.end(`${word}\n`)
  await once(socket, 'close')
}
