import assert from 'node:assert/strict'
import { test } from 'node:test'
import { useStage } from './stage.ts'

const { options, enter } = useStage()

test('x', options, async () => {
  const { browser, shortener, target } = enter()
  await browser.visit(shortener.origin)
  await browser.fill('Long address', `${target.origin}/a`)
  await browser.press('Own name, expiry, password and more')
  await browser.fill('Expires (UTC)', '2031-01-02T03:04')
  console.log(await browser.executeScript('return document.querySelector("#expiresAt").value'))
  await browser.press('Shorten')
  await new Promise(r => setTimeout(r,500)); (await import('node:fs')).writeFileSync('/tmp/shot.png', await browser.screenshot()); console.log(await browser.url())
  console.log(await browser.url(), await browser.text('.short'))
  await browser.allowClipboard()
  await browser.press('Copy')
  await browser.waitUntil('document.querySelector(".copy").textContent === "Copied"')
  console.log(await browser.executeScript('return navigator.clipboard.readText()'))
  console.log(await browser.readConsole())
  await browser.click('.short a')
  console.log(await browser.url(), target.arrivals)
  assert.ok(true)
})
