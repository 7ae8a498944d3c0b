// What this server counts: requests, commits, clicks, sign-ins, and what waits in its queues. Each
// part tells its own numbers, and knows nothing of metrics. Lesson: metrics-and-traces (core)

import { secondMs } from '../../basics/clock.ts'
import type { Database } from '../../database/database.ts'
import type { AccessEntry } from '../../http/accessLog.ts'
import { countWaitingMails } from '../mail/outboxStore.ts'
import { sizeOf } from '../serverState.ts'
import type { Metrics } from './metrics.ts'

/** What the parts of the server report as it happens. */
export type Reports = {
  onRequest(entry: AccessEntry): void
  /** A transaction is on disk: how many batches shared it, and how long it took. */
  onCommit(commit: { batches: number; durationMs: number }): void
  onClick(isPerson: boolean): void
  onSignIn(isAccepted: boolean): void
}

// OpenTelemetry's bounds for requests, and finer ones below: most responses take under 5 ms.
const requestSeconds =
  [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10]
const commitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const commitBatches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Adds the counters and histograms of a server. */
export function addReports(metrics: Metrics): Reports {
  // The names are OpenTelemetry's (http.server.request.duration), as Prometheus writes them.
  const requests = metrics.histogram(
    'http_server_request_duration_seconds',
    'Time until the response to a request was made.',
    {
      bounds: requestSeconds,
      labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    },
  )
  const sizes = metrics.histogram(
    'groundwork_commit_batches', 'Batches of writes that shared a commit.',
    { bounds: commitBatches },
  )
  const times = metrics.histogram(
    'groundwork_commit_duration_seconds', 'Time from the beginning of a commit to its end.',
    { bounds: commitSeconds },
  )
  const clicks = metrics.counter(
    'groundwork_clicks_total', 'Clicks on links that were counted.', ['visitor'])
  const signIns = metrics.counter(
    'groundwork_sign_ins_total', 'Sign-ins by password, code or provider.', ['result'])
  return {
    onRequest({ method, route, status, durationMs }) {
      // A client can send any method, and each name would be a new line.
      const known = knownMethods.has(method) ? method : '_OTHER'
      requests.observe(durationMs / secondMs, [known, route ?? '', String(status)])
    },
    onCommit({ batches, durationMs }) {
      sizes.observe(batches)
      times.observe(durationMs / secondMs)
    },
    onClick: (isPerson) => clicks.add([isPerson ? 'person' : 'bot']),
    onSignIn: (isAccepted) => signIns.add([isAccepted ? 'accepted' : 'refused']),
  }
}

export type Queues = {
  database: Database
  /** The database file; undefined if it's on other machines. */
  path: string | undefined
  /** How many passwords are being hashed, and how many wait for that. */
  hashes: () => { running: number; waiting: number }
}

// Counting more than this says nothing new, and takes long.
const mostCounted = 10_000

/** Adds the gauges of a server: the size of its files, and what waits. */
export function addQueues(metrics: Metrics, { database, path, hashes }: Queues): void {
  if (path !== undefined) addFiles(metrics, path)
  metrics.gauge('groundwork_hashes_running', 'Passwords that are being hashed.', () =>
    hashes().running)
  metrics.gauge('groundwork_hashes_waiting', 'Passwords that wait to be hashed.', () =>
    hashes().waiting)
  // Read from the database, so a sum over several servers would count each email several times.
  const waiting = `Emails to be sent, up to ${mostCounted}; every server says the same.`
  metrics.gauge('groundwork_mails_waiting', waiting, async () =>
    (await database.one(countWaitingMails(mostCounted)))?.waiting ?? 0)
}

function addFiles(metrics: Metrics, path: string): void {
  metrics.gauge('groundwork_database_bytes', 'Size of the database file.', () => sizeOf(path))
  metrics.gauge('groundwork_wal_bytes', 'Size of the write-ahead log.', () => sizeOf(`${path}-wal`))
}
