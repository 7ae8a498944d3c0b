// What every program in Node can say of itself: its processor time, its memory, and how long its
// event loop was held up. The names are those of Prometheus' own clients and of OpenTelemetry.
// Lesson: metrics-and-traces (tour)

import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { minuteMs, secondMs } from '../../basics/clock.ts'
import type { Metrics } from './metrics.ts'

// How often the delay is measured. Node's numbers contain this interval.
const resolutionMs = 10

/** Adds the metrics of the process. */
export function addRuntimeMetrics(metrics: Metrics, version: string): void {
  metrics.gauge('groundwork_build_info', 'Always 1; the labels say which version runs.', () =>
    [{ labels: { version, node: process.versions.node }, value: 1 }])
  metrics.gauge('process_start_time_seconds', 'When the process started, as Unix time.', () =>
    performance.timeOrigin / secondMs)
  metrics.gauge('process_resident_memory_bytes', 'Memory that the process uses.', () =>
    process.memoryUsage.rss())
  metrics.total('process_cpu_seconds_total', 'Processor time of all threads.', () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })
  addDelay(metrics)
}

type Delay = { p50: number; p99: number; max: number }

const noDelay: Delay = { p50: 0, p99: 0, max: 0 }

// Of the last one to two minutes: otherwise one slow moment would be shown until the process ends.
function addDelay(metrics: Metrics): void {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let earlier = noDelay
  const now = (): Delay => ({
    p50: toSeconds(histogram.percentile(50)),
    p99: toSeconds(histogram.percentile(99)),
    max: toSeconds(histogram.max),
  })
  setInterval(() => {
    earlier = now()
    histogram.reset()
  }, minuteMs).unref()
  for (const name of ['p50', 'p99', 'max'] as const) {
    const help = `How late the event loop was in the last two minutes (${name}).`
    metrics.gauge(`nodejs_eventloop_delay_${name}_seconds`, help, () =>
      Math.max(earlier[name], now()[name]))
  }
}

// From nanoseconds. Before the first measurement, Node gives 0 or NaN.
function toSeconds(nanoseconds: number): number {
  const milliseconds = nanoseconds / 1e6 - resolutionMs
  return milliseconds > 0 ? milliseconds / secondMs : 0
}
