// Whether the page that is open fits, can be read, and shuts nobody out: in two colour schemes, at
// each width. With SCREENSHOTS=1 what it looks like is put into `screenshots/`.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from './webdriver.ts'

// WCAG 1.4.10: a desk of 1280 pixels at 400%.
const narrowest = 320
// WCAG 1.4.12: how far apart somebody may move the letters, words and lines of every page.
const spaceOut = `const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
    + 'word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]`
const schemes = ['light', 'dark'] as const
const sideways = 'document.documentElement.scrollWidth - innerWidth'
// A table of numbers may scroll inside its frame, but a table of words has to wrap.
const overflow = `return [${sideways},
  ...[...document.querySelectorAll('.scroll:has(.words)')]
    .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)]
  .find((more) => more > 0) ?? 0`
const accessibility = readFileSync(join(import.meta.dirname, 'accessibility.js'), 'utf8')
const folder = join(import.meta.dirname, 'screenshots')
const wantsScreenshots = process.env['SCREENSHOTS'] === '1'

/** Fails if the page scrolls sideways or has a barrier. `name` is for the screenshots. */
export async function assertFits(
  browser: Browser, { name, widths }: { name: string; widths: readonly number[] },
): Promise<void> {
  await assertNoOverflow(browser, narrowest)
  const over = await browser.executeScript(`${spaceOut}\nreturn ${sideways}`)
  assert.equal(over, 0, 'scrolls sideways when its text is spaced out')
  await browser.executeScript('document.adoptedStyleSheets = []')
  for (const width of widths) {
    await assertNoOverflow(browser, width)
    for (const scheme of schemes) {
      await browser.prefer(scheme)
      if (wantsScreenshots) await keep(browser, `${name}-${width}-${scheme}.png`)
      const barriers = await browser.executeScript(`${accessibility}\nreturn findBarriers()`)
      assert.deepEqual(barriers, [], `${width} pixels, ${scheme}`)
    }
  }
}

async function assertNoOverflow(browser: Browser, width: number): Promise<void> {
  await browser.resize(width, 844)
  assert.equal(await browser.executeScript(overflow), 0, `scrolls sideways at ${width} pixels`)
}

async function keep(browser: Browser, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), await browser.screenshot())
}
