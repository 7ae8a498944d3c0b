// Writes metrics as text, in the format that Prometheus reads: one line for each value, and before
// the lines of a metric, what it means and what kind it is. Lesson: metrics-and-traces (core)
//
//   # HELP groundwork_clicks_total Clicks that were counted.
//   # TYPE groundwork_clicks_total counter
//   groundwork_clicks_total{visitor="person"} 12

import type { Family, Labels } from './family.ts'

/** The media type of the text format. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8'

/** Writes metrics as text. Source: prometheus.io, "Exposition formats". */
export function formatMetrics(families: readonly Family[]): string {
  return families.map(formatFamily).join('')
}

function formatFamily({ name, help, type, samples }: Family): string {
  const lines = samples.map(({ suffix, labels, value }) =>
    `${name}${suffix}${formatLabels(labels)} ${formatNumber(value)}\n`)
  return `# HELP ${name} ${escape(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels)
    .map(([name, value]) => `${name}="${escape(value).replaceAll('"', '\\"')}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function formatNumber(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
