// The same life with the keyboard alone; one always sees where one is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, openAccount, password, readMail } from './accounts.ts'
import { useStage, type Stage } from './stage.ts'

const { options, enter } = useStage()

const mostStops = 40
const email = 'keys@example.org'

test('with the keyboard alone somebody signs up, sets up and leaves', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  await browser.visit(`${shortener.origin}/signup`)
  await browser.untilFocused()
  assert.equal(await focused(stage), 'Your email address')
  await browser.pressKeys(...email)
  await tabTo(stage, 'Password')
  await browser.pressKeys(...password)
  await press(stage, 'Enter')
  await browser.visit(await readMail(stage, { to: email, subject: 'Confirm your email address' }))
  await browser.untilFocused()
  assert.equal(await focused(stage), 'Your password')
  await browser.pressKeys(...password)
  await press(stage, 'Enter')

  await tabTo(stage, 'Set up: Second factor')
  await press(stage, 'Enter')
  await browser.pressKeys(...password)
  await press(stage, 'Enter')
  assert.equal(await focused(stage), 'Code')
  await browser.pressKeys(...codeOf(await browser.text('.secret code')))
  await press(stage, 'Enter')
  await tabTo(stage, 'I have saved them')
  await press(stage, 'Enter')

  await tabTo(stage, 'Create: API keys')
  await press(stage, 'Enter')
  await tabTo(stage, 'Name')
  await browser.pressKeys(...'backup')
  await tabTo(stage, 'Create, edit and delete links links:write')
  await browser.pressKeys('Space')
  await tabTo(stage, 'Create the key')
  await press(stage, 'Space')
  await tabTo(stage, 'I have copied it')
  await press(stage, 'Enter')
  assert.match(await browser.text('.entries'), /links:read links:write/)

  await tabTo(stage, 'Your account')
  await press(stage, 'Enter')
  await tabTo(stage, 'Delete: Delete account')
  await press(stage, 'Enter')
  assert.equal(await focused(stage), 'Your password')
  await browser.pressKeys(...password)
  await tabTo(stage, 'Yes, delete my account and all my links')
  await browser.pressKeys('Space')
  await tabTo(stage, 'Delete my account')
  await press(stage, 'Enter')
  assert.match(await browser.text('[role=status]'), /are deleted/)
})

test('a refused form leads to what is wrong', options, async () => {
  const stage = enter()
  const { browser } = stage
  await openAccount(stage, '/account/email')
  await browser.untilFocused()
  await browser.pressKeys(...'new@example.net')
  await tabTo(stage, 'Your password')
  await browser.pressKeys(...'wrong')
  await press(stage, 'Enter')
  assert.equal(await focused(stage), 'Your password')
  const typed = 'return document.querySelector("#email").value'
  assert.equal(await browser.executeScript(typed), 'new@example.net')
})

async function press({ browser }: Stage, key: string): Promise<void> {
  await browser.leave(() => browser.pressKeys(key))
  await browser.untilFocused()
}

/** Presses Tab until something has the focus; each stop on the way must show it. */
async function tabTo(stage: Stage, name: string): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await stage.browser.pressKeys('Tab')
    await assertOutlined(stage)
    if (await focused(stage) === name) return
  }
  assert.fail(`The Tab key does not lead to "${name}"`)
}

/** Names what has the focus as its label or its text does; null when it is the page itself. */
async function focused({ browser }: Stage): Promise<unknown> {
  return browser.executeScript(`const element = document.activeElement
    if (element === document.body) return null
    const text = element.labels?.[0]?.textContent || element.textContent
    return text.trim().replace(/\\s+/g, ' ')`)
}

async function assertOutlined(stage: Stage): Promise<void> {
  const outline = await stage.browser.executeScript(`const element = document.activeElement
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return element === document.body ? 'page' : outlineStyle + ' ' + outlineWidth`)
  assert.match(String(outline), /^(page|(solid|auto) [2-9]px)$/, String(await focused(stage)))
}
