// Sends one request to the learner's program and reads the whole response. Anything that isn't a
// complete HTTP response is one of the common mistakes.

import type { RequestPlan } from './check.ts'
import type { CommonId } from './commonFindings.ts'
import { endOfInterim, readAnswer, toAnswer, type Answer } from './exchange.ts'
import type { MessageProblem, Reading } from './message.ts'
import type { RawConnection, WaitEnd } from './rawConnection.ts'

export type Outcome =
  | { answer: Answer }
  | { id: CommonId; actual: string; problem?: MessageProblem }

const usualTimeoutMs = 2_000
// How long the program may take to close after a whole response.
const closingMs = 60
const longestAnswer = 20_000_000

/** Writes the bytes of a request. */
export function formatRequest(plan: RequestPlan, host: string): Uint8Array {
  const { method = 'GET', target, headers = [], body } = plan
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(names.has('host') ? [] : [`Host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(bytes === undefined || names.has('content-length') || names.has('transfer-encoding')
      ? [] : [`Content-Length: ${bytes.length}`]),
    ...(names.has('connection') ? [] : ['Connection: close']),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes ?? new Uint8Array()])
}

/** Waits for the whole response on a connection on which the request was written. */
export async function receiveAnswer(
  connection: RawConnection,
  { method = 'GET', timeoutMs = usualTimeoutMs }: Pick<RequestPlan, 'method' | 'timeoutMs'>,
): Promise<Outcome> {
  let reading: Reading = { state: 'more', missing: '' }
  const end = await connection.waitFor((received) => {
    reading = readAnswer(received, method, false)
    return reading.state !== 'more' || received.length > longestAnswer
  }, timeoutMs)
  if (end === 'came') await connection.waitForEnd(closingMs)
  const { received, ending } = connection
  // Only a proper end tells that a body without a length is whole; a reset tells nothing.
  if (ending === 'reset' && received !== '' && reading.state === 'more') {
    return { id: 'half-answer', actual: 'The connection was cut off (a reset) before the end' }
  }
  return toOutcome(readAnswer(received, method, ending !== undefined), connection, end)
}

function toOutcome(reading: Reading, connection: RawConnection, end: WaitEnd): Outcome {
  if (reading.state === 'whole') return { answer: toAnswer(reading.message) }
  if (reading.state === 'broken') return problemOutcome(reading.problem, connection)
  if (connection.received === '') return { id: 'no-answer', actual: 'Not one byte came back' }
  const id = end === 'came' || isStillSending(connection) ? 'endless-answer' : 'half-answer'
  return { id, actual: `Still missing: ${reading.missing}` }
}

function problemOutcome(problem: MessageProblem, connection: RawConnection): Outcome {
  const actual = problem.detail
  if (problem.id === 'empty' && problem.start === 0) {
    const how = connection.ending === 'reset' ? 'cut off (a reset)' : 'closed'
    return { id: 'closed-without-answer', actual: `The connection was ${how}` }
  }
  if (['empty', 'half-body', 'no-blank-line'].includes(problem.id)) {
    return { id: 'half-answer', actual, problem }
  }
  return { id: 'not-http', actual, problem }
}

// A response with no end in sight: it has no length, or it goes on and on.
function isStillSending({ received }: RawConnection): boolean {
  const start = endOfInterim(received)
  const headEnd = received.indexOf('\r\n\r\n', start)
  return headEnd !== -1 && !/\r\ncontent-length:/i.test(received.slice(start, headEnd))
}
