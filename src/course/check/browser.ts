// Opens a page in the browser that this machine has, without a window: in a process of its own, or
// in a tab of one that several checks share.

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { killTree } from './program.ts'
import { readIfThere } from './readIfThere.ts'

export type OpenBrowser = {
  hasEnded(): boolean
  /** Waits until the browser has had its turn, which takes long on a busy machine. */
  turn(): Promise<void>
  close(): Promise<void>
}

const isWindows = process.platform === 'win32'
const browsers = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge',
  'microsoft-edge', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

let shared: { browser: OpenBrowser; port: number } | undefined
const startingMs = 20_000

/** Opens a page. Undefined when no browser is installed. */
export async function openBrowser(url: string): Promise<OpenBrowser | undefined> {
  return shared === undefined ? startBrowser(url) : openTab(url, shared)
}

/** Opens the shared browser for DevTools, or a new one. Undefined when none is installed. */
export async function openDevtools(): Promise<(OpenBrowser & { port: number }) | undefined> {
  if (shared !== undefined) return { ...shared.browser, port: shared.port, close: async () => {} }
  const browser = await startBrowser('about:blank')
  const port = browser === undefined ? undefined : await devtoolsPort(browser)
  if (browser !== undefined && port !== undefined) return { ...browser, port }
  await browser?.close()
  return undefined
}

/**
 * Starts one browser for all pages that are opened from now on, which saves a second for each.
 * The function that it returns closes it. Without a browser on this machine, nothing happens.
 */
export async function shareBrowser(): Promise<() => Promise<void>> {
  const browser = await startBrowser('about:blank')
  const port = browser === undefined ? undefined : await devtoolsPort(browser)
  if (browser !== undefined && port !== undefined) shared = { browser, port }
  return async () => {
    shared = undefined
    await browser?.close()
  }
}

type Started = OpenBrowser & { profile: string }

async function startBrowser(url: string): Promise<Started | undefined> {
  const profile = mkdtempSync(join(tmpdir(), 'groundwork-browser-'))
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  const words = [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--disable-dev-shm-usage', '--remote-debugging-port=0',
    // A browser that can be controlled over a pipe ends when the other side is gone: when the
    // process that started it is killed.
    ...(isWindows ? [] : ['--remote-debugging-pipe']), `--user-data-dir=${profile}`, url,
  ]
  for (const browser of browsers) {
    const child = await start(browser, words)
    if (child === undefined) continue
    const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
    const kill = () => killTree(child)
    process.on('exit', kill)
    return {
      profile,
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
      async turn() {
        const port = readPort(profile)
        if (port !== undefined) await ask(`http://127.0.0.1:${port}/json/version`)
      },
      async close() {
        kill()
        await closed
        process.off('exit', kill)
        removeProfile()
      },
    }
  }
  removeProfile()
  return undefined
}

// A tab is opened and closed over the HTTP interface of Chrome's DevTools.
async function openTab(
  url: string, { browser, port }: { browser: OpenBrowser; port: number },
): Promise<OpenBrowser> {
  const devtools = `http://127.0.0.1:${port}/json`
  const response = await fetch(`${devtools}/new?${encodeURIComponent(url)}`, { method: 'PUT' })
  const id = String(Reflect.get(Object(await response.json()), 'id'))
  return {
    hasEnded: () => browser.hasEnded(),
    turn: () => browser.turn(),
    close: () => ask(`${devtools}/close/${id}`),
  }
}

async function ask(url: string): Promise<void> {
  await fetch(url).then((each) => each.text()).catch(() => {})
}

// The browser writes its port into its profile as soon as it listens.
async function devtoolsPort({ profile, hasEnded }: Started): Promise<number | undefined> {
  const end = performance.now() + startingMs
  while (!hasEnded() && performance.now() < end) {
    const port = readPort(profile)
    if (port !== undefined) return port
    await pause(20)
  }
  return undefined
}

function readPort(profile: string): number | undefined {
  const port = Number.parseInt(String(readIfThere(join(profile, 'DevToolsActivePort'))), 10)
  return port > 0 ? port : undefined
}

function start(browser: string, words: readonly string[]): Promise<ChildProcess | undefined> {
  const child = spawn(browser, words, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], windowsHide: true, detached: !isWindows,
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('spawn', () => resolve(child))
  })
}
