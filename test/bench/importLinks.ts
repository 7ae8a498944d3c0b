// `npm run bench:import` measures the import of 100,000 links: how long it takes, how much
// memory the server uses, and how long its event loop keeps others waiting, while a visitor
// follows links one after the other.
//
//   npm run bench:import
//   npm run bench:import -- --links 20000

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import { freePorts } from '../cluster/freePorts.ts'
import { pick } from '../pick.ts'
import { readArguments } from '../readArguments.ts'

const { values } = readArguments({ options: { links: { type: 'string', default: '100000' } } })
const links = Number(values.links)
const [port = 0] = await freePorts(1)
const origin = `http://127.0.0.1:${port}`

// Runs inside the server. The loop delay counts what other processes take from us as well; the
// processor time that this thread uses between two ticks is ours alone.
const watch = `
import { monitorEventLoopDelay } from 'node:perf_hooks'
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
let peak = 0
let worst = 0
let last = process.threadCpuUsage()
setInterval(() => {
  const used = process.threadCpuUsage(last)
  worst = Math.max(worst, (used.user + used.system) / 1e3)
  peak = Math.max(peak, process.memoryUsage.rss())
  last = process.threadCpuUsage()
}, 1).unref()
process.on('message', () => {
  const p99 = delay.percentile(99) / 1e6
  process.send({ worstTurn: worst, worst: delay.max / 1e6, p99, peakMiB: peak / 2 ** 20 })
  delay.reset()
  peak = 0
  worst = 0
})
process.channel.unref()`

const folder = await mkdtemp(join(tmpdir(), 'groundwork-import-'))
const preload = `data:text/javascript,${encodeURIComponent(watch)}`
const server = spawn(process.execPath, ['--import', preload, 'src/main.ts'], {
  env: { ...process.env, PORT: String(port), DATA: folder, LOG: 'off' },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
try {
  await untilReady()
  const key = await makeLink()
  await measure('idle', server, () => pause(1_000))
  const csv = makeCsv()
  await measure(`check CSV, ${sizeOf(csv)}`, server, () => upload(key, csv, 'text/csv'))
  const json = makeJson()
  const id = await measure(`check JSON, ${sizeOf(json)}`, server, () =>
    upload(key, json, 'application/json'))
  await measure('make links', server, () => run(key, id))
} finally {
  const ended = once(server, 'exit')
  server.kill()
  await ended
  await rm(folder, { recursive: true, force: true })
}

async function measure<Value>(
  name: string, child: ChildProcess, act: () => Promise<Value>,
): Promise<Value> {
  await ask(child)
  const visitor = follow()
  const start = performance.now()
  const value = await act().catch(async (error: unknown) => {
    await visitor.stop()
    throw error
  })
  const seconds = (performance.now() - start) / 1_000
  const { worstTurn, worst, p99, peakMiB } = await ask(child)
  const waits = await visitor.stop()
  console.log(`${name.padEnd(20)} ${seconds.toFixed(1)} s, memory ${peakMiB.toFixed(0)} MiB, ` +
    `longest turn ${worstTurn.toFixed(1)} ms of processor time, loop delay p99 ` +
    `${p99.toFixed(1)} and worst ${worst.toFixed(1)} ms, ${waits.length} redirects, ` +
    `the slowest ${Math.max(...waits).toFixed(1)} ms`)
  return value
}

type Answer = { worstTurn: number; worst: number; p99: number; peakMiB: number }

async function ask(child: ChildProcess): Promise<Answer> {
  child.send('ask')
  const [answer] = await once(child, 'message')
  return answer
}

function follow() {
  let isOver = false
  const waits: number[] = []
  const done = (async () => {
    while (!isOver) {
      const start = performance.now()
      await fetch(`${origin}/first`, { redirect: 'manual' })
      waits.push(performance.now() - start)
      await pause(5)
    }
  })()
  return {
    async stop() {
      isOver = true
      await done
      return waits
    },
  }
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`${origin}/healthz`).then(({ ok }) => ok, () => false)) return
    await pause(100)
  }
  throw new Error('The server does not listen')
}

async function makeLink(): Promise<string> {
  const response = await fetch(`${origin}/api/links`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: 'https://example.com/', slug: 'first' }),
  })
  return String(pick(await response.json(), 'editKey'))
}

async function upload(key: string, body: string, type: string): Promise<number> {
  const response = await fetch(`${origin}/api/links/import?dryRun=1`, {
    method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${key}` }, body,
  })
  const found = await response.json()
  if (response.status !== 202 || pick(found, 'failed') !== 0) throw new Error(inspect(found))
  return Number(pick(found, 'id'))
}

async function run(key: string, id: number): Promise<void> {
  const url = `${origin}/api/links/imports/${id}`
  const headers = { authorization: `Bearer ${key}` }
  await fetch(`${url}/start`, { method: 'POST', headers })
  while (true) {
    const found = await (await fetch(url, { headers })).json()
    if (pick(found, 'state') === 'done' && pick(found, 'made') === links) return
    if (pick(found, 'state') !== 'running') throw new Error(inspect(found))
    await pause(200)
  }
}

function targetOf(index: number): string {
  return `https://example.com/articles/${index}/a-title-of-usual-length?utm_source=newsletter`
}

// The youngest first, as services list them.
function timeOf(index: number): string {
  return new Date(Date.UTC(2025, 0, 1) - index * 60_000).toISOString()
}

function makeCsv(): string {
  const rows = Array.from({ length: links }, (_, index) =>
    `https://dub.sh/Csv${index},${targetOf(index)},${index},${timeOf(index)},${index},news`)
  return ['Short link,Destination URL,Clicks,Created at,Link ID,Tags', ...rows].join('\n')
}

function makeJson(): string {
  return JSON.stringify({
    total: links,
    data: Array.from({ length: links }, (_, index) => ({
      id: `id-${index}`, address: `Json${index}`, banned: false, created_at: timeOf(index),
      link: `https://kutt.it/Json${index}`, password: false, target: targetOf(index),
      description: `Article ${index}`, updated_at: timeOf(index), visit_count: index,
    })),
  })
}

function sizeOf(text: string): string {
  return `${(text.length / 2 ** 20).toFixed(0)} MiB`
}
