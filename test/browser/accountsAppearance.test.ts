// Every page of accounts, on a phone and on a desk, in light and in dark: it fits, it can be read,
// nobody is shut out. What it looks like is put into `screenshots/`.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { accountScenes } from './accountScenes.ts'
import { useStage, type Stage } from './stage.ts'

const { options, enter } = useStage()

const widths = [390, 1280]
const schemes = ['light', 'dark'] as const
const folder = join(import.meta.dirname, 'screenshots')
const accessibility = readFileSync(join(import.meta.dirname, 'accessibility.js'), 'utf8')
const overflow = 'return document.documentElement.scrollWidth - innerWidth'

for (const [name, play] of Object.entries(accountScenes)) {
  test(`the page "${name}" fits, can be read, and shuts nobody out`, options, async () => {
    const stage = enter()
    await play(stage)
    for (const width of widths) await assertFits(stage, { name, width })
  })
}

async function assertFits(
  { browser }: Stage,
  { name, width }: { name: string; width: number },
): Promise<void> {
  await browser.resize(width, 844)
  assert.equal(await browser.executeScript(overflow), 0, `scrolls sideways at ${width} pixels`)
  for (const scheme of schemes) {
    await browser.prefer(scheme)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${name}-${width}-${scheme}.png`), await browser.screenshot())
    const barriers = await browser.executeScript(`${accessibility}\nreturn findBarriers()`)
    assert.deepEqual(barriers, [], `${width} pixels, ${scheme}`)
  }
}
