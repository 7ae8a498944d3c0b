// The page of a running import: it shows how far the import is, and leaves people where they are.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { assertFits } from './fits.ts'
import { useStage, type Stage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

/** Lets an import of two links look as if another server were working on it, and opens its page. */
async function openRunning(stage: Stage): Promise<void> {
  const { browser, shortener } = stage
  await browser.visit(`${shortener.origin}/links/import`)
  await browser.fill('Or paste its text', 'target\nhttps://example.com/1\nhttps://example.com/2\n')
  await browser.follow(named('Check it'))
  change(stage, `update imports set state = 'running', lease = randomblob(16),
    lease_until = ${Date.now() + 1e9} where state = 'checked'`)
  await browser.visit(await browser.url())
}

function change({ shortener }: Stage, statement: string): void {
  const database = new DatabaseSync(join(shortener.folder, 'groundwork.db'), { timeout: 5_000 })
  assert.equal(database.prepare(statement).run().changes, 1)
  database.close()
}

const end = `update imports set state = 'done', made = 2, finished_at = ${Date.now()}
  where state = 'running'`

test('while an import is running, the focus stays and the numbers change', options, async () => {
  const stage = enter()
  const { browser } = stage
  await openRunning(stage)
  await browser.executeScript(`document.querySelector('form[action$="/cancel"] button').focus()`)
  const loaded = await browser.executeScript('return performance.timeOrigin')
  change(stage, `update imports set made = 1 where state = 'running'`)
  await browser.waitUntil(`document.querySelector('progress').value === 1`)
  assert.match(await browser.text('.totals'), /Imported\s+1\s/)
  assert.equal(await browser.executeScript('return document.activeElement.textContent'), 'Cancel')
  assert.equal(await browser.executeScript('return performance.timeOrigin'), loaded)
  await browser.leave(async () => change(stage, end))
  assert.equal(await browser.text('h1'), 'Import done')
})

test('the page of a running import fits, can be read, and shuts nobody out', options, async () => {
  const stage = enter()
  await openRunning(stage)
  await assertFits(stage.browser, { name: 'import-running', widths: [390, 1280] })
  change(stage, end)
})

test('without scripts, a link shows how far an import is', options, async () => {
  const stage = enter()
  const { browser } = stage
  await browser.allowScripts(false)
  await openRunning(stage)
  change(stage, end)
  await browser.follow(named('Refresh'))
  assert.equal(await browser.text('h1'), 'Import done')
})
