// The server that is measured, as a process: the whole app with its log off, on a file or on a
// cluster. It prints its port when it listens. At SIGTERM it finishes what is under way, and prints
// how many responses of each status it has given.
//
// Lesson: outgrowing-one-machine (appendix)

import { readFileSync } from 'node:fs'
import { createApp } from '../../../src/app.ts'
import { createLog } from '../../../src/basics/log.ts'
import { openEngine } from '../../../src/database/open.ts'
import type { IncomingRequest } from '../../../src/http/context.ts'
import { json, type Reply } from '../../../src/http/reply.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { createOutbox } from '../../../src/services/mail/outbox.ts'

const stopLimitMs = 3_000
const responses = new Map<number, number>()
// Also requests whose clients have gone: what they asked for is stored all the same.
const underWay = new Set<Promise<Reply>>()
let [commits, writes] = [0, 0]

const database = await openEngine({
  url: process.env['DATABASE_URL'] || undefined,
  path: process.env['DATABASE_PATH'] ?? '',
  schema: readFileSync(new URL('../../../schema.sql', import.meta.url), 'utf8'),
  onCommit: ({ batches }) => {
    commits += 1
    writes += batches
  },
})
const log = createLog({ format: 'off', write: () => undefined })
const outbox = createOutbox({
  database, clock: Date.now, transport: { send: () => Promise.resolve() },
})
// On localhost, no limit on new links is in the way of what is measured.
const { app } = createApp({
  database, log, outbox, secret: new Uint8Array(32), publicOrigin: 'http://localhost',
})
app.get('/bench/commits', () => json({ commits, writes }))

const server = createHttpServer({
  handle(request) {
    const replying = respond(request)
    underWay.add(replying)
    return replying.finally(() => underWay.delete(replying))
  },
  onError: console.error,
})
const port = await server.listen(0, '127.0.0.1')
process.once('SIGTERM', () => void stop())
console.log(JSON.stringify({ port }))

async function respond(request: IncomingRequest): Promise<Reply> {
  const reply = await app.handle(request)
  responses.set(reply.status, (responses.get(reply.status) ?? 0) + 1)
  return reply
}

async function stop(): Promise<void> {
  await server.stop(stopLimitMs)
  await Promise.allSettled(underWay)
  await outbox.close()
  await database.close()
  console.log(JSON.stringify({ responses: [...responses] }))
  process.exit(0)
}
