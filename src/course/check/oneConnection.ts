// Sends many requests one after the other over one connection, as browsers do: a new connection for
// each takes three times as much work, for the check and for the program.

import type { RequestPlan, Tools } from './check.ts'
import { readAnswer, toAnswer, type Exchange, type HttpExchange } from './exchange.ts'
import { Failure } from './failure.ts'
import type { Reading } from './message.ts'
import type { RawConnection } from './rawConnection.ts'
import { toByteText } from './report.ts'
import { formatRequest } from './request.ts'

const usualTimeoutMs = 2_000
// How long the program may take to close the connection, too.
const closingMs = 60

/**
 * Gives tools whose `send` keeps its connection open. It's closed afterwards, because a program
 * that serves one connection at a time has to get on: don't use another one in between. A program
 * that closes its connections gets a new one for each request.
 */
export async function overOneConnection<Id extends string, Value>(
  tools: Tools<Id>, work: (tools: Tools<Id>) => Promise<Value>,
): Promise<Value> {
  const sender = new KeepingSender(tools)
  try {
    return await work({ ...tools, send: (plan) => sender.send(plan) })
  } finally {
    await sender.close()
  }
}

/** Makes the work of a step that does so from its beginning to its end. */
export function keepingConnection<Id extends string>(
  work: (tools: Tools<Id>) => Promise<void>,
): (tools: Tools<Id>) => Promise<void> {
  return (tools) => overOneConnection(tools, work)
}

type Parts = Pick<Tools, 'connect' | 'send' | 'port' | 'fail'>

class KeepingSender {
  readonly #tools: Parts
  #connection: RawConnection | undefined
  #isKeeping = true

  constructor(tools: Parts) {
    this.#tools = tools
  }

  async send(plan: RequestPlan): Promise<HttpExchange> {
    const exchange = this.#isKeeping ? await this.#sendOn(plan) : undefined
    if (exchange !== undefined) return exchange
    // The connection was closed without notice, or something is wrong: then it's said as always.
    this.#isKeeping = false
    const turns = this.#connection?.turns.slice(-2)
    await this.close()
    try {
      return await this.#tools.send(plan)
    } catch (error) {
      if (turns !== undefined && error instanceof Failure) await this.#expectAlive({ turns })
      throw error
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    connection?.end()
    await connection?.waitForEnd(closingMs)
    connection?.destroy()
  }

  async #sendOn(plan: RequestPlan): Promise<HttpExchange | undefined> {
    const { method = 'GET', headers = [], timeoutMs = usualTimeoutMs } = plan
    const connection = await this.#open()
    if (connection.ending !== undefined) return undefined
    const request = formatRequest({
      ...plan, headers: [...headers, ['Connection', 'keep-alive']],
    }, `localhost:${this.#tools.port}`)
    const start = connection.received.length
    connection.write(request)
    let reading: Reading = { state: 'more', missing: '' }
    const end = await connection.waitFor((received) => {
      reading = readAnswer(received.slice(start), method, connection.ending !== undefined)
      return reading.state !== 'more'
    }, timeoutMs)
    if (end === 'timeout' && connection.received.length === start) {
      const exchange = { turns: connection.turns.slice(-2) }
      return this.#tools.fail('no-answer', { exchange, actual: 'Not one byte came back' })
    }
    const answer = answerOf(reading)
    if (answer === undefined) return undefined
    const isClosing = answer.version === '1.0'
      || /\bclose\b/i.test(answer.header('connection') ?? '')
    const exchange = { turns: connection.turns.slice(-2), request: toByteText(request), answer }
    if (isClosing) await this.close()
    return exchange
  }

  // The request that ended a program is what the learner has to see, and not the one after it.
  async #expectAlive(exchange: Exchange): Promise<void> {
    const probe = await this.#tools.connect().catch(noneAfterEnd)
    const hasEnded = probe === undefined || probe.ending !== undefined
    probe?.destroy()
    if (!hasEnded) return
    const actual = 'The connection was closed, and then the port refused connections'
    this.#tools.fail('closed-without-answer', { exchange, actual })
  }

  async #open(): Promise<RawConnection> {
    if (this.#connection?.ending === undefined && this.#connection !== undefined) {
      return this.#connection
    }
    return this.#connection = await this.#tools.connect()
  }
}

// When the end of the program is known already, there's no connection but a Failure without proof.
function noneAfterEnd(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error
}

function answerOf(reading: Reading): HttpExchange['answer'] | undefined {
  return reading.state === 'whole' ? toAnswer(reading.message) : undefined
}
