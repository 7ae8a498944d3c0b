// Steps about all requests that change something, when the program is public: sixty at once for
// each client, and one more each second.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Headers } from '../35-passwords/client.ts'
import { sendBurst } from '../34-share-it/burst.ts'
import { chain, isLimited, newAddresses, watch, type Id, type LimitTools } from './clients.ts'
import { letTimeGoBy, readBuckets } from './refillSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'

const [most, perSecond] = [60, 1.2]
const proxy = '10.1.2.3'

type Change = { method: string; target: string }

const post: Change = { method: 'POST', target: '/api/links' }
const others: readonly Change[] = [
  { method: 'PATCH', target: '/api/links/nobody-made-this' },
  { method: 'DELETE', target: '/api/links/nobody-made-this' },
  { method: 'PUT', target: '/api/users/me/password' },
]

/** Two proxies are trusted here. */
export async function limitChanges(unwatched: LimitTools): Promise<void> {
  const tools = watch(unwatched)
  const [address = '', neighbour = ''] = newAddresses(tools, 2)
  const client = new Changer(tools, address)
  const before = readBuckets(tools)
  await client.useUp(neighbour)
  const isInTable = readBuckets(tools) !== before
  await expectOthersServed(tools, neighbour)
  await client.expectStillLimited('address-chosen', forgeriesOf(neighbour, address), [post])
  await client.expectStillLimited('other-method', [chain(address, proxy)], others)
  if (!isInTable) {
    return tools.fail('not-in-table', {
      expected: 'rows of buckets change when a client sends 62 requests', actual: 'none changed',
    })
  }
  await client.refill(30, { fewest: 24, most: 36 })
  await client.refill(3_000, { fewest: most, most })
}

async function expectOthersServed(tools: LimitTools, neighbour: string): Promise<void> {
  const exchange = await tools.send(planOf(post, chain(neighbour, proxy)))
  if (!isLimited(exchange)) return
  tools.fail('one-limit-for-all', {
    exchange, mark: 'status', expected: `not 429 for ${neighbour}, which has sent nothing yet`,
  })
}

// The second entry from the right counts: all others can be chosen, or are a proxy's.
function forgeriesOf(chosen: string, address: string): readonly Headers[] {
  return [
    chain(chosen, address, proxy), chain(chosen, chosen, address, proxy),
    chain(address, chosen),
    [...chain(address, proxy), ['X-Real-IP', chosen], ['Forwarded', `for=${chosen}`]],
  ]
}

/** A client, how long it has been sending, and how much got through. */
class Changer {
  readonly #tools: LimitTools
  readonly #address: string
  #start = performance.now()
  #accepted = 0
  #bonus = 0

  constructor(tools: LimitTools, address: string) {
    this.#tools = tools
    this.#address = address
  }

  /** Sends until there is a 429, which can't come before the sixty-first request. */
  async useUp(neighbour: string): Promise<void> {
    const { fail } = this.#tools
    await this.#send(post, chain(this.#address, proxy), most + 2)
    if (this.#accepted < most) return this.#failEarly(neighbour)
    if (!this.#hasTooMany()) {
      const exchange = await this.#refusal()
      if (exchange !== undefined) expectRetryAfter(this.#tools, exchange)
      return
    }
    const sent = this.#accepted
    await this.#send(post, chain(this.#address, proxy), most)
    const isEndless = this.#accepted === sent + most
    fail(isEndless ? 'changes-not-limited' : 'burst', {
      expected: `429 after ${most} requests of a client`,
      actual: `${this.#accepted} got through in ${this.#seconds().toFixed(1)} seconds`,
    })
  }

  /** Sends more, in other ways. All of it belongs to the same limit. */
  async expectStillLimited(
    id: Id, headers: readonly Headers[], changes: readonly Change[],
  ): Promise<void> {
    for (const each of this.#tools.fresh.shuffle(headers)) {
      for (const change of this.#tools.fresh.shuffle(changes)) {
        await this.#send(change, each, mostDisguised)
        if (!this.#hasTooMany()) continue
        const exchange = await this.#tools.send(planOf(change, each))
        return this.#tools.fail(id, {
          exchange, mark: 'status', expected: `429 for the client ${this.#address}`,
          actual: `${this.#accepted} requests in ${this.#seconds().toFixed(1)} seconds`,
        })
      }
    }
  }

  /** Makes all buckets so much older, and counts what a client can send then. */
  async refill(
    seconds: number, { fewest, most: mostNow }: { fewest: number; most: number },
  ): Promise<void> {
    letTimeGoBy(this.#tools, seconds)
    this.#start = performance.now()
    this.#accepted = 0
    this.#bonus = mostNow - most
    await this.#send(post, chain(this.#address, proxy), mostNow + 4)
    if (this.#accepted >= fewest && !this.#hasTooMany()) return
    this.#tools.fail(this.#accepted < fewest ? 'never-refilled' : 'refilled-too-much', {
      expected: `${Math.min(seconds, most)} more requests when all buckets are ${seconds} `
        + 'seconds older',
      actual: `${this.#accepted} in ${this.#seconds().toFixed(1)} seconds`,
    })
  }

  async #failEarly(neighbour: string): Promise<void> {
    const exchange = await this.#tools.send(planOf(post, chain(neighbour, proxy)))
    const isForAll = isLimited(exchange)
    this.#tools.fail(isForAll ? 'one-limit-for-all' : 'limit-too-low', {
      exchange: isForAll ? exchange : undefined, mark: 'status',
      expected: isForAll ? `not 429 for ${neighbour}, which has sent nothing yet`
        : `${most} requests of a client before a 429`,
      actual: isForAll ? '429' : `429 after ${this.#accepted}`,
    })
  }

  // A token may have come back by now, so that there's no refusal to look at.
  async #refusal(): Promise<HttpExchange | undefined> {
    const exchange = await this.#tools.send(planOf(post, chain(this.#address, proxy)))
    if (isLimited(exchange)) return exchange
    this.#accepted += 1
    return undefined
  }

  #hasTooMany(): boolean {
    return this.#accepted > most + 1 + this.#bonus + this.#seconds() * perSecond
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1_000
  }

  async #send(change: Change, headers: Headers, count: number): Promise<void> {
    const plan = planOf(change, headers)
    const burst = await sendBurst(this.#tools, plan, count)
    if (burst !== undefined) {
      this.#accepted += burst.accepted
      return
    }
    // This program closes its connections.
    for (let sent = 0; sent < count; sent += 1) {
      if (!isLimited(await this.#tools.send(plan))) this.#accepted += 1
    }
  }
}

// So many that a token that comes back each second doesn't matter.
const mostDisguised = 15

function planOf({ method, target }: Change, headers: Headers) {
  return {
    method, target, body: '{}', headers: [...headers, ['Content-Type', 'application/json']],
  } as const
}
