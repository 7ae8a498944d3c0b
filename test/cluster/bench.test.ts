// The bench works: one row for half a second, and what it does with the numbers.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { Outcome } from '../bench/load.ts'
import { until } from './ask.ts'
import { addUp, shareOut, type Measurement } from './bench/measure.ts'
import { readOptions } from './bench/options.ts'
import { writeResults } from './bench/report.ts'
import { compareStored } from './bench/stored.ts'
import { summarize } from './bench/summary.ts'

const limitMs = 120_000
const small = ['--only', 'one-node', '--rows', 'follow', '--connections', '4',
  '--rounds', '1', '--seconds', '0.5']

function startBench(t: TestContext) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bench.ts'), ...small], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  const folder = join(import.meta.dirname, 'data', String(child.pid))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (text += String(data)))
  }
  return { child, folder, printed: () => text }
}

test('it measures a row, compares what is stored, and leaves nothing behind', async (t) => {
  const { child, folder, printed } = startBench(t)
  const [code] = await once(child, 'close', { signal: AbortSignal.timeout(limitMs) })
  assert.equal(code, 0, printed())
  assert.match(printed(), /^follow +4 +a file +1 +[\d,]+ /m)
  assert.match(printed(), /^follow +4 +1 node +1 +[\d,]+ /m)
  assert.match(printed(), /Stored: [\d,]+ clicks and 0 links/)
  assert.match(printed(), /results\.md stays as it was/)
  assert.ok(!existsSync(folder))
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`after ${signal}, nodes and servers end, and their data is removed`, async (t) => {
    const { child, folder, printed } = startBench(t)
    const limit = AbortSignal.timeout(limitMs)
    while (!printed().includes(': one-node')) await once(child.stdout, 'data', { signal: limit })
    const ids = await until(() => `no server runs yet\n${printed()}`, async () => {
      const hasNode = readdirSync(folder).some((name) => name.startsWith('one-node'))
      const found = descendantsOf(child.pid)
      return hasNode && found.length > 2 ? found : undefined
    })
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(limitMs) })
    child.kill(signal)
    await ended
    await until(() => `${ids} or ${folder} is still there`, async () =>
      ids.some(isRunning) || existsSync(folder) ? undefined : true)
  })
}

const options: [words: string[], expected: string | RegExp][] = [
  [[], 'sqlite one-node three-nodes two-servers three-servers; follow create; 1 16 64; 3 × 3'],
  [['--only', 'one-node'], 'sqlite one-node; follow create; 1 16 64; 3 × 3; partial'],
  [['--rows', 'create'],
    'sqlite one-node three-nodes two-servers three-servers; create; 1 16 64; 3 × 3; partial'],
  [['--only', 'sqlite', '--connections', '8,256', '--rounds', '20', '--seconds', '0.5'],
    'sqlite; follow create; 8 256; 20 × 0.5; partial'],
  [['--only', 'two'], /Can't use --only two: choose from sqlite, one-node/],
  [['--rows', 'plaintext'], /Can't use --rows plaintext: choose from follow, create/],
  [['--connections', '257'], /Can't use --connections 257: give a whole number from 1 to 256/],
  [['--connections', '0'], /Can't use --connections 0/],
  [['--connections', '1,,2'], /Can't use --connections : give a whole number/],
  [['--rounds', '21'], /Can't use --rounds 21: give a whole number from 1 to 20/],
  [['--seconds', '61'], /Can't use --seconds 61: give a number above 0, up to 60/],
  [['--seconds', '0'], /Can't use --seconds 0/],
  [['--seconds', '1e1'], /Can't use --seconds 1e1/],
]

for (const [words, expected] of options) {
  test(`the options ${words.join(' ') || 'of a usual run'}`, () => {
    if (typeof expected !== 'string') return assert.throws(() => readOptions(words), expected)
    const { setups, rows, connections, rounds, seconds, isPartial } = readOptions(words)
    const parts = [setups.map(({ name }) => name), rows.map(({ name }) => name), connections]
    const text = [...parts.map((part) => part.join(' ')), `${rounds} × ${seconds}`]
    assert.equal([...text, ...(isPartial ? ['partial'] : [])].join('; '), expected)
  })
}

test('connections are shared out, and none is lost', () => {
  const rows: [total: number, parts: number, shares: number[]][] = [
    [64, 1, [64]], [64, 2, [32, 32]], [64, 3, [22, 21, 21]], [3, 3, [1, 1, 1]], [5, 3, [2, 2, 1]],
  ]
  for (const [total, parts, shares] of rows) assert.deepEqual(shareOut(total, parts), shares)
})

test('what several generators measured at the same time is added up', () => {
  const outcome: Outcome = {
    requests: 100, seconds: 2, p50Ms: 1, p99Ms: 5, refused: 0, broken: 0,
  }
  const other = { ...outcome, requests: 300, p50Ms: 2, p99Ms: 9, refused: 20, broken: 1 }
  assert.deepEqual(addUp([outcome, other]), {
    responses: 380, perSecond: 190, p50Ms: 1.75, p99Ms: 9, errors: 21,
  })
})

test('a line has the medians of its rounds, and the CPU ratio of each round', () => {
  const round = (perSecond: number, servers: number, nodes: number): Measurement => ({
    responses: 1_000, perSecond, p50Ms: 1, p99Ms: 2, errors: 1, commits: 100, writes: 1_000,
    servers: { cpuSeconds: servers, writtenBytes: 1_024_000 },
    nodes: { cpuSeconds: nodes, writtenBytes: 0 },
  })
  const file = [round(100, 1, 0), round(100, 2, 0), round(100, 4, 0)]
  const summary = summarize([round(50, 2, 2), round(40, 4, 2), round(90, 10, 10)], file)
  assert.deepEqual(summary, {
    perSecond: 50, spread: 1, p50Ms: 1, p99Ms: 2, errors: 3, serverCpuSeconds: 4, nodeCpuSeconds: 2,
    // 4, 3 and 5.
    cpuRatio: 4, writesPerCommit: 10, writtenKib: 1,
  })
})

test('something lost, counted twice or never acknowledged is noticed', () => {
  const answered = new Map([[302, 10], [201, 5], [404, 3]])
  const uncertain = new Map([...answered, [503, 2]])
  const rows: [stored: [visits: number, counted: number, links: number], Map<number, number>,
    problem?: RegExp][] = [
    [[10, 10, 5], answered],
    [[9, 9, 5], answered, /9 visits are stored, but 10 were answered/],
    [[11, 11, 5], answered, /11 visits are stored, but 10 were answered/],
    [[10, 10, 4], answered, /4 links are stored, but 5 were answered/],
    [[10, 10, 6], answered, /6 links are stored/],
    [[10, 11, 5], answered, /10 visits are counted as 11 clicks/],
    [[12, 12, 7], uncertain],
    [[13, 13, 5], uncertain, /13 visits/],
    [[9, 9, 5], uncertain, /9 visits/],
  ]
  for (const [[visits, counted, links], responses, problem] of rows) {
    const compare = () => compareStored({ visits, counted, links }, responses)
    if (problem === undefined) compare()
    else assert.throws(compare, problem)
  }
})

test('new results replace old ones, and not what people wrote below', () => {
  const result = { facts: [['Disk', 'ext4']] as const, table: { header: ['a'], lines: [['1']] } }
  const first = writeResults('', result)
  assert.match(first, /\n- Disk: ext4\n\n\| a \|\n\| --- \|\n\| 1 \|\n$/)
  const paper = '\n## On paper\n\nA leader.\n'
  assert.equal(writeResults(`# Old\n${paper}`, result), first + paper)
  assert.equal(writeResults(first + paper, result), first + paper)
})

/** The processes that another one started, and those that they started. */
function descendantsOf(id: number | undefined): number[] {
  const file = `/proc/${id}/task/${id}/children`
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : []
  return children.filter((text) => text !== '').flatMap((text) =>
    [Number(text), ...descendantsOf(Number(text))])
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}
