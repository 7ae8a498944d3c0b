// What the tests of one file share: a browser, the server and a site to lead to. Where there is no
// Chromium the tests are skipped and say so, unless REQUIRE_BROWSER=1 wants them.

import assert from 'node:assert/strict'
import { after, afterEach, beforeEach } from 'node:test'
import { whyNoBrowser } from './chromedriver.ts'
import { startShortener, startTarget, type Shortener, type Target } from './site.ts'
import { openBrowser, type Browser } from './webdriver.ts'

export type Stage = { browser: Browser; shortener: Shortener; target: Target }

type OpenStage = Stage & { close(): Promise<void> }

/** The options of each test, and what gives it the stage. */
export type StageDoor = { options: { skip?: string }; enter: () => Stage }

/**
 * Opens a stage before the first test of a file and closes it after the last. Each test begins as a
 * browser without cookies, and fails for what the console or the server's log complains of.
 */
export function useStage(): StageDoor {
  const problem = whyNoBrowser()
  const isRequired = process.env['REQUIRE_BROWSER'] === '1'
  let stage: OpenStage | undefined
  const enter = (): Stage => {
    if (stage === undefined) throw new Error('The stage is not open')
    return stage
  }
  if (problem !== undefined && !isRequired) return { options: { skip: problem }, enter }
  // Not in `before`: if no test in a file has a name that was asked for, Node runs `after` without
  // waiting for `before`, and what `before` opens would keep the process running.
  let opening: Promise<OpenStage> | undefined
  beforeEach(async () => {
    opening ??= openStage()
    stage = await opening
    await reset(stage)
  })
  afterEach(() => assertQuiet(enter()))
  after(() => stage?.close())
  return { options: {}, enter }
}

// What was opened is closed again, the last first; at once when the rest cannot be opened.
async function openStage(): Promise<OpenStage> {
  await using opened = new AsyncDisposableStack()
  const target = opened.adopt(await startTarget(), (site) => site.stop())
  const shortener = opened.adopt(await startShortener(), (site) => site.stop())
  const browser = opened.adopt(await openBrowser(), (open) => open.quit())
  const kept = opened.move()
  return { browser, shortener, target, close: () => kept.disposeAsync() }
}

async function reset({ browser, shortener, target }: Stage): Promise<void> {
  await browser.allowScripts(true)
  await browser.resize(1280, 800)
  await browser.prefer('light')
  // Cookies are deleted for the site that the browser is on.
  await browser.visit(`${shortener.origin}/hello`)
  await browser.deleteCookies()
  target.arrivals.length = 0
}

async function assertQuiet({ browser, shortener }: Stage): Promise<void> {
  const complaints = (await browser.readConsole()).filter((line) => !isUsual(line))
  assert.deepEqual(complaints, [], 'the console complains')
  assert.deepEqual(shortener.errors, [], 'the log of the server has errors')
}

// A page with a status of 400 or more is reported like a missing picture; signing out tells what
// it has cleared.
function isUsual(line: string): boolean {
  if (line.includes('Clear-Site-Data header on')) return true
  return /Failed to load resource: .* status of 4\d\d/.test(line) && !line.includes('/assets/')
}
