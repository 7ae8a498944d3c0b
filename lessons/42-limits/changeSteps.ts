// Steps about all requests that change something, when the program is public: sixty at once for
// each client, and one more each second.

import type { RequestPlan } from '../../src/course/check/check.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import { sendJson, type Headers } from '../35-passwords/client.ts'
import { sendBurst } from '../34-share-it/burst.ts'
import { chain, isLimited, newAddresses, watch, type Id, type LimitTools } from './clients.ts'
import { letTimeGoBy, readBuckets } from './refillSteps.ts'
import { expectRetryAfter } from './retryAfter.ts'
import { expectNotStored } from './storedAddresses.ts'

const [most, perSecond] = [60, 1.2]
const proxy = '10.1.2.3'
const patienceMs = 15_000

type Change = { method: string; target: string }

const post: Change = { method: 'POST', target: '/api/links' }
const others: readonly Change[] = [
  { method: 'PATCH', target: '/api/links/nobody-made-this' },
  { method: 'DELETE', target: '/api/links/nobody-made-this' },
  { method: 'PUT', target: '/api/users/me/password' },
  { method: 'POST', target: '/api/tokens/revoke' },
  { method: 'POST', target: '/api/users' },
]

/** Nobody else can reach the program here, and one proxy is trusted. */
export async function changeAtHome(unwatched: LimitTools): Promise<void> {
  const tools = watch(unwatched)
  const [address = ''] = newAddresses(tools, 1)
  const plan = planOf(post, chain(address))
  const count = most + few
  const accepted = (await sendBurst(tools, plan, count, patienceMs))?.accepted
    ?? await sendInTurn(tools, plan, count)
  if (accepted === count) return
  tools.fail('limited-at-home', {
    exchange: await tools.send(plan), mark: 'status', expected: `no 429 for ${count} requests`,
    actual: `429 for ${count - accepted} of them`,
  })
}

/** Two proxies are trusted here. */
export async function limitChanges(unwatched: LimitTools): Promise<void> {
  const tools = watch(unwatched)
  const [neighbour = '', ...addresses] = newAddresses(tools, 3)
  const before = readBuckets(tools)
  const client = await Changer.begin(tools, addresses)
  await client.useUp(neighbour)
  const isInTable = readBuckets(tools) !== before
  await expectNothingMade(tools, client.address)
  await overOneConnection(tools, (kept) => expectOthersServed(kept, neighbour))
  const { address } = client
  await client.expectStillLimited('address-chosen', forgeriesOf(neighbour, address), [post])
  await client.expectStillLimited('changes-not-limited', disguisesOf(neighbour, address), [post])
  await client.expectStillLimited('other-method', [chain(address, proxy)], others)
  if (!isInTable) {
    return tools.fail('not-in-table', {
      expected: 'rows of buckets change when a client sends 62 requests', actual: 'none changed',
    })
  }
  await client.refill(30, { fewest: 24, most: 36 })
  await client.refill(3_000, { fewest: most, most })
  expectNotStored(tools, [address, neighbour])
}

// A 429 that comes after the work is done limits nothing.
async function expectNothingMade(tools: LimitTools, address: string): Promise<void> {
  const { fresh, fail, query } = tools
  const slug = `${fresh.word()}-${fresh.word()}-${fresh.integer(100, 999)}`
  const target = `https://${fresh.word()}.example/`
  const exchange =
    await sendJson(tools, 'POST', '/api/links', { slug, target }, chain(address, proxy))
  const isMade = query('select 1 from links where slug = ?', slug).length > 0
  if (!isLimited(exchange) || !isMade) return
  fail('changes-not-limited', {
    exchange, mark: 'status', expected: 'no link', actual: `429, and the link ${slug} was made`,
  })
}

// Several requests: a token of the other client may have come back.
async function expectOthersServed(tools: LimitTools, neighbour: string): Promise<void> {
  const plan = planOf(post, chain(neighbour, proxy))
  for (let sent = 0; sent < few; sent += 1) {
    const exchange = await tools.send(plan)
    if (!isLimited(exchange)) continue
    return tools.fail('one-limit-for-all', {
      exchange, mark: 'status', expected: `not 429 for ${neighbour}, which has sent nothing yet`,
    })
  }
}

// The second entry from the right counts: all others can be chosen, or are a proxy's.
function forgeriesOf(chosen: string, address: string): readonly Headers[] {
  return [
    chain(chosen, address, proxy), chain(address, chosen),
    [...chain(address, proxy), ['X-Real-IP', chosen], ['Forwarded', `for=${chosen}`]],
  ]
}

// Whatever a client can change from one request to the next doesn't say who it is.
function disguisesOf(chosen: string, address: string): readonly Headers[] {
  const own = chain(address, proxy)
  return [
    [...own, ['Cookie', `session=${chosen}; owner=${chosen}`], ['Sec-Fetch-Site', 'same-origin']],
    [...own, ['User-Agent', `Mozilla/5.0 ${chosen}`]],
  ]
}

/** A client, how long it has been sending, and how much got through. */
class Changer {
  readonly address: string
  readonly #tools: LimitTools
  readonly #takesBursts: boolean
  #start = performance.now()
  #lastSent = this.#start
  #sent = 0
  #accepted = 0
  #most = most

  constructor(tools: LimitTools, address: string, takesBursts: boolean) {
    this.#tools = tools
    this.address = address
    this.#takesBursts = takesBursts
  }

  /** Sends as the first address, or as the second one to a program that closes connections. */
  static async begin(
    tools: LimitTools, [address = '', other = '']: readonly string[],
  ): Promise<Changer> {
    const client = new Changer(tools, address, true)
    if (await client.#send(post, chain(address, proxy), most + 2) !== undefined) return client
    return new Changer(tools, other, false)
  }

  /** Sends until there is a 429, which can't come before the sixty-first request. */
  async useUp(neighbour: string): Promise<void> {
    const { fail } = this.#tools
    const own = chain(this.address, proxy)
    if (this.#sent === 0) await this.#send(post, own, most + 2)
    if (this.#accepted < most) return this.#failEarly(neighbour)
    while (this.#accepted === this.#sent && !this.#hasTooMany()) await this.#send(post, own, few)
    if (!this.#hasTooMany()) return this.#expectRetryAfter()
    const isEndless = await this.#send(post, own, most) === most
    fail(isEndless ? 'changes-not-limited' : 'burst', {
      expected: `429 after ${most} requests of a client`,
      actual: `${this.#accepted} got through in ${this.#seconds().toFixed(1)} seconds`,
    })
  }

  /** Sends more, in other ways. All of it belongs to the same limit. */
  async expectStillLimited(
    id: Id, headers: readonly Headers[], changes: readonly Change[],
  ): Promise<void> {
    const { fresh, fail, send } = this.#tools
    for (const each of fresh.shuffle(headers)) {
      for (const change of fresh.shuffle(changes)) {
        const disguised = await this.#send(change, each, few) ?? 0
        if (!this.#hasTooMany()) continue
        const plain = await this.#send(post, chain(this.address, proxy), few) ?? 0
        return fail(disguised - plain > few / 2 ? id : 'burst', {
          exchange: await send(planOf(change, each)), mark: 'status',
          expected: `429 for the client ${this.address}`,
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
    this.#start = this.#lastSent
    this.#accepted = 0
    this.#most = mostNow
    await this.#send(post, chain(this.address, proxy), mostNow + 4)
    if (this.#accepted >= fewest && !this.#hasTooMany()) return
    this.#tools.fail(this.#accepted < fewest ? 'never-refilled' : 'refilled-too-much', {
      expected: `${Math.min(seconds, most)} more requests when all buckets are ${seconds} `
        + 'seconds older',
      actual: `${this.#accepted} in ${this.#seconds().toFixed(1)} seconds`,
    })
  }

  async #failEarly(neighbour: string): Promise<void> {
    await overOneConnection(this.#tools, (kept) => expectOthersServed(kept, neighbour))
    this.#tools.fail('limit-too-low', {
      expected: `${most} requests of a client before a 429`, actual: `429 after ${this.#accepted}`,
    })
  }

  // A token may have come back by now: then there's no refusal to look at.
  async #expectRetryAfter(): Promise<void> {
    const exchange = await this.#tools.send(planOf(post, chain(this.address, proxy)))
    if (isLimited(exchange)) expectRetryAfter(this.#tools, exchange)
    else this.#accepted += 1
  }

  #hasTooMany(): boolean {
    return this.#accepted > this.#most + 1 + this.#seconds() * perSecond
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1_000
  }

  // Gives how many got through; undefined when the program closed the connection before the end.
  async #send(change: Change, headers: Headers, count: number): Promise<number | undefined> {
    const plan = planOf(change, headers)
    const accepted = this.#takesBursts
      ? (await sendBurst(this.#tools, plan, count, patienceMs))?.accepted
      : await sendInTurn(this.#tools, plan, count)
    this.#lastSent = performance.now()
    this.#sent += count
    this.#accepted += accepted ?? 0
    return accepted
  }
}

// So many that a token that comes back each second doesn't matter.
const few = 10

async function sendInTurn(tools: LimitTools, plan: RequestPlan, count: number): Promise<number> {
  let accepted = 0
  for (let sent = 0; sent < count; sent += 1) {
    if (!isLimited(await tools.send(plan))) accepted += 1
  }
  return accepted
}

function planOf({ method, target }: Change, headers: Headers): RequestPlan {
  return {
    method, target, body: '{}', headers: [...headers, ['Content-Type', 'application/json']],
  }
}
