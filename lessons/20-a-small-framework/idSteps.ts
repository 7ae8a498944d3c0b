// Whether each response has an id of its own, also when two requests are handled at once.

import { readAnswer, toAnswer, type HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { draftOf, isLibraryRefusal, postHead, type BoardTools } from './board.ts'

/** Compares the ids of successes and errors, and of two requests at once. */
export async function compareIds(tools: BoardTools): Promise<void> {
  const seen = new Set<string>()
  function compare(exchange: HttpExchange): void {
    const id = exchange.answer.header('x-request-id')
    const mark = 'header x-request-id'
    if (isLibraryRefusal(tools, exchange)) return
    if (id === undefined || id === '') {
      return tools.fail('no-request-id', {
        exchange, mark, expected: 'X-Request-Id with an id', actual: 'no X-Request-Id, or no value',
      })
    }
    if (seen.has(id)) {
      return tools.fail('same-request-id', {
        exchange, mark, expected: 'an id that no other response has', actual: id,
      })
    }
    seen.add(id)
  }
  for (const target of ['/', '/api/notices', '/nothing', '/broken', '/api/notices/%zz']) {
    compare(await tools.send({ target }))
  }
  for (const exchange of await sendTwo(tools)) compare(exchange)
}

// The second request arrives in the middle of the first one's body. A program that handles one
// client at a time has time to do so: the first one goes on without the second response.
async function sendTwo(tools: BoardTools): Promise<HttpExchange[]> {
  const body = Buffer.from(JSON.stringify(draftOf(tools.fresh)))
  const [first, second] = [await tools.connect(), await tools.connect()]
  first.write(`${postHead}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n`)
  first.write(body.subarray(0, 20))
  await first.untilRead()
  second.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  await second.untilRead()
  first.write(body.subarray(20))
  return [await receive(tools, first, 'POST'), await receive(tools, second, 'GET')]
}

async function receive(
  { fail }: BoardTools, connection: RawConnection, method: string,
): Promise<HttpExchange> {
  const read = (bytes: string, isOver: boolean) => readAnswer(bytes, method, isOver)
  await connection.waitFor((bytes) => read(bytes, false).state === 'whole')
  const isOver = connection.ending !== undefined
  const reading = read(connection.received, isOver)
  if (reading.state !== 'whole') {
    return fail(isOver ? 'closed-without-answer' : 'no-answer', { exchange: connection })
  }
  return { turns: connection.turns, request: '', answer: toAnswer(reading.message) }
}
