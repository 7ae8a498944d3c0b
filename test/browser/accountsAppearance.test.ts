// Every page of accounts, on a phone and on a desk, in light and in dark: it fits, it can be read,
// nobody is shut out.

import { test } from 'node:test'
import { accountScenes } from './accountScenes.ts'
import { assertFits } from './fits.ts'
import { useStage } from './stage.ts'

const { options, enter } = useStage()

const widths = [390, 1280]

for (const [name, play] of Object.entries(accountScenes)) {
  test(`the page "${name}" fits, can be read, and shuts nobody out`, options, async () => {
    const stage = enter()
    await play(stage)
    await assertFits(stage.browser, { name, widths })
  })
}
