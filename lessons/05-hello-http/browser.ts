// Starts the browser that this machine has, without a window.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type OpenBrowser = {
  hasEnded(): boolean
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

/** Opens a page. Undefined when no browser is installed. */
export async function openBrowser(url: string): Promise<OpenBrowser | undefined> {
  const profile = mkdtempSync(join(tmpdir(), 'groundwork-browser-'))
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  const words = [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--disable-dev-shm-usage', '--remote-debugging-port=0',
    `--user-data-dir=${profile}`, url,
  ]
  for (const browser of browsers) {
    const child = await start(browser, words)
    if (child === undefined) continue
    const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
    const kill = () => killTree(child)
    process.on('exit', kill)
    return {
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
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

function start(browser: string, words: readonly string[]): Promise<ChildProcess | undefined> {
  const child = spawn(browser, words, {
    stdio: 'ignore', windowsHide: true, detached: !isWindows,
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined))
    child.on('spawn', () => resolve(child))
  })
}

// A browser is many processes, and all of them are in one group.
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (isWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
