// A tab of a browser that a check controls over the Chrome DevTools Protocol: it opens pages,
// evaluates expressions in them, and hears what the browser complains about. Each tab has cookies
// of its own.
// https://chromedevtools.github.io/devtools-protocol/

import { isRecord } from '../../basics/check.ts'
import { openDevtools } from './browser.ts'

type Values = Readonly<Record<string, unknown>>

export type Tab = {
  /** Sends a command of the protocol. Rejects when the browser refuses it, or is gone. */
  send(method: string, parameters?: Values): Promise<Values>
  /** Runs `work`, and waits until the page that it opens has loaded, pictures included. */
  load(work: () => Promise<unknown>): Promise<void>
  /** Evaluates an expression in the page, and gives its value: something that JSON can hold. */
  evaluate(expression: string): Promise<unknown>
  /** What the browser has complained about so far. */
  complaints(): readonly string[]
  close(): Promise<void>
}

const loadingMs = 20_000

/** Opens an empty tab. Undefined when no browser is installed. */
export async function openTab(): Promise<Tab | undefined> {
  const browser = await openDevtools()
  if (browser === undefined) return undefined
  try {
    const about = await fetch(`http://127.0.0.1:${browser.port}/json/version`)
    const url = Reflect.get(Object(await about.json()), 'webSocketDebuggerUrl')
    return await tabOf(await connect(String(url)), () => browser.close())
  } catch (error) {
    await browser.close()
    throw error
  }
}

type Listener = (method: string, parameters: Values) => void
type Connection = {
  send(method: string, parameters: Values, sessionId?: string): Promise<Values>
  listen(listener: Listener): void
  close(): void
}

async function tabOf(connection: Connection, closeBrowser: () => Promise<void>): Promise<Tab> {
  const { browserContextId } = await connection.send('Target.createBrowserContext', {})
  const { targetId } = await connection.send('Target.createTarget', {
    url: 'about:blank', browserContextId,
  })
  const attached = await connection.send('Target.attachToTarget', { targetId, flatten: true })
  const sessionId = String(attached['sessionId'])
  const complaints: string[] = []
  let loaded = () => {}
  connection.listen((method, parameters) => {
    if (method === 'Page.loadEventFired') loaded()
    const { entry } = parameters
    if (method === 'Log.entryAdded' && isRecord(entry)) complaints.push(String(entry['text']))
  })
  const send = (method: string, parameters: Values = {}) =>
    connection.send(method, parameters, sessionId)
  await Promise.all([send('Page.enable'), send('Log.enable')])
  return {
    send,
    async load(work) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const timer = setTimeout(() => reject(new Error('The page has not loaded')), loadingMs)
      loaded = resolve
      try {
        await Promise.all([promise, work()])
      } finally {
        clearTimeout(timer)
      }
    },
    async evaluate(expression) {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true })
      return isRecord(result) ? result['value'] : undefined
    },
    complaints: () => complaints,
    async close() {
      await connection.send('Target.disposeBrowserContext', { browserContextId }).catch(() => {})
      connection.close()
      await closeBrowser()
    },
  }
}

async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, { resolve(value: Values): void; reject(error: Error): void }>()
  let listener: Listener = () => {}
  let last = 0
  const { promise: opened, resolve: open, reject: fail } = Promise.withResolvers<unknown>()
  socket.addEventListener('open', open)
  socket.addEventListener('error', () => fail(new Error(`Can't connect to ${url}`)))
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has ended'))
  })
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params } = Object(JSON.parse(String(data)))
    const request = waiting.get(id)
    waiting.delete(id)
    if (error !== undefined) request?.reject(new Error(`The browser says: ${error.message}`))
    else if (request !== undefined) request.resolve(isRecord(result) ? result : {})
    else listener(String(method), isRecord(params) ? params : {})
  })
  await opened
  return {
    send(method, params, sessionId) {
      const { promise, resolve, reject } = Promise.withResolvers<Values>()
      last += 1
      waiting.set(last, { resolve, reject })
      socket.send(JSON.stringify({ id: last, method, params, sessionId }))
      return promise
    },
    listen: (next) => { listener = next },
    close: () => socket.close(),
  }
}
