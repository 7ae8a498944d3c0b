// Everything can be done with the keyboard alone, and one always sees where one is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { useStage } from './stage.ts'
import type { Browser } from './webdriver.ts'

const { options, enter } = useStage()

const mostStops = 60

test('with the keyboard alone a link is made, changed and deleted', options, async () => {
  const { browser, shortener, target } = enter()
  await browser.visit(shortener.origin)
  assert.equal(await focused(browser), 'Long URL')
  await browser.pressKeys(...`${target.origin}/typed`)
  await tabTo(browser, 'Custom name, expiry, password')
  await browser.pressKeys('Enter')
  await tabTo(browser, 'Custom name')
  await browser.pressKeys(...'by-hand')
  await browser.leave(() => browser.pressKeys('Enter'))
  assert.equal(await browser.text('.leads'), `leads to ${target.origin}/typed`)

  await browser.allowClipboard()
  await tabTo(browser, 'Copy')
  await browser.pressKeys('Space')
  await browser.waitUntil('document.activeElement.textContent === "Copied"')

  await tabTo(browser, 'Clicks and settings')
  await browser.leave(() => browser.pressKeys('Enter'))
  await tabTo(browser, 'Note')
  await browser.pressKeys(...'typed too')
  await tabTo(browser, 'Save')
  await browser.leave(() => browser.pressKeys('Space'))
  const note = 'return document.querySelector("#note").value'
  assert.equal(await browser.executeScript(note), 'typed too')

  await tabTo(browser, 'Delete the link and its 0 clicks for good')
  await browser.pressKeys('Space')
  await tabTo(browser, 'Delete')
  await browser.leave(() => browser.pressKeys('Enter'))
  await browser.visit(`${shortener.origin}/by-hand`)
  assert.equal(await browser.text('.code'), '404')
})

test('the first stop of a page skips to its content', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(`${shortener.origin}/hello/page`)
  await tabTo(browser, 'Skip to the content')
  const isInSight = 'return document.activeElement.getBoundingClientRect().left >= 0'
  assert.equal(await browser.executeScript(isInSight), true)
  await browser.pressKeys('Enter')
  await tabTo(browser, 'Send GET')
  assert.equal(await browser.url(), `${shortener.origin}/hello/page#content`)
})

test('Shift and Tab lead back', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(`${shortener.origin}/hello/page`)
  const order = [
    'Skip to the content', 'Groundwork', 'Links', 'Hello API', 'Sign in', 'Send GET', 'Name',
    'Send POST',
  ]
  assert.deepEqual(await stops(browser, { key: 'Tab', count: 8 }), order)
  await browser.pressKeys('Tab')
  assert.deepEqual(await stops(browser, { key: 'Shift+Tab', count: 8 }), order.toReversed())
})

/** Presses Tab until something has the focus; each stop on the way must show it. */
async function tabTo(browser: Browser, name: string): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await browser.pressKeys('Tab')
    await assertOutlined(browser)
    if (await focused(browser) === name) return
  }
  assert.fail(`The Tab key does not lead to "${name}"`)
}

async function stops(
  browser: Browser,
  { key, count }: { key: string; count: number },
): Promise<unknown[]> {
  const names: unknown[] = []
  while (names.length < count) {
    await browser.pressKeys(key)
    names.push(await focused(browser))
  }
  return names
}

/** Names what has the focus as its label or its text does; null when it is the page itself. */
async function focused(browser: Browser): Promise<unknown> {
  return browser.executeScript(`const element = document.activeElement
    if (element === document.body) return null
    const text = element.labels?.[0]?.textContent || element.textContent
    return text.trim().replace(/\\s+/g, ' ')`)
}

async function assertOutlined(browser: Browser): Promise<void> {
  const outline = await browser.executeScript(`const element = document.activeElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    if (element === document.body) return 'page'
    // The calendar button inside a date field is the browser's own, and so is its outline.
    return element.matches(':focus') ? outlineStyle + ' ' + outlineWidth : 'part'`)
  const name = String(await focused(browser))
  assert.match(String(outline), /^(page|part|(solid|auto) [2-9]px)$/, name)
}
