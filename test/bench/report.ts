// Makes the tables: aligned text for the terminal, Markdown for results.md.

import { floorName } from './contenders/list.ts'
import type { Fact } from './machine.ts'
import type { Row } from './rows.ts'
import type { StartTime } from './start.ts'
import type { Summary } from './summary.ts'

export type Table = { header: readonly string[]; lines: readonly (readonly string[])[] }

/** By row, then by contender. */
export type Results = ReadonlyMap<Row, ReadonlyMap<string, Summary>>

export type Section = { title: string; table: Table }

const none = '–'

/** Returns one line for each row: the floor's requests in a second, and each one's ratio to it. */
export function ratioTable(results: Results, names: readonly string[]): Table {
  const others = names.filter((name) => name !== floorName)
  const lines = Array.from(results, ([row, summaries]) => [
    row.name,
    rate(summaries.get(floorName)),
    row.goal?.toString() ?? none,
    ...others.map((name) => ratio(summaries, name)),
  ])
  return { header: ['row', `${floorName} per second`, 'goal', ...others], lines }
}

/** Returns one line for each row: the floor's processor time for a request, and the ratios. */
export function cpuTable(results: Results, names: readonly string[]): Table {
  const others = names.filter((name) => name !== floorName)
  const lines = Array.from(results, ([row, summaries]) => [
    row.name,
    decimal(summaries.get(floorName)?.cpuUsPerRequest ?? NaN),
    ...others.map((name) => decimal(summaries.get(name)?.cpuRatio ?? NaN)),
  ])
  return { header: ['row', `${floorName} µs`, ...others], lines }
}

/** Returns everything that was measured, one line for each row and contender. */
export function detailTable(results: Results): Table {
  const rates = ['row', 'contender', 'per second', 'ratio', 'spread']
  const others = ['p50 ms', 'p99 ms', 'errors', 'server', 'server core', 'load core', 'CPU µs']
  const lines = Array.from(results, ([row, summaries]) =>
    Array.from(summaries, ([name, summary]) => [
      row.name,
      name,
      rate(summary),
      ratio(summaries, name),
      percent(summary.spread),
      decimal(summary.p50Ms),
      decimal(summary.p99Ms),
      String(summary.errors),
      percent(summary.serverShare),
      percent(summary.serverCore),
      percent(summary.loadCore),
      decimal(summary.cpuUsPerRequest),
    ]),
  )
  return { header: [...rates, ...others], lines: lines.flat() }
}

/** Returns the times from the start of a process to its first 200. */
export function startTable(times: readonly StartTime[]): Table {
  const lines = times.map(({ command, medianMs, fastestMs, slowestMs }) => [
    command,
    medianMs.toFixed(0),
    fastestMs.toFixed(0),
    slowestMs.toFixed(0),
  ])
  return { header: ['command', 'median ms', 'fastest ms', 'slowest ms'], lines }
}

/** Aligns a table for a terminal: words to the left, numbers to the right. */
export function formatText({ header, lines }: Table): string {
  const all = [header, ...lines]
  const columns = header.map((_, index) => all.map((line) => line[index] ?? ''))
  const aligned = columns.map(alignColumn)
  return all.map((_, line) => aligned.map((column) => column[line]).join('  ').trimEnd()).join('\n')
}

function alignColumn([header = '', ...cells]: readonly string[]): string[] {
  const column = [header, ...cells]
  const width = Math.max(...column.map((cell) => cell.length))
  const isNumeric = cells.every((cell) => /^[\d,.]+( %)?$|^–$/.test(cell))
  return column.map((cell) => (isNumeric ? cell.padStart(width) : cell.padEnd(width)))
}

/** Makes the whole of results.md. */
export function formatMarkdown(
  facts: readonly Fact[],
  sections: readonly Section[],
  rows: readonly Row[],
): string {
  return [
    '# Results of `npm run bench`',
    'Made by `test/bench/bench.ts`, whose head comment says how to read it. Ratios are to',
    `\`${floorName}\`, which is \`node:http\` with better-sqlite3 and nothing else.`,
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    ...sections.flatMap(({ title, table }) => ['', `## ${title}`, '', formatMarkdownTable(table)]),
    '',
    '## The rows',
    '',
    ...rows.map(({ name, description }) => `- **${name}**: ${description}`),
    '',
  ].join('\n')
}

/** Makes a table in Markdown. */
export function formatMarkdownTable({ header, lines }: Table): string {
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'))
  return [header, rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function rate(summary: Summary | undefined): string {
  if (summary === undefined) return none
  return Math.round(summary.requestsPerSecond).toLocaleString('en-US')
}

function ratio(summaries: ReadonlyMap<string, Summary>, name: string): string {
  const floor = summaries.get(floorName)
  const summary = summaries.get(name)
  if (floor === undefined || summary === undefined) return none
  return (summary.requestsPerSecond / floor.requestsPerSecond).toFixed(2)
}

function percent(part: number): string {
  return Number.isNaN(part) ? none : `${Math.round(100 * part)} %`
}

function decimal(value: number): string {
  return Number.isNaN(value) ? none : value.toFixed(2)
}
