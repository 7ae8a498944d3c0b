// How lesson 3 names what makes a response unreadable. The proof runs one program for each finding;
// here are the many forms that the same mistake can take. Lesson: testing (tour)

import assert from 'node:assert/strict'
import test from 'node:test'
import { judge, type Heard } from '../../../lessons/03-anatomy-of-http/judge.ts'
import { Failure } from '../../../src/course/check/failure.ts'
import { toByteText } from '../../../src/course/check/report.ts'

const line = 'HTTP/1.1 200 OK'
const type = 'Content-Type: text/plain; charset=utf-8'
const length = 'Content-Length: 6'
const head = `${line}\r\n${type}\r\n${length}`

const unreadable: [finding: string, response: string, ending?: 'open'][] = [
  ['closed-without-answer', ''],
  ['no-answer', '', 'open'],
  ['no-head', 'Hello\n'],
  ['wrong-status-line', `200 OK\r\n${length}\r\n\r\nHello\n`],
  ['wrong-status-line', `HTTP/1.1 OK\r\n${length}\r\n\r\nHello\n`],
  ['wrong-status-line', `HTTP/1.1 200\r\n${length}\r\n\r\nHello\n`],
  ['wrong-status-line', `200 OK HTTP/1.1\r\n${length}\r\n\r\nHello\n`],
  ['wrong-status-line', `${type}\r\n${line}\r\n${length}\r\n\r\nHello\n`],
  ['body-before-headers', `Hello\n${head}\r\n\r\n`],
  ['body-before-headers', `${line}\r\n\r\nHello\n\r\n${type}\r\n${length}\r\n`],
  ['body-before-headers', `${line}\r\nHello\n\r\n${type}\r\n${length}\r\n\r\n`],
  ['bare-line-feed', `${line}\n${type}\n${length}\n\nHello\n`],
  ['bare-line-feed', `${head}\r\n\nHello\n`],
  ['wrong-line-end', `${line}\r${type}\r${length}\r\n\r\nHello\n`],
  ['wrong-line-end', String.raw`${line}\r\n${type}\r\n${length}\r\n\r\nHello`],
  ['no-blank-line', `${head}\r\nHello\n`],
  ['no-blank-line', `${head}\r\nHello`, 'open'],
  ['two-blank-lines', `${head}\r\n\r\n\r\nHello\n`],
  ['bad-header', `${line}\r\nContent-Length : 6\r\n\r\nHello\n`],
  ['bad-header', `${line}\r\nContent-Length = 6\r\n\r\nHello\n`],
  ['bad-header', `${line}\r\nContent-Length 6\r\n\r\nHello\n`],
  ['length-in-characters', `${head}\r\n\r\nHellö\n`],
  ['length-in-characters', `${head}\r\n\r\n1234 🌱`],
  ['wrong-length', `${head}\r\n\r\nHello\n\r\n`],
  ['wrong-length', `${head}\r\n\r\nHell`],
  ['wrong-length', `${head}0\r\n\r\nHello\n`, 'open'],
  ['wrong-chunk', `${line}\r\nTransfer-Encoding: chunked\r\n\r\nHello\n\r\n0\r\n\r\n`],
  ['wrong-chunk', `${line}\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nHello\n\r\n`, 'open'],
  ['answered-twice', `${head}\r\n\r\nHello\n${head}\r\n\r\nHello\n`],
  ['no-end', `${line}\r\n${type}\r\n\r\nHello\n`, 'open'],
]

test('an unreadable response is named by the mistake that was made', () => {
  for (const [finding, response, ending] of unreadable) {
    assert.throws(() => judge({ fail }, heard(response, ending)), (error) => {
      assert.ok(error instanceof Failure, response)
      return error.id === finding
    }, `${finding}: ${response}`)
  }
})

const readable: [response: string, ending?: 'open'][] = [
  [`${head}\r\n\r\nHello\n`],
  [`${head}\r\n\r\nHello\n`, 'open'],
  [`${line}\r\n\r\nHello\n`],
  [`HTTP/1.0 200 \r\ncontent-length:6\r\n\r\nHello\n`, 'open'],
  [`${line}\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nHello\n\r\n0\r\n\r\n`, 'open'],
]

test('a readable response is read, in any style', () => {
  for (const [response, ending] of readable) {
    assert.equal(judge({ fail }, heard(response, ending)).text, 'Hello\n', response)
  }
})

function heard(response: string, ending?: 'open'): Heard {
  const received = toByteText(Buffer.from(response))
  return {
    received, ending: ending === 'open' ? undefined : 'closed',
    turns: [{ direction: 'received', bytes: received }],
  }
}

function fail(id: string): never {
  throw new Failure(id, {})
}
