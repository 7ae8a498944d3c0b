// Everything works where scripts are switched off; what only a script can do is not shown.

import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { makeLink } from './links.ts'
import { useStage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

beforeEach(async () => {
  if (options.skip === undefined) await enter().browser.allowScripts(false)
})

test('without scripts a link is made, followed and counted', options, async () => {
  const { browser, shortener, target } = enter()
  await makeLink(enter())
  const width = 'return document.querySelector(".qr img").naturalWidth'
  assert.ok(Number(await browser.executeScript(width)) > 0)
  await browser.follow('.short a')
  assert.equal(await browser.url(), `${target.origin}/arrived`)
  await browser.visit(shortener.origin)
  assert.equal(await browser.text('.row .clicks'), '1 click')
  await browser.follow('.row .clicks')
  const chart = 'return document.querySelector(".chart g:last-of-type title").textContent'
  assert.match(String(await browser.executeScript(chart)), /: 1 person, 0 bots$/)
})

test('without scripts there is no copy button', options, async () => {
  const { browser } = enter()
  await makeLink(enter())
  assert.equal(await browser.shows('.short a'), true)
  assert.equal(await browser.shows('.copy'), false)
})

test('without scripts the list has short links in place of copy buttons', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await browser.visit(shortener.origin)
  const address = `${shortener.origin}/${slug}`
  assert.equal(await browser.text('.row .slug'), address.replace('http://', ''))
  assert.equal(await browser.attribute('.row .slug a', 'href'), address)
  assert.equal(await browser.shows('.copy'), false)
  await browser.follow(named('Most clicks'))
  assert.equal(await browser.text('[aria-current=true]'), 'Most clicks')
  await browser.fill('Search your links', slug)
  await browser.follow(named('Find'))
  assert.equal(await browser.url(),
    `${shortener.origin}/?search=${slug}&sort=-clicks#list-title`)
  assert.equal(await browser.shows('.row'), true)
})

test('without scripts a period is chosen for the clicks', options, async () => {
  const { browser } = enter()
  await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  await browser.follow(named('7 days'))
  assert.equal(await browser.text('[aria-current=true]'), '7 days')
  await browser.fill('From', '2026-11-01')
  await browser.fill('To', '2026-11-30')
  await browser.follow(named('Show'))
  assert.match(await browser.text('.totals + .quiet'), /^From 2026-11-01 to 2026-11-30\./)
  await browser.fill('From', '2026-12-01')
  await browser.follow(named('Show'))
  assert.match(await browser.text('#from-error'), /^2026-12-01 is after 2026-11-30: /)
})

test('without scripts a link is changed, switched off and on, and deleted', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  await browser.fill('Leads to', 'no address')
  await browser.follow(named('Save'))
  assert.equal(await browser.attribute('#target', 'aria-invalid'), 'true')
  await browser.fill('Leads to', `${target.origin}/elsewhere`)
  await browser.follow(named('Save'))
  assert.equal(await browser.text('[role=status]'), 'Saved.')
  await browser.follow(named('Switch off'))
  assert.equal(await browser.text('h1 .badge'), 'off')
  await browser.follow(named('Switch on again'))
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.url(), `${target.origin}/elsewhere`)
  await browser.visit(`${shortener.origin}/links/${slug}`)
  await browser.tick('Delete the link')
  await browser.follow(named('Delete'))
  assert.equal(await browser.shows('.row'), false)
})

test('without scripts the hello page says what it needs them for', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(`${shortener.origin}/hello/page`)
  assert.match(await browser.text('noscript'), /This page needs JavaScript/)
})
