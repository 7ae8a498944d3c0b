// The load generator where wrk is not installed. It prints the same line as wrk.lua does.

import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

const { url, connections, seconds, method, headers, body, slugsFile } = JSON.parse(process.argv[2])

const common = { url: new URL(url).origin, connections, duration: seconds, method, headers, body }
const { pathname } = new URL(url)
const requests = slugsFile === '' ? [{ path: pathname }] : shuffledPaths()
const result = await autocannon({ ...common, requests })

console.log(JSON.stringify({
  requests: result.requests.total,
  seconds: result.duration,
  p50Ms: result.latency.p50,
  p99Ms: result.latency.p99,
  refused: result['4xx'] + result['5xx'],
  broken: result.errors + result.timeouts,
}))

function shuffledPaths() {
  const slugs = readFileSync(slugsFile, 'utf8').trim().split('\n')
  const order = slugs.map((slug) => ({ slug, position: Math.random() }))
  order.sort((one, other) => one.position - other.position)
  return order.map(({ slug }) => ({ path: pathname + slug }))
}
