// The steps about clicks that must not get lost: a response is a promise that its click is stored.

import { DatabaseSync } from 'node:sqlite'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import {
  expectRedirect, makeLink, personHeaders, targetOf,
} from '../29-create-and-redirect/client.ts'
import { formatNumber, readCounts, type ClickTools } from './counts.ts'

const mostClicks = 1_000
const connections = 20

/** Holds the write lock of the database: a program that responds now hasn't stored the click. */
export async function waitForLock(tools: ClickTools): Promise<void> {
  const { fresh, fail, connect, database } = tools
  const link = await makeLink(tools, { target: targetOf(fresh) })
  const holder = new DatabaseSync(database)
  holder.exec('begin immediate')
  try {
    const connection = await connect()
    connection.write(clickOf(link.slug))
    await connection.untilRead(50)
    if (endOfRedirect(connection.received, 0) !== undefined) {
      return fail('response-too-early', {
        exchange: connection, expected: 'no redirect while another program holds the write lock',
        actual: 'a redirect',
      })
    }
  } finally {
    holder.exec('rollback')
    holder.close()
  }
  await expectRedirect(tools, link.slug, link.target)
}

/** Kills the program in the middle of many clicks. Each that got a response has to be counted. */
export async function surviveCrash(tools: ClickTools): Promise<void> {
  const { fresh, fail, start } = tools
  const link = await makeLink(tools, { target: targetOf(fresh) })
  const { requests, responses } = await new Crowd(tools, link.slug).clickUntilKilled()
  await start()
  const { clicks } = await readCounts(tools, link.slug)
  const actual = `${responses} responses, ${formatNumber(clicks, 'click')}`
  if (clicks < responses) {
    return fail('clicks-lost', { expected: `at least ${responses} clicks`, actual })
  }
  if (clicks > requests) {
    const expected = `at most ${requests} clicks, one for each request`
    return fail('counted-twice', { expected, actual })
  }
  await expectRedirect(tools, link.slug, link.target)
  const after = await readCounts(tools, link.slug)
  if (after.clicks === clicks + 1) return
  fail(after.clicks > clicks ? 'counted-twice' : 'clicks-lost', {
    expected: formatNumber(clicks + 1, 'click'),
    actual: `${formatNumber(after.clicks, 'click')} after one more`,
  })
}

// People on several connections, who click until the program is killed.
class Crowd {
  readonly #tools: ClickTools
  readonly #request: string
  readonly #half = Promise.withResolvers<void>()
  #requests = 0
  #responses = 0
  #isKilled = false

  constructor(tools: ClickTools, slug: string) {
    this.#tools = tools
    this.#request = clickOf(slug)
  }

  /** Kills the program when half of the clicks have got a response. */
  async clickUntilKilled(): Promise<{ requests: number; responses: number }> {
    const work = Promise.all(Array.from({ length: connections }, () => this.#click()))
    // It is awaited below: a failure in the meantime must not end the check.
    work.catch(() => {})
    await Promise.race([this.#half.promise, work])
    await this.#tools.kill()
    this.#isKilled = true
    await work
    return { requests: this.#requests, responses: this.#responses }
  }

  async #click(): Promise<void> {
    let connection = await this.#tools.connect()
    let end = 0
    while (this.#requests < mostClicks && !this.#isKilled) {
      if (connection.ending !== undefined) {
        connection = await this.#tools.connect()
        end = 0
        if (connection.ending !== undefined) return
      }
      this.#requests += 1
      connection.write(this.#request)
      end = await this.#responseAfter(connection, end)
    }
  }

  // Gives the end of the next response; a program may close the connection after each one.
  async #responseAfter(connection: RawConnection, start: number): Promise<number> {
    const end = () => endOfRedirect(connection.received, start)
    await connection.waitFor(() => end() !== undefined, 10_000)
    const found = end()
    if (found !== undefined) {
      this.#responses += 1
      if (this.#responses >= mostClicks / 2) this.#half.resolve()
      return found
    }
    if (this.#isKilled || connection.ending !== undefined) return start
    return this.#tools.fail('link-not-followed', { exchange: connection, expected: '302' })
  }
}

function clickOf(slug: string): string {
  const lines = personHeaders.map(([name, value]) => `${name}: ${value}`)
  return [`GET /${slug} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n')
}

function endOfRedirect(received: string, start: number): number | undefined {
  const rest = received.slice(start)
  const head = rest.search(/HTTP\/1\.[01] 30[237]/)
  const end = head === -1 ? -1 : rest.indexOf('\r\n\r\n', head)
  return end === -1 ? undefined : start + end
}
