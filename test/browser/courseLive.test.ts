// The reader while somebody learns: verdicts as files are saved, keys, tabs, colours that are
// remembered, and the same without scripts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edit, useCourse } from './courseStage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useCourse()

const lesson = 'start-here'

test('a save changes the verdict on the open page, and on the map', options, async () => {
  const stage = enter()
  const { browser, origin, workshop } = stage
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.click(named('Start this exercise'))
  await browser.waitUntil('document.querySelector("[data-action=hint]") !== null')
  workshop.watch({ poll: true })
  edit(stage, lesson, (text) => `${text}\n`)
  await browser.waitUntil('document.querySelector(".finding-id")?.textContent === "wrong-status"')
  assert.equal(await browser.text('.bytes mark'), '500')
  edit(stage, lesson, (text) => text.replace('500', '200'))
  await browser.waitUntil('document.querySelector(".praise") !== null')
  assert.match(await browser.text('#status'), /^Passed in \d+ ms$/)
  assert.equal(await browser.shows('.neighbours .passed [aria-current]'), true)
  await browser.visit(origin)
  assert.equal(await browser.shows('.station.passed.here'), true)
  edit(stage, lesson, (text) => `${text}\n`)
  workshop.reset(lesson)
  await browser.waitUntil('document.querySelector(".station.passed") === null')
})

test('a page says when the learner works on another lesson', options, async () => {
  const { browser, origin, workshop } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.executeScript('return new Promise((resolve) => setTimeout(resolve, 100))')
  workshop.select('tcp-is-a-stream')
  await browser.waitUntil('!document.querySelector("#elsewhere").hidden')
  await browser.follow('#elsewhere a')
  assert.match(await browser.url(), /\/lessons\/tcp-is-a-stream$/)
})

test('single keys do what the list says, and can be switched off', options, async () => {
  const { browser, origin, workshop } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.leave(() => browser.pressKeys('j'))
  assert.match(await browser.url(), /what-happens-when-you-open-a-url$/)
  await browser.leave(() => browser.pressKeys('k'))
  assert.match(await browser.url(), /start-here$/)
  await browser.pressKeys('c')
  await browser.waitUntil('document.querySelector(".finding") !== null')
  await browser.pressKeys('2')
  assert.equal(await browser.shows('#view-wire'), true)
  assert.equal(await browser.shows('#view-verdict'), false)
  await browser.pressKeys('/')
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'find')
  await browser.pressKeys('j')
  assert.equal(await browser.executeScript('return document.activeElement.value'), 'j')
  await browser.executeScript('document.activeElement.blur()')
  await browser.pressKeys('?')
  assert.equal(await browser.shows('#keys-dialog'), true)
  await browser.click('[data-keys-switch]')
  await browser.click('#keys-dialog form button')
  await browser.pressKeys('3')
  assert.equal(await browser.shows('#view-wire'), true)
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.pressKeys('2')
  assert.equal(await browser.shows('#view-verdict'), true)
  assert.equal(workshop.state(lesson).state, 'failed')
})

test('the tabs are walked with arrows, and each part of the wire with Tab', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.executeScript('document.querySelector("#tab-verdict").focus()')
  await browser.pressKeys('\uE014')
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'tab-wire')
  assert.equal(await browser.shows('#view-wire'), true)
  await browser.executeScript('document.querySelector("#wire .bytes a").focus()')
  assert.match(await browser.text('#wire [data-inspector]'), /explained in/)
  await browser.executeScript('document.querySelector("#tab-verdict").focus()')
  await browser.pressKeys('\uE012')
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'tab-log')
})

test('the colours that somebody chose are remembered', options, async () => {
  const { browser, origin } = enter()
  const ground = 'return getComputedStyle(document.body).backgroundColor'
  await browser.visit(origin)
  const light = await browser.executeScript(ground)
  await browser.click('[data-theme-button]')
  const dark = await browser.executeScript(ground)
  assert.notEqual(dark, light)
  await browser.visit(`${origin}/glossary`)
  assert.equal(await browser.executeScript(ground), dark)
  assert.equal(await browser.attribute('[data-theme-button]', 'aria-label'), 'Theme: dark')
  await browser.click('[data-theme-button]')
  assert.equal(await browser.executeScript(ground), light)
})

test('on a phone the verdict is a sheet that opens and closes', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  await browser.resize(390, 844)
  await browser.visit(`${origin}/lessons/${lesson}`)
  assert.equal(await browser.shows('.finding'), false)
  assert.match(await browser.text('#status'), /GET \/ is not answered/)
  await browser.click('.sheet-button')
  assert.equal(await browser.shows('.finding'), true)
  await browser.pressKeys('\uE00C')
  assert.equal(await browser.shows('.finding'), false)
  assert.equal(await browser.attribute('.sheet-button', 'aria-expanded'), 'false')
})

test('the console sends a request, and the log shows it', options, async () => {
  const { browser, origin } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.click('#tab-console')
  await browser.fill('Request target', '/asked?for=it')
  await browser.click('form.console button')
  await browser.waitUntil('document.querySelector("#exchange .wire") !== null')
  assert.match(await browser.text('#exchange'), /GET \/asked\?for=it HTTP\/1\.1/)
  await browser.click('#tab-log')
  await browser.waitUntil('document.querySelector("#log .bad")?.textContent === "500"')
})

test('the curl line is copied', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.allowClipboard()
  await browser.click('.curl button')
  await browser.waitUntil('document.querySelector(".curl button span").textContent === "Copied"')
  assert.match(
    String(await browser.executeScript('return navigator.clipboard.readText()')),
    /^curl -i/,
  )
})

test('without scripts a lesson is read, checked and answered', options, async () => {
  const { browser, origin } = enter()
  await browser.allowScripts(false)
  await browser.visit(`${origin}/lessons/${lesson}`)
  assert.equal(await browser.shows('.tabs, .sheet-button, [data-theme-button]'), false)
  await browser.follow(named('Check'))
  assert.equal(await browser.text('.finding-id'), 'wrong-status')
  assert.equal(await browser.shows('#view-wire'), true)
  await browser.follow(named('Give me a hint'))
  assert.match(await browser.text('.hints'), /Which three digits/)
  await browser.click('#question-2-option-1')
  await browser.follow('#question-2 button')
  assert.equal(await browser.text('#question-2 .result'), 'Correct.')
  assert.match(await browser.url(), /#question-2$/)
})
