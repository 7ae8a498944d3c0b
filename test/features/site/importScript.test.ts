// The script of a running import's page, with as much of a browser as it needs.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

const url = new URL('../../../src/features/site/assets/import.js', import.meta.url)
const source = readFileSync(url, 'utf8')

type Row = [rule: string, statuses: readonly number[], steps: readonly string[]]

// Each response but the last is of a running import, or of a server that restarts.
const rows: Row[] = [
  ['an import that has ended is loaded again', [200], ['reload']],
  ['the bar moves while it runs', [200, 200], ['at 7', 'reload']],
  ['a proxy says that the server restarts', [502, 503, 200, 200], ['at 7', 'reload']],
  ['a request that fails is sent again', [0, 200, 200], ['at 7', 'reload']],
  ['an import that is gone', [404], ['reload']],
]

for (const [rule, statuses, steps] of rows) {
  test(rule, async () => {
    assert.deepEqual(await run([...statuses]), steps)
  })
}

async function run(statuses: number[]): Promise<string[]> {
  const steps: string[] = []
  let isShown = true
  const totals = { children: [], replaceChildren: () => undefined }
  const bar = { set value(value: number) { steps.push(`at ${value}`) } }
  const find = (progress: object | null) => ({
    querySelector: (name: string) => name === 'progress' ? progress : totals,
  })
  const browser = {
    document: { querySelector: (name: string) => find(isShown ? bar : null).querySelector(name) },
    location: { href: '/links/imports/1', reload: () => { steps.push('reload'); isShown = false } },
    setTimeout: (resolve: () => void) => setImmediate(resolve),
    fetch: async () => {
      const status = statuses.shift() ?? 404
      if (status === 0) throw new TypeError('Failed to fetch')
      const isRunning = status === 200 && statuses.length > 0
      return { status, ok: status === 200, text: async () => isRunning ? 'running' : '' }
    },
    DOMParser: class {
      parseFromString(text: string) { return find(text === 'running' ? { value: 7 } : null) }
    },
  }
  const script = new Function(...Object.keys(browser), `return (async () => {${source}\n})()`)
  await script(...Object.values(browser))
  return steps
}
