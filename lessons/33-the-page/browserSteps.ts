// Steps: a real browser without scripts uses the page, where one is installed.

import { setTimeout as pause } from 'node:timers/promises'
import { step } from '../../src/course/check/check.ts'
import { openTab, type Tab } from '../../src/course/check/devtools.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import type { Id, PageTools } from './visitor.ts'

export const browserSteps = [
  step<Id>('A browser without scripts can use the page', usePage, {
    onDemand: true, deadlineMs: 60_000,
  }),
]

const blockingMs = 20_000
const mostTurns = 60

async function usePage(tools: PageTools): Promise<void> {
  const tab = await openTab()
  if (tab === undefined) return tools.skip('No Chrome, Chromium or Edge was found here')
  try {
    await submitForm(tools, tab)
  } finally {
    await tab.close()
  }
}

async function submitForm({ fresh, port, fail, query }: PageTools, tab: Tab): Promise<void> {
  const said = () => blockedIn(tab).slice(0, 1)
    .map((text) => `: the browser says: ${text}`).join('')
  const expectThat = (isTrue: boolean, expected: string, actual: string) => {
    if (isTrue) return
    fail('needs-more-than-html', { expected, actual: `${actual}${said()}`.slice(0, 400) })
  }
  const note = `${fresh.word()} <b>${fresh.foreignText()}</b>`
  const typed = { target: targetOf(fresh), note }
  await tab.send('Emulation.setScriptExecutionDisabled', { value: true })
  await tab.load(() => tab.send('Page.navigate', { url: `http://localhost:${port}/` }))
  const hasSubmitted = await Promise.race([
    tab.load(() => tab.evaluate(fillIn(typed))).then(() => true, () => false), whenBlocked(tab),
  ])
  const [row] = query('select slug from links order by id desc limit 1')
  expectThat(hasSubmitted && row !== undefined, 'the form makes a link', 'nothing was sent')
  const src = `/links/${String(row?.['slug'])}/qr.svg`
  const state = await readState(tab, src)
  expectThat(state.path === '/', 'after the form, the browser is at /', `it is at ${state.path}`)
  expectThat(state.text.includes(note), `the list shows ${note}`, "it isn't there")
  expectThat(state.width > 0, `the picture ${src} has loaded`, "it hasn't")
  expectThat(state.sheets, 'the style sheet has loaded', "it hasn't")
}

type State = { path: string; text: string; width: number; sheets: boolean }

// A picture with loading="lazy" may come after the page has loaded.
async function readState(tab: Tab, src: string): Promise<State> {
  const selector = JSON.stringify(`img[src$="${src}"]`)
  for (let turn = 1; ; turn += 1) {
    const { path, text, width, sheets } = Object(await tab.evaluate(`({
      path: location.pathname,
      text: document.body.innerText,
      width: document.querySelector(${selector})?.naturalWidth ?? 0,
      sheets: [...document.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet),
    })`))
    if (width > 0 || turn === mostTurns || blockedIn(tab).length > 0) {
      return {
        path: String(path), text: String(text), width: Number(width), sheets: sheets === true,
      }
    }
    await pause(50)
  }
}

// What the policy keeps from the page. A browser complains about other things, too: it asks for
// /favicon.ico, which few programs have.
function blockedIn(tab: Tab): readonly string[] {
  return tab.complaints().filter((text) => /Content Security Policy/i.test(text))
}

// A form that the policy blocks loads nothing: only the complaint says so.
async function whenBlocked(tab: Tab): Promise<false> {
  const end = performance.now() + blockingMs
  while (!tab.complaints().some((text) => /form-action/.test(text))) {
    if (performance.now() > end) break
    await pause(50)
  }
  return false
}

// What a person does: fill in the fields, and press the button.
function fillIn(typed: Readonly<Record<string, string>>): string {
  return `{
    const form = document.querySelector('form[method=post i][action$="/links"]')
    for (const [name, value] of Object.entries(${JSON.stringify(typed)})) {
      form.elements.namedItem(name).value = value
    }
    form.querySelector('button:not([type=button]), [type=submit]').click()
  }`
}
