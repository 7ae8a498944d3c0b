// A relay between the browser and the learner's program: it records what the page asks for, changes
// what the API says, so that no page can know it beforehand, and hears what the page shows.

import { once } from 'node:events'
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { parseReport, reportPath, withReporter, type PageReport } from './pageReport.ts'

export type Asked = { method: string; path: string; body: string }

export type Relay = {
  port: number
  /** What the browser asked for, without the reports, each when its response had come or failed. */
  asked: readonly Asked[]
  /** The newest report of the page. */
  report(): PageReport | undefined
  /** How many reports and requests have come. */
  signsOfLife(): number
  /** How many reports in a row have said the same, without a request between them. */
  unchanged(): number
  close(): void
}

export type RelayPlan = {
  /** Where the learner's program listens. */
  host: string
  port: number
  /** What GET /hello says instead, and the message of POST /hello. */
  hello: string
  message: string
}

export async function startRelay(plan: RelayPlan): Promise<Relay> {
  const asked: Asked[] = []
  let report: PageReport | undefined
  let [signs, unchanged, last] = [0, 0, '']
  const server = createServer(async (request, response) => {
    signs += 1
    const body = await buffer(request).catch(() => Buffer.alloc(0))
    if (request.url === reportPath) {
      const text = body.toString()
      unchanged = text === last ? unchanged + 1 : 0
      last = text
      report = parseReport(text) ?? report
      return void response.writeHead(204).end()
    }
    unchanged = 0
    const { method = 'GET', url = '/' } = request
    const path = url.split('?')[0] ?? ''
    const answer = await forward(plan, request, body).catch(() => undefined)
    unchanged = 0
    asked.push({ method, path, body: body.toString() })
    if (answer === undefined) return void response.writeHead(502).end()
    const here = request.headers.host ?? ''
    const changed = change(plan, { method, path, here, ...answer })
    response.writeHead(answer.status, answer.headers).end(changed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    report: () => report,
    signsOfLife: () => signs,
    unchanged: () => unchanged,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

type Forwarded = { status: number; headers: Record<string, string | string[]>; body: Buffer }

async function forward(
  { host, port }: RelayPlan, request: IncomingMessage, body: Buffer,
): Promise<Forwarded> {
  const headers = { ...request.headers, connection: 'close' }
  delete headers['accept-encoding']
  delete headers['if-none-match']
  // A connection of its own: the usual agent reuses one that the program is about to close.
  const forwarded = sendRequest({
    host, port, method: request.method, path: request.url, headers, agent: false,
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    forwarded.on('response', resolve).on('error', reject)
  })
  forwarded.end(body)
  const answer = await answered
  const left = ['content-length', 'transfer-encoding', 'connection', 'content-security-policy']
  const kept = Object.entries(answer.headers).flatMap(([name, value]) => {
    return value === undefined || left.includes(name) ? [] : [[name, value] as const]
  })
  return {
    status: answer.statusCode ?? 502, headers: Object.fromEntries(kept), body: await buffer(answer),
  }
}

type Seen = Forwarded & { method: string; path: string; here: string }

function change(
  plan: RelayPlan, { method, path, here, status, headers, body }: Seen,
): string | Buffer {
  const text = body.toString()
  if (path === '/hello' && method === 'GET' && status === 200) {
    return text.replace('Hello, World!', plan.hello)
  }
  if (path === '/hello' && method === 'POST' && status === 200) {
    return replaceMessage(text, plan.message)
  }
  const type = String(headers['content-type'])
  if (!/html|javascript/.test(type)) return body
  // A script may have the whole URL of the program.
  const own = new RegExp(`\\b(?:localhost|127\\.0\\.0\\.1):${plan.port}\\b`, 'g')
  const redirected = text.replaceAll(own, here)
  return type.includes('html') ? withReporter(redirected) : redirected
}

function replaceMessage(text: string, message: string): string {
  try {
    return JSON.stringify({ ...Object(JSON.parse(text)), message })
  } catch {
    return text
  }
}
