// Every page, on a phone and on a desk, in light and in dark: it fits, it can be read, nobody is
// shut out, and nothing comes from a third party.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scenes } from './scenes.ts'
import { assertFits } from './fits.ts'
import { makeLink } from './links.ts'
import { useStage, type Stage } from './stage.ts'
import { named } from './webdriver.ts'

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

test('on a phone, what is wrong with the long address is between it and the button', options,
  async () => {
    const { browser, shortener } = enter()
    await browser.resize(390, 844)
    await browser.visit(shortener.origin)
    await browser.fill('Long URL', 'ftp://example.com/')
    await browser.follow(named('Shorten'))
    const tops = await browser.executeScript(`return ['#target', '#target-error', '#shorten button']
      .map((selector) => document.querySelector(selector).getBoundingClientRect().top)`)
    assert.ok(Array.isArray(tops))
    assert.deepEqual(tops, tops.toSorted((one, other) => Number(one) - Number(other)))
  })

// As if the rules for paper were for the screen too.
const asOnPaper = `for (const { cssRules } of document.styleSheets) {
  for (const { media } of cssRules) if (media?.mediaText === 'print') media.mediaText = 'all'
}`

test('on paper there are no forms, no titles of forms, and no way around', options, async () => {
  const { browser } = enter()
  await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  assert.equal(await browser.shows('form, #settings-title, #ending-title, nav'), true)
  await browser.executeScript(asOnPaper)
  assert.equal(await browser.shows('form, #settings-title, #ending-title, nav'), false)
  assert.equal(await browser.shows('#numbers-title'), true)
})

async function assertOwn({ browser, shortener }: Stage): Promise<void> {
  const addresses = await browser.executeScript(loaded)
  assert.ok(Array.isArray(addresses) && addresses.length > 0)
  const foreign = addresses.filter((address) => !String(address).startsWith(`${shortener.origin}/`))
  assert.deepEqual(foreign, [], 'another site was asked')
}
