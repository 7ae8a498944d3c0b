// What every test does first: make a link, as a person does.

import type { Stage } from './stage.ts'
import { named } from './webdriver.ts'

/** What to type, named by the labels of the form. */
export type Filled = { [label: string]: string }

/** The summary that opens the rest of the form. */
export const allFields = 'Custom name, expiry, password'

/** Makes a link with the form on the start page, and gives its slug. */
export async function makeLink(
  { browser, shortener, target }: Stage,
  filled: Filled = {},
): Promise<string> {
  const { 'Long URL': address = `${target.origin}/arrived`, ...terms } = filled
  await browser.visit(shortener.origin)
  await browser.fill('Long URL', address)
  if (Object.keys(terms).length > 0) await browser.click(named(allFields))
  for (const [label, text] of Object.entries(terms)) await browser.fill(label, text)
  await browser.follow(named('Shorten'))
  return new URL(String(await browser.attribute('.short a', 'href'))).pathname.slice(1)
}
