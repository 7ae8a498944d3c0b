// Makes the table, and puts it into results.md, above the text that people wrote there.
//
// Lesson: outgrowing-one-machine (appendix)

import { formatMarkdownTable, type Table } from '../../bench/report.ts'
import type { Fact } from '../../bench/machine.ts'
import type { Line } from './rounds.ts'
import { fileSetup } from './setups.ts'
import { summarize } from './summary.ts'

const header = [
  'request', 'connections', 'database', 'servers', 'per second', 'spread', 'p50 ms', 'p99 ms',
  'errors', 'server CPU s', 'node CPU s', 'CPU ratio', 'writes per commit', 'KiB written',
]

/** Gives a line for each kind of request, number of connections, and setup. */
export function resultTable(lines: readonly Line[]): Table {
  return { header, lines: lines.map((line) => cellsOf(line, fileOf(line, lines))) }
}

/** Replaces all that is above the heading `## On paper`, which people wrote, or the whole text. */
export function writeResults(
  former: string, { facts, table }: { facts: readonly Fact[]; table: Table },
): string {
  const kept = former.indexOf('\n## On paper\n')
  const paper = kept === -1 ? '' : former.slice(kept)
  return [
    '# Results of `npm run bench:cluster`',
    'Made by `test/cluster/bench.ts`, whose first comment says how to read them.',
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    '',
    formatMarkdownTable(table),
    '',
  ].join('\n') + paper
}

function fileOf({ row, connections }: Line, lines: readonly Line[]): Line['measurements'] {
  return lines.find((line) => line.setup === fileSetup && line.row === row
    && line.connections === connections)?.measurements ?? []
}

function cellsOf(
  { row, connections, setup, measurements }: Line, file: Line['measurements'],
): string[] {
  const summary = summarize(measurements, file)
  return [
    row.name, String(connections), setup.database, String(setup.servers),
    Math.round(summary.perSecond).toLocaleString('en-US'),
    `${Math.round(100 * summary.spread)} %`,
    decimal(summary.p50Ms), decimal(summary.p99Ms),
    String(summary.errors),
    decimal(summary.serverCpuSeconds, 3),
    setup.nodes === 0 ? '–' : decimal(summary.nodeCpuSeconds, 3),
    decimal(summary.cpuRatio), decimal(summary.writesPerCommit, 1), decimal(summary.writtenKib, 1),
  ]
}

function decimal(value: number, digits = 2): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits)
}
