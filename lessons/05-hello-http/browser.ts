// Opens a page in the browser that this machine has, if it has one, and tells what a person would
// read on it.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Shown = { text: string; mistakes: readonly string[] }

const browsers = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge',
  'microsoft-edge', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Opens a page and lets its scripts come to rest. Undefined when no browser works. */
export async function showInBrowser(url: string): Promise<Shown | undefined> {
  const profile = mkdtempSync(join(tmpdir(), 'groundwork-browser-'))
  const words = [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
    '--disable-background-networking', '--enable-logging=stderr', `--user-data-dir=${profile}`,
    '--virtual-time-budget=3000', '--dump-dom', url,
  ]
  try {
    for (const browser of browsers) {
      const shown = await runBrowser(browser, words)
      if (shown !== undefined) return shown
    }
    return undefined
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function runBrowser(browser: string, words: readonly string[]): Promise<Shown | undefined> {
  const options = {
    encoding: 'utf8', timeout: 15_000, killSignal: 'SIGKILL', windowsHide: true,
  } as const
  return new Promise((resolve) => {
    execFile(browser, words, options, (error, page, log) => {
      if (error !== null || !page.includes('<')) return resolve(undefined)
      const mistakes =
        [...log.matchAll(/CONSOLE[^"]*"(Uncaught.*)", source:/g)].map(([, said = '']) => said)
      resolve({ text: visibleText(page), mistakes: mistakes.slice(0, 1) })
    })
  })
}

function visibleText(page: string): string {
  return page
    .replaceAll(/<(script|style|head)\b[^]*?<\/\1>/gi, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
