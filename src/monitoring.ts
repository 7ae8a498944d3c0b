// Lets others watch the server: its numbers on a port of their own, and its slow statements in the
// log. Without METRICS_PORT, nothing is counted. Lesson: metrics-and-traces (core)

import cluster from 'node:cluster'
import { hashesUnderWay } from './auth/passwords/password.ts'
import { isLoopbackName, type Config } from './basics/config.ts'
import { errorFields, type Log } from './basics/log.ts'
import { readVersion } from './basics/version.ts'
import type { Database } from './database/database.ts'
import type { SqliteOptions } from './database/sqlite.ts'
import type { HttpServer } from './http/server.ts'
import { createMetricsServer } from './services/metrics/endpoint.ts'
import type { Family } from './services/metrics/family.ts'
import { Metrics } from './services/metrics/metrics.ts'
import { addRuntimeMetrics } from './services/metrics/runtime.ts'
import { addQueues, addReports, type Reports } from './services/metrics/serverMetrics.ts'
import { offerMetrics, readWorkers } from './services/metrics/workers.ts'
import { sizeOf, type ServerState } from './services/serverState.ts'
import { explainStart, StartError } from './start.ts'

export type Monitoring = {
  /** What the parts of the server report to; undefined when nobody reads it. */
  reports: Reports | undefined
  /** What the database is opened with. */
  watch: Pick<SqliteOptions, 'onCommit' | 'slow'>
  /** What an administrator sees at a glance. */
  readState(): ServerState
  /** Begins to serve the numbers, in the only process or through the first one. */
  start(database: Database): Promise<HttpServer | undefined>
}

type Settings = Pick<Config, 'metricsPort' | 'metricsHost'>

// To listen there means: at all addresses of this machine.
const everyAddress = new Set(['0.0.0.0', '::'])

/** Makes what watches this process. */
export function createMonitoring(
  config: Settings, { path, log }: { path: string | undefined; log: Log },
): Monitoring {
  const slow: SqliteOptions['slow'] = {
    onSlow: ({ sql, durationMs, plan }) => log.warn('slow statement', {
      durationMs: Math.round(durationMs), sql, plan: plan.join('; '),
    }),
  }
  const version = readVersion()
  const readState = (): ServerState => ({
    version,
    startedAt: performance.timeOrigin,
    walBytes: path === undefined ? undefined : sizeOf(`${path}-wal`),
    hashesWaiting: hashesUnderWay().waiting,
  })
  if (config.metricsPort === undefined) {
    return { reports: undefined, watch: { slow }, readState, start: async () => undefined }
  }
  const metrics = new Metrics()
  const reports = addReports(metrics)
  return {
    reports,
    watch: { slow, onCommit: reports.onCommit },
    readState,
    async start(database) {
      addRuntimeMetrics(metrics, version)
      addQueues(metrics, { database, path, hashes: hashesUnderWay })
      if (cluster.isPrimary) return serveMetrics(config, log, () => metrics.read())
      offerMetrics(metrics)
      return undefined
    },
  }
}

/** Serves the numbers of all workers, in the process that started them. */
export function serveWorkerMetrics(config: Settings, log: Log): Promise<HttpServer | undefined> {
  return serveMetrics(config, log, readWorkers)
}

async function serveMetrics(
  { metricsPort, metricsHost }: Settings, log: Log, read: () => Promise<readonly Family[]>,
): Promise<HttpServer | undefined> {
  if (metricsPort === undefined) return undefined
  const server = createMetricsServer({
    read,
    isLocal: isLoopbackName(metricsHost) && !everyAddress.has(metricsHost),
    onError: (error) => log.error('metrics', errorFields(error)),
  })
  try {
    const port = await server.listen(metricsPort, metricsHost)
    log.info('metrics', { port })
    return server
  } catch (error) {
    throw new StartError(explainStart(error, 'METRICS_PORT'), error)
  }
}
