// Starts the server and stops it. If the start fails, one message says why and what to do.
// Lesson: deploying (core)

import cluster from 'node:cluster'
import { writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import { createApp, type AppOptions } from './app.ts'
import { hourMs } from './basics/clock.ts'
import { isLocalOrigin, readConfig, requireShared, type Config } from './basics/config.ts'
import { createLog, errorFields, tolerantWriter, type Log } from './basics/log.ts'
import { onStopSignal } from './basics/stopSignals.ts'
import { readVersion } from './basics/version.ts'
import type { Course } from './course/start.ts'
import type { Database } from './database/database.ts'
import { realPath } from './database/files.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { createMonitoring, serveWorkerMetrics } from './monitoring.ts'
import { warnOfClock } from './services/clockCheck.ts'
import { createOutbox, type Outbox } from './services/mail/outbox.ts'
import { warnOfOpenFiles } from './services/openFiles.ts'
import { loadSecret } from './services/secret.ts'
import { checkSecret } from './services/secretFingerprint.ts'
import { readShare } from './services/shareFile.ts'
import { Sharing } from './sharing.ts'
import {
  databasePath, databasePlace, explainStart, openDatabase, openMails, prepareFolder, readWords,
  usage,
} from './start.ts'
import { runWorkers } from './workers.ts'

const stopLimitMs = 10_000
const say = tolerantWriter(process.stderr)

try {
  const { workers, withCourse, my, isHelp } = readWords(process.argv.slice(2))
  if (isHelp) {
    console.log(usage)
    process.exit()
  }
  const config = readConfig()
  requireShared(config)
  // Only checks the settings, before anything listens, and once for all workers.
  openMails(config, config.publicOrigin ?? 'http://localhost')
  prepareFolder(config.dataFolder)
  if (workers > 1 && cluster.isPrimary) await startWorkers(config, workers)
  else await serve(config, withCourse ? my : undefined)
} catch (error) {
  writeSync(2, `${styleText('red', explainStart(error))}\n`)
  process.exit(1)
}

async function startWorkers(config: Config, workers: number): Promise<void> {
  // Bring the schema up to date once, before several processes open the file.
  const database = await openDatabase(config)
  await database.close()
  const log = makeLog(config)
  warnOfOpenFiles(config.dataFolder, log)
  await serveWorkerMetrics(config, log)
  const onReady = (port: number) => {
    const { outboxFolder } = openMails(config, config.publicOrigin ?? `http://localhost:${port}`)
    greet(config, port, { outboxFolder })
  }
  await runWorkers({ workers, log, stopLimitMs, onReady })
}

/** Starts the server and, where the learner's folder is named, the course beside it. */
async function serve(config: Config, my: string | undefined): Promise<void> {
  const log = makeLog(config)
  const path = config.databaseUrl === undefined
    ? realPath(databasePath(config.dataFolder)) : undefined
  const monitoring = createMonitoring(config, { path, log })
  const database = await openDatabase(config, monitoring.watch)
  const secret = config.secret ?? loadSecret(config.dataFolder, config)
  await checkSecret(database, secret)
  if (cluster.isPrimary) warnOfOpenFiles(config.dataFolder, log)
  const state: State = { sharing: undefined, course: undefined, isStopping: false }
  const server = createHttpServer({
    handle: (request) => (state.sharing ?? notReady()).handle(request),
    onError: (error) => log.error('reply failed', errorFields(error)),
  })
  const shareState = await readShare(config.dataFolder)
  const port = await server.listen(config.port, config.host)
  // Only now the port is known; no request is read before this turn of the event loop ends.
  const publicOrigin = config.publicOrigin ?? `http://localhost:${port}`
  const { transport, outboxFolder } = openMails(config, publicOrigin)
  const outbox = createOutbox({ database, clock: Date.now, transport, log })
  const options: AppOptions = {
    ...config, database, log, secret, publicOrigin, outbox, outboxFolder,
    reports: monitoring.reports,
    readState: () => monitoring.readState(),
    isStopping: () => state.isStopping,
    courseAddress: () => state.course && courseAddress(state.course),
  }
  const { app, clean } = createApp(options)
  outbox.wake()
  const metricsServer = await monitoring.start(database)
  const sharing = state.sharing = new Sharing({ app, options, folder: config.dataFolder })
  if (isLocalOrigin(publicOrigin)) sharing.watch(shareState)
  const checkClock = () => warnOfClock({ database, clock: Date.now, log })
  const timer = cleanHourly(() => Promise.all([checkClock(), clean(), outbox.clean()]), log)
  // This comes before we say that the server is ready: a supervisor may stop it right then.
  onFirstStop(async () => {
    state.isStopping = true
    log.info('stopping', { process: process.pid })
    clearInterval(timer)
    sharing.close()
    await state.course?.close()
    await metricsServer?.stop(0)
    await stop({ server, outbox, database, log })
  })
  log.info('started', { port, process: process.pid })
  if (my !== undefined) {
    state.course = await openCourse({ config, log, folder: resolve(my), port })
  }
  if (cluster.isPrimary) greet(config, port, { course: state.course, outboxFolder })
}

function notReady(): never {
  throw new Error('A request arrived before the app was ready')
}

type State = { sharing: Sharing | undefined; course: Course | undefined; isStopping: boolean }

/** Cleans up now and every hour. */
function cleanHourly(clean: () => Promise<unknown>, log: Log): NodeJS.Timeout {
  const cleanOnce = () => void clean().catch((error: unknown) => {
    log.error('clean', errorFields(error))
  })
  cleanOnce()
  return setInterval(cleanOnce, hourMs)
}

async function stop(
  { server, outbox, database, log }: {
    server: HttpServer; outbox: Outbox; database: Database; log: Log
  },
): Promise<void> {
  await server.stop(stopLimitMs)
  await outbox.close()
  await database.close()
  log.info('stopped', { process: process.pid })
  log.flush()
  process.exit(0)
}

/** Stops in order at the first signal, and at once at the second. */
function onFirstStop(onStop: () => Promise<void>): void {
  let isStopping = false
  onStopSignal((signal) => {
    // A terminal tells every process in it; workers wait for their primary's SIGTERM.
    if (cluster.isWorker && signal !== 'SIGTERM') return
    if (isStopping) process.exit(1)
    isStopping = true
    void onStop()
  })
}

function makeLog({ log }: Config): Log {
  const format = log === 'auto' ? (process.stdout.isTTY ? 'short' : 'json') : log
  return createLog({ format, write: tolerantWriter(process.stdout) })
}

// The server runs without the course as well, so a port in use is only reported.
async function openCourse(
  { config, log, folder, port }: { config: Config; log: Log; folder: string; port: number },
): Promise<Course | undefined> {
  try {
    const { startCourse } = await import('./course/start.ts')
    return await startCourse({
      port: config.coursePort,
      folder,
      serverAddress: `http://localhost:${port}`,
      onError: (error) => log.error('course', errorFields(error)),
    })
  } catch (error) {
    const reason = explainStart(error, 'COURSE_PORT')
    say(`${styleText('yellow', `The course isn't running. ${reason}`)}\n`)
    return undefined
  }
}

function courseAddress({ port }: Course): string {
  return `http://localhost:${port}`
}

type Beside = { course?: Course | undefined; outboxFolder?: string | undefined }

function greet(config: Config, port: number, { course, outboxFolder }: Beside = {}): void {
  const address = config.publicOrigin ?? `http://localhost:${port}`
  const name = styleText(['bold', 'green'], `Groundwork ${readVersion()}`)
  const lines = [
    ...(course === undefined ? [] : [
      `Begin the course at ${styleText(['bold', 'cyan'], courseAddress(course))}`,
      `  exercises ${course.folder}`,
    ]),
    `${name} is ready at ${styleText('cyan', address)}`,
    ...(config.publicOrigin === undefined ? [] : [`  listening on ${config.host}, port ${port}`]),
    `  database  ${databasePlace(config)}`,
    ...(outboxFolder === undefined ? [] : [`  emails    ${outboxFolder}`]),
    '  to stop   press Ctrl+C',
  ]
  say(`${lines.join('\n')}\n`)
}
