// What the owner of a link does with it.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { allFields, makeLink } from './links.ts'
import { findProgram } from './programs.ts'
import { useStage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

test('a long address becomes a short one that leads there', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter(), { 'Long URL': `${target.origin}/a?b=c#d` })
  assert.equal(await browser.text('h1'), 'Your short link is ready')
  assert.equal(await browser.attribute('.short a', 'href'), `${shortener.origin}/${slug}`)
  assert.equal(await browser.text('.leads'), `leads to ${target.origin}/a?b=c#d`)
  await browser.follow('.short a')
  assert.equal(await browser.url(), `${target.origin}/a?b=c#d`)
  assert.equal(await browser.text('h1'), 'Arrived')
  assert.deepEqual(target.arrivals, ['GET /a?b=c'])
})

test('the copy button copies the short address', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await browser.allowClipboard()
  await browser.click(named('Copy'))
  await browser.waitUntil('document.querySelector(".copy").textContent === "Copied"')
  const copied = await browser.executeScript('return navigator.clipboard.readText()')
  assert.equal(copied, `${shortener.origin}/${slug}`)
})

test('each row of the list has its own copy button, QR code and settings', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await makeLink(enter())
  await browser.visit(shortener.origin)
  await browser.allowClipboard()
  const row = `//li[.//a[@id="link-${slug}"]]`
  await browser.click(`${row}//button`)
  await browser.waitUntil(
    `document.querySelector('[data-copy$="/${slug}"]').textContent === "Copied"`)
  const copied = await browser.executeScript('return navigator.clipboard.readText()')
  assert.equal(copied, `${shortener.origin}/${slug}`)
  for (const [name, id] of [['QR code', 'qr'], ['Edit', 'settings-title']]) {
    await browser.visit(shortener.origin)
    await browser.follow(`${row}//a[.="${name}"]`)
    assert.equal(await browser.url(), `${shortener.origin}/links/${slug}#${id}`)
    const top = `document.querySelector('#${id}').getBoundingClientRect().top`
    await browser.waitUntil(`Math.round(${top}) >= 0 && ${top} < innerHeight`)
  }
})

test('where the clipboard is out of reach, the short link of the row is copied', options,
  async () => {
    const { browser, shortener } = enter()
    const slug = await makeLink(enter())
    await makeLink(enter())
    await browser.visit(shortener.origin)
    await browser.executeScript('navigator.clipboard.writeText = () => Promise.reject(new Error())')
    await browser.click(`//li[.//a[@id="link-${slug}"]]//button`)
    const selected = 'return getSelection().toString()'
    assert.equal(await browser.executeScript(selected), `${new URL(shortener.origin).host}/${slug}`)
  })

test('the list is sorted, and stays in sight', options, async () => {
  const { browser, shortener } = enter()
  for (const name of ['sorted-b', 'sorted-c', 'sorted-a']) {
    await makeLink(enter(), { 'Custom name': name })
  }
  await browser.resize(390, 700)
  await browser.visit(shortener.origin)
  const order = `return [...document.querySelectorAll('.row .slug a')].map(({ id }) => id.at(-1))`
  assert.deepEqual(await browser.executeScript(order), ['a', 'c', 'b'])
  await browser.follow(named('By name'))
  assert.deepEqual(await browser.executeScript(order), ['a', 'b', 'c'])
  assert.equal(await browser.text('[aria-current=true]'), 'By name')
  await browser.waitUntil('document.querySelector("#list-title").getBoundingClientRect().top < 99')
})

test('the QR code is shown, and a scanner reads the short address', options, async (t) => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  const width = 'return document.querySelector(".qr img").naturalWidth'
  assert.ok(Number(await browser.executeScript(width)) > 0)
  if (findProgram('zbarimg') === undefined) return t.diagnostic('There is no zbarimg on the PATH')
  for (const scheme of ['light', 'dark'] as const) {
    await browser.prefer(scheme)
    const text = await scan(await browser.screenshot('.qr img'))
    assert.equal(text, `${shortener.origin}/${slug}`)
  }
  return undefined
})

test('clicks are in the list and on the chart', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await browser.visit(`${shortener.origin}/${slug}`)
  await browser.visit(`${shortener.origin}/${slug}`)
  await browser.visit(shortener.origin)
  assert.equal(await browser.text('.row .clicks'), '2 clicks')
  assert.equal(await browser.attribute('.row svg', 'aria-label'), '2 clicks in the last 30 days')
  await browser.follow('.row .clicks')
  assert.equal(await browser.url(), `${shortener.origin}/links/${slug}`)
  assert.equal(await browser.executeScript('return scrollY'), 0, 'opens at the top')
  const today = new Date().toISOString().slice(0, 10)
  const last = `return document.querySelector('.chart g:last-of-type title').textContent`
  assert.equal(await browser.executeScript(last), `${today}: 2 people, 0 bots`)
  assert.match(await browser.text('.totals'), /^Clicks\n2\nVisitors\n1\n/)
  const sources = await browser.text('.columns')
  assert.equal(sources, 'Referrers\ndirect\n2\nBrowsers\nChrome\n2\nDevices\ncomputer\n2')
})

test('the cookie that owns the links is out of reach for scripts', options, async () => {
  const { browser } = enter()
  await makeLink(enter())
  assert.equal(await browser.executeScript('return document.cookie'), '')
  const [cookie, ...others] = await browser.cookies()
  assert.deepEqual(others, [])
  assert.equal(cookie?.['name'], 'links')
  assert.equal(cookie['httpOnly'], true)
  assert.equal(cookie['sameSite'], 'Lax')
})

test('"Make another" gives an empty form', options, async () => {
  const { browser, shortener } = enter()
  await makeLink(enter())
  await browser.follow(named('Make another'))
  assert.equal(await browser.url(), `${shortener.origin}/`)
  assert.equal(await browser.executeScript('return document.querySelector("#target").value'), '')
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'target')
})

test('target, expiry, limit and note can be changed', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  const change = {
    'Leads to': `${target.origin}/elsewhere`,
    'Expires': '2040-05-06T07:08',
    'Visit limit': '12',
    'Note': 'The poster in the hall',
  }
  for (const [label, text] of Object.entries(change)) await browser.fill(label, text)
  await browser.follow(named('Save'))
  assert.equal(await browser.text('[role=status]'), 'Saved.')
  const values = `return ['target', 'expiresAt', 'visitLimit', 'note']
    .map((id) => document.getElementById(id).value)`
  assert.deepEqual(await browser.executeScript(values), Object.values(change))
  await browser.visit(shortener.origin)
  assert.match(await browser.text('.row'), /The poster in the hall/)
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.url(), `${target.origin}/elsewhere`)
})

test('the page of a link opens at its top, but at a wrong field', options, async () => {
  const { browser, shortener } = enter()
  await makeLink(enter(), { 'Custom name': 'long-page' })
  await browser.resize(390, 700)
  await browser.visit(`${shortener.origin}/links/long-page`)
  assert.equal(await browser.executeScript('return scrollY'), 0)
  assert.equal(await browser.executeScript('return document.activeElement.tagName'), 'BODY')
  await browser.fill('Visit limit', 'none')
  await browser.follow(named('Save'))
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'visitLimit')
})

test('times are shown and typed in the time zone of the browser', options, async () => {
  const { browser } = enter()
  const value = 'return document.querySelector("#expiresAt").value'
  const hint = 'return document.querySelector("#expiresAt-hint").textContent'
  await browser.useTimeZone('America/New_York')
  await makeLink(enter(), { 'Expires': '2040-07-01T12:00' })
  await browser.follow(named('Clicks and settings'))
  assert.equal(await browser.executeScript(value), '2040-07-01T12:00')
  assert.match(String(await browser.executeScript(hint)), /^In your time zone, America\/New_York\./)
  assert.match(await browser.text('main time'), /E[DS]T$/)
  await browser.useTimeZone('Asia/Kolkata')
  await browser.visit(await browser.url())
  assert.equal(await browser.executeScript(value), '2040-07-01T21:30')
  await browser.follow(named('Save'))
  assert.equal(await browser.executeScript(value), '2040-07-01T21:30', 'saved as it was')
  // An hour that the clocks show twice: nothing changes unless somebody types.
  await browser.useTimeZone('Europe/Berlin')
  await browser.visit(await browser.url())
  for (const typed of ['2040-10-28T02:30', '2041-01-01T00:00']) {
    await browser.fill('Expires', typed)
    await browser.follow(named('Save'))
    await browser.follow(named('Save'))
    assert.equal(await browser.executeScript(value), typed)
  }
  await browser.allowScripts(false)
  await browser.visit(await browser.url())
  assert.equal(await browser.executeScript(value), '2040-12-31T23:00')
  assert.match(String(await browser.executeScript(hint)), /^In UTC \(universal time\)\./)
  await browser.allowScripts(true)
  await browser.useTimeZone('')
})

test('what was typed wrong comes back, with a sentence tied to the field', options, async () => {
  const { browser } = enter()
  await makeLink(enter(), { 'Custom name': 'taken' })
  const { origin } = enter().shortener
  const rows = [
    { label: 'Long URL', typed: 'ftp://example.com/', id: 'target', says: /not "ftp:"/ },
    { label: 'Custom name', typed: 'a b', id: 'slug', says: /letters from a to z/ },
    { label: 'Custom name', typed: 'taken', id: 'slug', says: /taken/ },
    { label: 'Visit limit', typed: 'many', id: 'visitLimit', says: /whole number/ },
    { label: 'Expires', typed: '2001-01-01T00:00', id: 'expiresAt', says: /future/ },
  ]
  for (const { label, typed, id, says } of rows) {
    await browser.visit(origin)
    await browser.fill('Long URL', 'https://example.com/')
    await browser.click(named(allFields))
    await browser.fill('Note', 'kept')
    await browser.fill(label, typed)
    await browser.follow(named('Shorten'))
    assert.equal(await browser.attribute(`#${id}`, 'aria-invalid'), 'true', typed)
    const [error] = String(await browser.attribute(`#${id}`, 'aria-describedby')).split(' ')
    assert.match(await browser.text(`#${error}`), says)
    const values = await browser.executeScript(
      `return [arguments[0], 'note'].map((name) => document.getElementById(name).value)`, id)
    assert.deepEqual(values, [typed, 'kept'])
    assert.equal(await browser.shows('#note'), true, 'the details stay open')
  }
})

test('a link is deleted only after its box was ticked', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  await browser.click(named('Delete'))
  assert.equal(await browser.url(), `${shortener.origin}/links/${slug}`, 'the box is required')
  await browser.tick('Delete the link')
  await browser.follow(named('Delete'))
  assert.equal(await browser.url(), `${shortener.origin}/`)
  assert.equal(await browser.shows('.row'), false)
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.text('.code'), '404')
})

test('the hello page calls the API', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(`${shortener.origin}/hello/page`)
  await browser.click(named('Send GET'))
  await browser.waitUntil(
    'document.querySelector("#response").textContent.endsWith("Hello, World!")')
  await browser.fill('Name', 'Alice')
  await browser.click(named('Send POST'))
  await browser.waitUntil(
    'document.querySelector("#response").textContent.includes("Hello, Alice!")')
  await browser.fill('Name', '')
  await browser.click(named('Send POST'))
  await browser.waitUntil('document.querySelector("#response").textContent.startsWith("400")')
  assert.match(await browser.text('#response'), /"error": ?"Missing name parameter"/)
})

async function scan(picture: Uint8Array): Promise<string> {
  const file = join(tmpdir(), `code-${process.pid}.png`)
  await writeFile(file, picture)
  try {
    const { stdout } = await promisify(execFile)('zbarimg', ['--quiet', '--raw', file])
    return stdout.trim()
  } finally {
    await rm(file)
  }
}
