// Starts chromedriver, the program that drives Chromium, and speaks with it: plain HTTP with JSON
// both ways (W3C WebDriver, section 6). Whatever is started here is ended by its own id.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { isRecord } from '../../src/basics/check.ts'
import { endProcess, findProgram } from './programs.ts'

export type Driver = {
  /** Sends a command of the session, such as `/url`, and gives the answer's value. */
  send(method: 'GET' | 'POST' | 'DELETE', command: string, body?: object): Promise<unknown>
  /** Ends the browser, then chromedriver. */
  stop(): Promise<void>
}

const patienceMs = 20_000
const browserNames = ['chromium', 'chromium-browser', 'google-chrome']

// Nothing but this machine can be reached: a request to a third party fails, and shows.
const browserArguments = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // A third of the work of a headless browser has nothing to do with the page: a frame of its own
  // with a toolbar, processes in reserve, and all of a document's surroundings made anew.
  '--kiosk', '--disable-extensions', '--in-process-gpu',
  '--disable-features=RenderDocument,SpareRendererForSitePerProcess',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  // As HeadlessChrome, it would be a program and no person.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
]

/** Says why there can be no browser; undefined when there can. */
export function whyNoBrowser(): string | undefined {
  if (findProgram(...browserNames) === undefined) return 'There is no Chromium on the PATH'
  if (findProgram('chromedriver') === undefined) return 'There is no chromedriver on the PATH'
  return undefined
}

// chromedriver takes any port for IPv6 and the same one for IPv4, which another test may have.
const mostStarts = 3

/** Starts chromedriver and one browser with a profile of its own. */
export async function startDriver(starts = 1): Promise<Driver> {
  try {
    return await startOnce()
  } catch (error) {
    if (!(error instanceof NoPortError) || starts === mostStarts) throw error
    return startDriver(starts + 1)
  }
}

async function startOnce(): Promise<Driver> {
  const chromium = findProgram(...browserNames)
  const chromedriver = findProgram('chromedriver')
  if (chromium === undefined || chromedriver === undefined) throw new Error(whyNoBrowser())
  const child = spawn(chromedriver, ['--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const profile = await mkdtemp(join(tmpdir(), 'browser-'))
  const end = async () => {
    await endProcess(child)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const origin = `http://127.0.0.1:${await readPort(child.stdout)}`
    const session = await request('POST', `${origin}/session`, newSession(chromium, profile))
    if (!isRecord(session)) throw new Error('chromedriver opened no session')
    const address = `${origin}/session/${session['sessionId']}`
    return {
      send: (method, command, body) => request(method, address + command, body),
      async stop() {
        await request('DELETE', address).finally(end)
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

// The first line also names a port: the 0 that was asked for.
async function readPort(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const port = /started successfully on port (\d+)/.exec(line)?.[1]
    if (port !== undefined) return port
  }
  throw new NoPortError('chromedriver ended before it named its port')
}

class NoPortError extends Error {}

function newSession(chromium: string, profile: string): object {
  return {
    capabilities: {
      alwaysMatch: {
        'browserName': 'chrome',
        'timeouts': { script: 5_000, pageLoad: 10_000 },
        'goog:loggingPrefs': { browser: 'ALL' },
        'goog:chromeOptions': {
          binary: chromium,
          args: [...browserArguments, `--user-data-dir=${profile}`],
        },
      },
    },
  }
}

async function request(method: string, url: string, body?: object): Promise<unknown> {
  const sent = method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}
  const signal = AbortSignal.timeout(patienceMs)
  const response = await fetch(url, { method, signal, ...sent })
  const answer: unknown = await response.json()
  const value = isRecord(answer) ? answer['value'] : undefined
  if (response.ok) return value
  const [message] = isRecord(value) ? String(value['message']).split('\n') : [response.status]
  throw new Error(`${method} ${new URL(url).pathname.replace(/^\/session\/\w+/, '')}: ${message}`)
}
