// Every page that somebody can meet, and how to get there: for the tests that look at all of them.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { allFields, makeLink } from './links.ts'
import type { Shortener } from './site.ts'
import type { Stage } from './stage.ts'
import { named } from './webdriver.ts'

export type Scene = (stage: Stage) => Promise<void>

const longName = 'a-long-name'.repeat(4)
// As long as a name can be, without a place where a line could break.
const longestName = 'longest0'.repeat(7).slice(0, 50)
const arabicNote = 'ملاحظة طويلة عن الملصق في القاعة الكبرى قرب المدخل الرئيسي للمبنى الجديد'
const arabicTarget = 'https://مثال.example/%D8%B5%D9%81%D8%AD%D8%A9'
const longTarget = `https://example.com/${'a-long-way/'.repeat(12)}?with=${'much'.repeat(20)}`

/** The scenes by name; each begins as a browser without cookies. */
export const scenes: Record<string, Scene> = {
  'start': ({ browser, shortener }) => browser.visit(shortener.origin),

  async 'start-refused'({ browser, shortener }) {
    await browser.visit(shortener.origin)
    await browser.fill('Long URL', 'ftp://example.com/')
    await browser.click(named(allFields))
    await browser.fill('Custom name', 'not a name')
    await browser.fill('Visit limit', 'many')
    await browser.fill('Expires', '2001-01-01T00:00')
    await browser.follow(named('Shorten'))
  },

  async 'made'(stage) {
    await makeLink(stage, { 'Long URL': longTarget })
  },

  async 'start-with-links'(stage) {
    const { browser, shortener } = stage
    const slug = await makeLink(stage, { 'Long URL': longTarget })
    addPastVisits(shortener, slug)
    await makeLink(stage, { 'Note': 'The poster in the hall', 'Custom name': longName })
    await makeLink(stage, { 'Visit limit': '1' })
    await makeLink(stage, { 'Note': arabicNote, 'Custom name': longestName })
    await makeLink(stage, { 'Long URL': arabicTarget })
    await browser.visit(shortener.origin)
  },

  async 'list-by-clicks'(stage) {
    const slug = await makeLink(stage)
    addPastVisits(stage.shortener, slug)
    await makeLink(stage, { 'Custom name': longName.replace('a', 'b') })
    await stage.browser.visit(`${stage.shortener.origin}/?search=a&sort=-clicks`)
  },

  async 'search-finds-nothing'(stage) {
    await makeLink(stage)
    await stage.browser.visit(`${stage.shortener.origin}/?search=nothing`)
  },

  async 'detail'(stage) {
    const slug = await makeLink(stage, { 'Long URL': longTarget })
    addPastVisits(stage.shortener, slug)
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.click(named('As a table'))
  },

  async 'detail-years'(stage) {
    const slug = await makeLink(stage)
    addPastVisits(stage.shortener, slug)
    const query = 'from=2020-01-01&to=2029-12-31'
    await stage.browser.visit(`${stage.shortener.origin}/links/${slug}?${query}`)
    await stage.browser.click(named('As a table'))
  },

  async 'detail-period-refused'(stage) {
    const slug = await makeLink(stage)
    const query = 'from=2026-02-01&to=2026-01-01'
    await stage.browser.visit(`${stage.shortener.origin}/links/${slug}?${query}`)
  },

  async 'detail-longest'(stage) {
    const name = `d${longestName.slice(1)}`
    await makeLink(stage, { 'Long URL': arabicTarget, 'Custom name': name, 'Note': arabicNote })
    await stage.browser.follow(named('Clicks and settings'))
  },

  async 'preview-longest'(stage) {
    const name = `p${longestName.slice(1)}`
    await makeLink(stage, { 'Long URL': arabicTarget, 'Custom name': name })
    await stage.browser.visit(`${stage.shortener.origin}/${name}+`)
  },

  async 'gone-longest'(stage) {
    const name = `g${longestName.slice(1)}`
    await makeLink(stage, { 'Custom name': name })
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.follow(named('Switch off'))
    await stage.browser.visit(`${stage.shortener.origin}/${name}`)
  },

  async 'unknown-meant'(stage) {
    const name = `u${longestName.slice(1)}`
    await makeLink(stage, { 'Custom name': name })
    await stage.browser.visit(`${stage.shortener.origin}/${name}.`)
  },

  async 'detail-new'(stage) {
    await makeLink(stage, { 'Password': 'correct horse' })
    await stage.browser.follow(named('Clicks and settings'))
  },

  async 'detail-saved'(stage) {
    await makeLink(stage)
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.follow(named('Save'))
  },

  async 'detail-refused'(stage) {
    await makeLink(stage)
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.fill('Leads to', 'nowhere')
    await stage.browser.fill('Visit limit', 'none')
    await stage.browser.follow(named('Save'))
  },

  async 'detail-switched-off'(stage) {
    await makeLink(stage)
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.follow(named('Switch off'))
  },

  'import': ({ browser, shortener }) => browser.visit(`${shortener.origin}/links/import`),

  async 'import-refused'({ browser, shortener }) {
    await browser.visit(`${shortener.origin}/links/import`)
    await browser.fill('Or paste its text', 'colour,size')
    await browser.follow(named('Check it'))
  },

  'import-checked': checkImport,

  async 'import-done'(stage) {
    await checkImport(stage)
    await stage.browser.follow(named('Import 1 link'))
  },

  async 'preview'(stage) {
    const slug = await makeLink(stage, { 'Long URL': longTarget })
    await stage.browser.visit(`${stage.shortener.origin}/${slug}+`)
  },

  async 'preview-locked'(stage) {
    const slug = await makeLink(stage, { 'Visit limit': '1' })
    await stage.browser.visit(`${stage.shortener.origin}/${slug}+`)
  },

  async 'reported'(stage) {
    const slug = await makeLink(stage)
    await stage.browser.visit(`${stage.shortener.origin}/${slug}+`)
    await stage.browser.follow(named('Report'))
  },

  async 'password-refused'(stage) {
    const slug = await makeLink(stage, { 'Password': 'correct horse' })
    await stage.browser.visit(`${stage.shortener.origin}/${slug}`)
    await stage.browser.fill('Password', 'wrong horse')
    await stage.browser.follow(named('Continue'))
  },

  async 'one-time'(stage) {
    const slug = await makeLink(stage, { 'Visit limit': '1' })
    await stage.browser.visit(`${stage.shortener.origin}/${slug}`)
  },

  async 'gone'(stage) {
    const slug = await makeLink(stage)
    await stage.browser.follow(named('Clicks and settings'))
    await stage.browser.follow(named('Switch off'))
    await stage.browser.visit(`${stage.shortener.origin}/${slug}`)
  },

  'unknown': ({ browser, shortener }) => browser.visit(`${shortener.origin}/no-such-name`),

  'problem': ({ browser, shortener }) => browser.visit(`${shortener.origin}/links/no-such-name`),

  async 'hello'({ browser, shortener }) {
    await browser.visit(`${shortener.origin}/hello/page`)
    await browser.click(named('Send GET'))
    await browser.waitUntil('document.querySelector("#response").textContent.includes("Hello")')
  },
}

async function checkImport({ browser, shortener }: Stage): Promise<void> {
  const name = `i${longestName.slice(1)}`
  await browser.visit(`${shortener.origin}/links/import`)
  await browser.fill('Or paste its text', JSON.stringify([
    { address: name, target: longTarget, visit_count: 120, updated_at: 'x' },
    { address: name.toUpperCase(), target: longTarget, visit_count: 5 },
    { address: arabicNote, target: arabicTarget, visit_count: 0 },
  ]))
  await browser.follow(named('Check it'))
}

// Forty days of visits, as if the link were old: more on some days, most of them by people.
function addPastVisits({ folder }: Shortener, slug: string): void {
  const database = new DatabaseSync(join(folder, 'groundwork.db'), { timeout: 5_000 })
  const nowMs = Date.now()
  database.prepare(`
    with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < 299)
    insert into visits (link, at, is_person, referrer, browser, device, visitor)
    select links.id, ? - (n * n % 40 * 24 + n % 24) * 3600000, n % 7 > 0,
      iif(n % 3 = 0, 'direct', 'a-rather-long-name-of-a-host.example'),
      iif(n % 5 = 0, 'Firefox', 'Chrome'), iif(n % 4 = 0, 'phone', 'computer'), cast(n as blob)
    from numbers, links where slug = ?`).run(nowMs, slug)
  database.close()
}
