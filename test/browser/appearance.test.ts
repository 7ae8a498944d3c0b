// Every page, on a phone and on a desk, in light and in dark: it fits, it can be read, nobody is
// shut out, and nothing comes from a third party.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scenes } from './scenes.ts'
import { assertFits } from './fits.ts'
import { useStage, type Stage } from './stage.ts'

const { options, enter } = useStage()

const widths = [390, 1280]

const loaded = 'return performance.getEntriesByType("resource").map(({ name }) => name)'

for (const [name, play] of Object.entries(scenes)) {
  test(`the page "${name}" fits, can be read, and shuts nobody out`, options, async () => {
    const stage = enter()
    await play(stage)
    await assertOwn(stage)
    await assertFits(stage.browser, { name, widths })
  })
}

async function assertOwn({ browser, shortener }: Stage): Promise<void> {
  const addresses = await browser.executeScript(loaded)
  assert.ok(Array.isArray(addresses) && addresses.length > 0)
  const foreign = addresses.filter((address) => !String(address).startsWith(`${shortener.origin}/`))
  assert.deepEqual(foreign, [], 'another site was asked')
}
