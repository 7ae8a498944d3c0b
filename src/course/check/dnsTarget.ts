// A name server of the check, for programs that look up a name: it knows a few fresh names and
// nothing else (RFC 1035, sections 4.1 and 4.2.1).

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'

export type DnsTarget = {
  /** Such as `127.0.0.1:5353`. */
  address: string
  /** What was asked so far: `A mivato.test`. */
  questions: readonly string[]
  close(): void
}

type Question = { name: string; type: string; bytes: Uint8Array }

const headLength = 12
const noSuchName = 3
const types = new Map([[1, 'A'], [28, 'AAAA']])

/** Starts a name server that knows these names, with their IPv4 and IPv6 addresses. */
export async function serveDns(
  names: Readonly<Record<string, readonly string[]>>,
): Promise<DnsTarget> {
  const questions: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, sender) => {
    const question = readQuestion(query)
    questions.push(`${question.type} ${question.name}`)
    const answer = formatAnswer(query, question, names[question.name])
    socket.send(answer, sender.port, sender.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${socket.address().port}`, questions, close: () => socket.close() }
}

// A name is a list of labels, each after its length. Two bytes of type and two of class follow.
function readQuestion(query: Uint8Array): Question {
  const labels: string[] = []
  let at = headLength
  while (query[at]) {
    const length = query[at] ?? 0
    labels.push(Buffer.from(query.subarray(at + 1, at + 1 + length)).toString('latin1'))
    at += 1 + length
  }
  const code = ((query[at + 1] ?? 0) << 8) | (query[at + 2] ?? 0)
  return {
    name: labels.join('.').toLowerCase(),
    type: types.get(code) ?? String(code),
    bytes: query.subarray(headLength, at + 5),
  }
}

function formatAnswer(
  query: Uint8Array,
  { type, bytes }: Question,
  addresses: readonly string[] | undefined,
): Uint8Array {
  const wanted = (addresses ?? []).filter((address) => type === (isIPv6(address) ? 'AAAA' : 'A'))
  const head = Buffer.alloc(headLength)
  head.set(query.subarray(0, 2))
  head[2] = 0x84 | ((query[2] ?? 0) & 1)
  head[3] = addresses === undefined ? noSuchName : 0
  head[5] = 1
  head[7] = wanted.length
  return Buffer.concat([head, bytes, ...wanted.map(formatRecord)])
}

// The name of the question again (a pointer to it), type, class, 0 seconds to keep, the address.
function formatRecord(address: string): Uint8Array {
  const bytes = isIPv6(address) ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number))
  const type = isIPv6(address) ? 28 : 1
  return Buffer.concat([
    Buffer.from([0xc0, headLength, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length]), bytes,
  ])
}

function ipv6Bytes(address: string): Uint8Array {
  const [before = '', after = ''] = address.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => parseInt(group, 16))
  const [left, right] = [groups(before), groups(after)]
  const zeros: number[] = new Array(8 - left.length - right.length).fill(0)
  return Buffer.from([...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 255]))
}
