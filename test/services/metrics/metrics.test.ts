import assert from 'node:assert/strict'
import test from 'node:test'
import { formatMetrics } from '../../../src/services/metrics/exposition.ts'
import { Metrics } from '../../../src/services/metrics/metrics.ts'

async function textOf(metrics: Metrics): Promise<string> {
  return formatMetrics(await metrics.read())
}

test('a counter has a line for each combination of its labels', async () => {
  const metrics = new Metrics()
  const made = metrics.counter('links_made_total', 'Links that were made.', ['origin', 'kind'])
  made.add(['api', 'short'])
  made.add(['api', 'long'], 2.5)
  made.add(['api', 'short'])
  assert.equal(await textOf(metrics), [
    '# HELP links_made_total Links that were made.',
    '# TYPE links_made_total counter',
    'links_made_total{origin="api",kind="short"} 2',
    'links_made_total{origin="api",kind="long"} 2.5',
    '',
  ].join('\n'))
})

test('what has not happened yet is 0 where there are no labels', async () => {
  const metrics = new Metrics()
  metrics.counter('restarts_total', 'Restarts.')
  assert.match(await textOf(metrics), /^restarts_total 0$/m)
})

test('the buckets of a histogram contain those before them, and their bounds', async () => {
  const metrics = new Metrics()
  const sizes = metrics.histogram('size_bytes', 'Sizes.', { bounds: [1, 10], labelNames: ['kind'] })
  for (const value of [0, 1, 1.5, 10, 11]) sizes.observe(value, ['a'])
  assert.equal(await textOf(metrics), [
    '# HELP size_bytes Sizes.',
    '# TYPE size_bytes histogram',
    'size_bytes_bucket{kind="a",le="1"} 2',
    'size_bytes_bucket{kind="a",le="10"} 4',
    'size_bytes_bucket{kind="a",le="+Inf"} 5',
    'size_bytes_sum{kind="a"} 23.5',
    'size_bytes_count{kind="a"} 5',
    '',
  ].join('\n'))
})

test('a gauge is read when somebody asks, and has no lines while it cannot be read', async () => {
  const metrics = new Metrics()
  let value = 1
  metrics.gauge('level', 'A level.', () => value)
  metrics.gauge('broken', 'Can\'t be read.', () => Promise.reject(new Error('no database')))
  metrics.total('read_bytes_total', 'Kept elsewhere.', () => [
    { labels: { disk: 'a' }, value: 7 }, { labels: { disk: 'b' }, value: 8 },
  ])
  assert.match(await textOf(metrics), /^level 1$/m)
  value = -2
  const text = await textOf(metrics)
  assert.match(text, /^level -2$/m)
  assert.match(text, /# TYPE broken gauge\n# HELP/)
  assert.match(text, /^read_bytes_total\{disk="a"\} 7\nread_bytes_total\{disk="b"\} 8$/m)
})

test('text is escaped, and numbers that JavaScript writes otherwise are spelled out', () => {
  const samples = [
    { suffix: '', labels: { path: 'C:\\a "b"\nc' }, value: Infinity },
    { suffix: '', labels: {}, value: -Infinity },
    { suffix: '', labels: {}, value: NaN },
    { suffix: '', labels: {}, value: 1e-7 },
  ]
  const help = 'One \\ and a\nline "break".'
  assert.equal(formatMetrics([{ name: 'a', help, type: 'gauge', samples }]), [
    '# HELP a One \\\\ and a\\nline "break".',
    '# TYPE a gauge',
    'a{path="C:\\\\a \\"b\\"\\nc"} +Inf',
    'a -Inf',
    'a NaN',
    'a 1e-7',
    '',
  ].join('\n'))
})

const refused: [rule: string, add: (metrics: Metrics) => unknown, says: RegExp][] = [
  ['a counter without _total', (metrics) => metrics.counter('made', ''), /end with _total/],
  ['a gauge with _total', (metrics) => metrics.gauge('a_total', '', () => 1), /only they/],
  ['a name with a hyphen', (metrics) => metrics.gauge('a-b', '', () => 1), /lower case letters/],
  ['an empty name', (metrics) => metrics.gauge('', '', () => 1), /lower case letters/],
  ['a name twice', (metrics) => {
    metrics.gauge('a', '', () => 1)
    metrics.gauge('a', '', () => 1)
  }, /there is one/],
  ['bounds that do not ascend', (metrics) =>
    metrics.histogram('a', '', { bounds: [1, 1] }).observe(1), /ascend/],
]

for (const [rule, add, says] of refused) {
  test(`refused at the start: ${rule}`, () => {
    assert.throws(() => add(new Metrics()), says)
  })
}
