// Every page of the reader, on a phone and on a desk, in light and in dark: it fits, it can be
// read, nobody is shut out, nothing jumps, and nothing comes from a third party.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edit, useCourse, type CourseStage } from './courseStage.ts'
import { assertFits } from './fits.ts'

const { options, enter } = useCourse()

const lesson = 'start-here'
// 640 is a desk of 1280 pixels at 200%.
const widths = [390, 640, 1280]

async function openFailed({ browser, origin, workshop }: CourseStage): Promise<void> {
  await workshop.check(lesson)
  await browser.visit(`${origin}/lessons/${lesson}`)
  await browser.executeScript('document.querySelector(".panel").classList.add("open")')
}

const scenes: Record<string, (stage: CourseStage) => Promise<void>> = {
  'map': ({ browser, origin }) => browser.visit(origin),

  async 'map-begun'({ browser, origin, workshop }) {
    workshop.recordQuiz('what-happens-when-you-open-a-url', [0, 0])
    workshop.select(lesson)
    await workshop.check(lesson)
    await browser.visit(origin)
  },

  'lesson': ({ browser, origin }) => browser.visit(`${origin}/lessons/${lesson}`),

  'finding': openFailed,

  async 'wire'(stage) {
    await openFailed(stage)
    await stage.browser.executeScript('document.querySelector("#tab-wire").click()')
  },

  async 'crash'(stage) {
    stage.workshop.select(lesson)
    edit(stage, lesson, (text) =>
      `${text}\nthrow new Error('An error with a long, long, long message')`)
    await openFailed(stage)
  },

  async 'console'(stage) {
    const { browser } = stage
    await openFailed(stage)
    await browser.executeScript(`document.querySelector("#tab-console").click()
      document.querySelector("form.console button").click()`)
    await browser.waitUntil('document.querySelector("#exchange .wire") !== null')
  },

  async 'hints'(stage) {
    const { browser } = stage
    await openFailed(stage)
    for (const level of [1, 2, 3]) {
      await browser.executeScript('document.querySelector("[data-action=hint]").click()')
      await browser.waitUntil(`document.querySelectorAll(".hints li").length === ${level}`)
    }
    await browser.executeScript('document.querySelector("[data-action=solution]").click()')
    await browser.waitUntil('document.querySelector(".solution") !== null')
  },

  async 'quiz'({ browser, origin }) {
    await browser.visit(`${origin}/lessons/what-happens-when-you-open-a-url`)
    await browser.executeScript(`document.querySelector("#question-1-option-2").click()
      document.querySelector("#question-1 button").click()`)
    await browser.waitUntil('document.querySelector("#question-1 .result") !== null')
  },

  'glossary': ({ browser, origin }) => browser.visit(`${origin}/glossary#status`),
  'search': ({ browser, origin }) => browser.visit(`${origin}/search?q=status`),
  'source': ({ browser, origin }) => browser.visit(`${origin}/source/src/http/names.ts`),
  'source-schema': ({ browser, origin }) => browser.visit(`${origin}/source/schema.sql#L3`),
  'source-index': ({ browser, origin }) => browser.visit(`${origin}/source/`),
  'guide': ({ browser, origin }) => browser.visit(`${origin}/guides/words`),
  'missing': ({ browser, origin }) => browser.visit(`${origin}/lessons/cookies`),
}

for (const [name, play] of Object.entries(scenes)) {
  const title = `the page "${name}" of the course fits, can be read, and shuts nobody out`
  test(title, options, async () => {
    const stage = enter()
    await play(stage)
    await assertOwn(stage)
    await assertFits(stage.browser, { name: `course-${name}`, widths })
  })
}

test('nothing jumps while a lesson loads, on a slow machine either', options, async () => {
  const { browser, origin, workshop } = enter()
  await workshop.check(lesson)
  for (const [width, rate] of [[390, 1], [640, 1], [1280, 1], [390, 10], [390, 20]] as const) {
    await browser.slowDown(rate)
    await browser.resize(width, 800)
    await browser.visit(`${origin}/lessons/${lesson}`)
    const shift = await browser.executeScript(`return new Promise((resolve) => {
      let sum = 0
      const add = (list) => list.getEntries().forEach(({ value }) => { sum += value })
      new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
    })`)
    assert.equal(shift, 0, `${width} pixels, ${rate} times slower`)
  }
  await browser.slowDown(1)
})

test('on paper there is the text, without the panel and the way around', options, async () => {
  const { browser, origin } = enter()
  await browser.visit(`${origin}/lessons/${lesson}`)
  const rules = `return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter(({ media }) => media?.mediaText === 'print').map(({ cssText }) => cssText).join(' ')`
  assert.match(String(await browser.executeScript(rules)), /\.contents, \.panel, .*display: none/)
})

async function assertOwn({ browser, origin }: CourseStage): Promise<void> {
  const loaded = 'return performance.getEntriesByType("resource").map(({ name }) => name)'
  const addresses = await browser.executeScript(loaded)
  assert.ok(Array.isArray(addresses) && addresses.length > 0)
  const foreign = addresses.filter((address) => !String(address).startsWith(`${origin}/`))
  assert.deepEqual(foreign, [], 'another site was asked')
}
