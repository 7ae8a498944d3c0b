// What a reader must not do: claim what it doesn't know, hang, hide the focus, cut off code.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wireView } from '../../src/course/reader/wireView.ts'
import { edit, useCourse } from './courseStage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useCourse()

const lesson = 'start-here'

test('a stopped reader shows no verdict, and checks again when it is back', options, async () => {
  const stage = enter()
  const { browser, origin, workshop, stopReader } = stage
  workshop.select(lesson)
  edit(stage, lesson, (text) => text.replace('500', '200'))
  await workshop.check(lesson)
  await browser.visit(`${origin}/lessons/${lesson}`)
  assert.match(await browser.text('#status'), /^Passed/)
  const startAgain = await stopReader()
  await browser.waitUntil('!document.querySelector("#lost").hidden')
  assert.equal(await browser.shows('#status, .praise'), false)
  assert.match(await browser.text('.status-lost'), /^Not connected/)
  edit(stage, lesson, (text) => text.replace('200', '500'))
  await startAgain()
  await browser.waitUntil('document.querySelector("#lost").hidden')
  await browser.waitUntil('document.querySelector(".finding-id")?.textContent === "wrong-status"')
  assert.match(await browser.text('#status'), /^Step 1 of 2 fails/)
})

// A headless browser hides no tab, so the page is told that it is hidden.
const hiddenTab = `globalThis.isHidden = true
Object.defineProperty(document, 'hidden', { get: () => isHidden })
globalThis.streams = []
globalThis.EventSource = class extends EventSource {
  constructor(address) {
    super(address)
    streams.push(this)
  }
}`

// A browser keeps six connections to an address: with seven streams nothing else would load.
test('a tab has a stream of events only while it can be seen', options, async () => {
  const { browser, origin } = enter()
  const show = (isShown: boolean) => browser.executeScript(`isHidden = ${!isShown}
    document.dispatchEvent(new Event('visibilitychange'))
    return streams.map(({ readyState }) => readyState === EventSource.CLOSED ? 'closed' : 'open')`)
  const stop = await browser.runFirst(hiddenTab)
  try {
    for (const path of ['/', `/lessons/${lesson}`]) {
      await browser.visit(`${origin}${path}`)
      await browser.waitUntil('document.querySelector("[data-theme-button]").title !== ""')
      assert.deepEqual(await browser.executeScript('return streams'), [])
      assert.deepEqual(await show(true), ['open'])
      assert.deepEqual(await show(false), ['closed'])
      assert.deepEqual(await show(true), ['closed', 'open'])
    }
  } finally {
    await stop()
  }
})

test('a double click starts an exercise, and presses nothing else', options, async () => {
  const { browser, origin, workshop } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.doubleClick(named('Start this exercise'))
  await browser.waitUntil('document.querySelector("[data-action=hint]") !== null')
  assert.equal(workshop.state(lesson).state, 'started')
  assert.equal(await browser.shows('.hints, .said'), false)
})

test('the sheet on a phone never hides what has the focus', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  await browser.resize(390, 700)
  await browser.visit(`${origin}/lessons/${lesson}`)
  const hidden: unknown[] = []
  for (let press = 0; press < 60; press += 1) {
    await browser.pressKeys('Tab')
    hidden.push(await browser.executeScript(`
      const { activeElement: element } = document
      const panel = document.querySelector('.panel')
      if (element === document.body || panel.contains(element)) return null
      const covers = element.getBoundingClientRect().bottom > panel.getBoundingClientRect().top + 1
      return covers ? element.outerHTML.slice(0, 80) : null`))
  }
  assert.deepEqual(hidden.filter((each) => each !== null), [])
})

test('a link leads past the text to the exercise', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  await browser.resize(390, 700)
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.pressKeys('Tab', 'Tab', 'Enter')
  assert.equal(await browser.executeScript('return document.activeElement.id'), 'panel')
  assert.equal(await browser.shows('.finding'), true)
})

const bytes = [
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n`,
  `HTTP/1.1 200 OK\r\nX-Long: ${'long '.repeat(40)}\r\nContent-Length: 1\r\n\r\n1`,
]

test('the parts of the wire are large enough to hit', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  const turns = bytes.map((text) => ({ direction: 'received', bytes: text } as const))
  const wire = String(wireView(turns, { isLabelled: true, hasLesson: () => true }))
  for (const width of [390, 1280]) {
    await browser.resize(width, 844)
    await browser.visit(`${origin}/lessons/${lesson}`)
    const small = await browser.executeScript(`
      document.querySelector('#tab-wire').click()
      document.querySelector('#wire').innerHTML = arguments[0]
      return [...document.querySelectorAll('#wire .bytes a')].flatMap((link) =>
        [...link.getClientRects()].filter(({ width, height }) => width < 24 || height < 24)
          .map(({ width, height }) => link.textContent + ' ' + width + ' × ' + height))`, wire)
    assert.deepEqual(small, [], `${width} pixels`)
    assert.equal(await browser.shows('#wire .bytes a.w-method'), true)
  }
})

const cutOff = `return [...document.querySelectorAll('.text .code .line')]
  .filter((line) => line.scrollWidth > line.clientWidth + 1).map((line) => line.className)`

test('long lines are wrapped or not as somebody likes, comments always', options, async () => {
  const { browser, origin } = enter()
  for (const width of [390, 1280]) {
    await browser.resize(width, 844)
    await browser.visit(`${origin}/lessons/${lesson}`)
    assert.deepEqual(await browser.executeScript(cutOff), [])
    await browser.pressKeys('w')
    const classes = await browser.executeScript(cutOff)
    assert.ok(Array.isArray(classes) && classes.includes('line'))
    assert.ok(!classes.includes('line remark'))
    await browser.visit(`${origin}/lessons/${lesson}`)
    assert.deepEqual(await browser.executeScript(cutOff), classes)
    assert.equal(await browser.attribute('[data-wrap]', 'aria-pressed'), 'false')
    await browser.pressKeys('w')
  }
})

test('a copied selection of code has each line once', options, async () => {
  const { browser, origin } = enter()
  await browser.visit(`${origin}/source/src/http/status.ts`)
  const selected = await browser.executeScript(`
    getSelection().selectAllChildren(document.querySelector('.numbered code'))
    return getSelection().toString()`)
  assert.match(String(selected), /^\/\/ What a [^\n]*\n\/\/\n\/\/ {3}describe[^\n]*\n\nexport /)
})

test('what is folded is printed', options, async () => {
  const { browser, origin } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  const folded = 'return document.querySelectorAll(".text details:not([open])").length'
  assert.equal(await browser.executeScript(folded), 1)
  await browser.executeScript('dispatchEvent(new Event("beforeprint"))')
  assert.equal(await browser.executeScript(folded), 0)
  await browser.executeScript('dispatchEvent(new Event("afterprint"))')
  assert.equal(await browser.executeScript(folded), 1)
})

test('a name in the source leads to the line that declares it', options, async () => {
  const { browser, origin } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.follow('figcaption a')
  assert.match(await browser.url(), /\/source\/src\/http\/status\.ts#L8$/)
  assert.match(await browser.text('.line:target'), /^export function describe\(/)
})
