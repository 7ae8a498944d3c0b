// `npm run bench:sign-in` measures what signing in costs the server and what it tells a stranger:
//
//   time      of a refused sign-in, for an address that is known and one that is not
//   others    the latency of GET /hello while nobody and while eight people sign in
//   memory    of the server while a hundred people sign in at once
//
// The server runs as a process of its own, on a folder that is removed afterwards.
//
//   npm run bench:sign-in
//   npm run bench:sign-in -- --rounds 60 --seconds 5 --people 200

import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readArguments } from '../readArguments.ts'
import { readMessage } from '../../src/services/mail/readMessage.ts'
import { Processes } from './processes.ts'
import { median } from './summary.ts'

const { values } = readArguments({
  options: {
    rounds: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '2' },
    people: { type: 'string', default: '100' },
  },
})

const port = 3971
const origin = `http://127.0.0.1:${port}`
const password = 'violet tractor hums at noon'
const known = 'known@example.org'
let attempts = 0
let sent = 0

const folder = await mkdtemp(join(tmpdir(), 'groundwork-sign-in-'))
const processes = new Processes()
process.once('SIGINT', () => void processes.stopAll())
try {
  const server = processes.start([process.execPath, 'src/main.ts'], {
    environment: { PORT: String(port), DATA: folder, LOG: 'off', TRUSTED_HOPS: '1' },
    output: 'ignore',
  })
  await signUp()
  await compareTimes(Number(values.rounds))
  await measureOthers()
  await measureMemory(server.pid ?? 0)
} finally {
  await processes.stopAll()
  await rm(folder, { recursive: true, force: true })
}

async function signUp(): Promise<void> {
  await untilReady()
  await send('/api/users', { email: known, password })
  const token = /token=([\w-]+)/.exec(await readMail())?.[1] ?? ''
  const { status } = await send('/api/users/confirm', { token, password })
  if (status !== 201) throw new Error(`Cannot sign up: ${status}`)
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const reply = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (reply?.ok) return
    await pause(50)
  }
  throw new Error('The server does not get ready')
}

async function readMail(): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [name] = await readdir(join(folder, 'outbox')).catch(() => [])
    if (name?.endsWith('.eml')) {
      return readMessage(await readFile(join(folder, 'outbox', name), 'latin1'))?.text ?? ''
    }
    await pause(50)
  }
  throw new Error('No mail came')
}

// A failure doubles the wait of its address: so the wrong password is sent four times, and a right
// one clears the count. Unknown addresses are new ones each time.
async function compareTimes(rounds: number): Promise<void> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? ['known', 'unknown'] as const : ['unknown', 'known'] as const
    for (const kind of order) {
      const email = kind === 'known' ? known : `nobody-${round}@example.org`
      times[kind].push(await timeOf(() => send('/api/sessions', { email, password: 'wrong one' })))
    }
    if (round % 4 === 3) await send('/api/sessions', { email: known, password })
  }
  const [left, right] = [median(times.known), median(times.unknown)]
  console.log(`refused sign-in  known ${ms(left)}, unknown ${ms(right)}, `
    + `ratio ${(left / right).toFixed(3)} (medians of ${rounds}, in turns)`)
}

async function measureOthers(): Promise<void> {
  const alone = await latencyDuring(() => Promise.resolve())
  const during = await latencyDuring(() => signInAll(8))
  console.log(`GET /hello       alone ${ms(alone)}, while eight sign in ${ms(during)} (medians)`)
}

async function latencyDuring(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  const end = performance.now() + Number(values.seconds) * 1_000
  const ask = async () => {
    while (performance.now() < end) {
      times.push(await timeOf(() => fetch(`${origin}/hello`).then((reply) => reply.text())))
    }
  }
  const load = async () => {
    while (performance.now() < end) await Promise.all([run(), pause(10)])
  }
  await Promise.all([ask(), load()])
  return median(times)
}

async function measureMemory(id: number): Promise<void> {
  const before = residentMegabytes(id)
  let most = before
  const watch = setInterval(() => (most = Math.max(most, residentMegabytes(id))), 5)
  const statuses = await signInAll(Number(values.people))
  clearInterval(watch)
  const count = (status: number) => statuses.filter((known) => known === status).length
  console.log(`${values.people} at once      ${before} MB before, at most ${most} MB; `
    + [...new Set(statuses)].sort().map((status) => `${count(status)} × ${status}`).join(', '))
}

// Addresses that nobody has: each is hashed like a known one, and none waits for another's failure.
async function signInAll(people: number): Promise<number[]> {
  const replies = Array.from({ length: people }, () => send('/api/sessions', {
    email: `visitor-${attempts += 1}@example.org`, password,
  }))
  return (await Promise.all(replies)).map(({ status }) => status)
}

// Each from another network address, as a proxy would tell it: the limit of one is not measured.
async function send(path: string, body: unknown): Promise<{ status: number }> {
  sent += 1
  const address = `10.0.${Math.floor(sent / 250)}.${sent % 250}`
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
  const reply = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await reply.arrayBuffer()
  return { status: reply.status }
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function residentMegabytes(id: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0'
  return Math.round(Number(line) / 1024)
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}
