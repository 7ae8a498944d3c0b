// Resets a password: uses the link of a mail over the API or on the page.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser, sendJson } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { findWho, submit, type Attempt, type Door } from './doors.ts'
import type { FactorTools } from './factors.ts'

/** Sets a new password, and says who is signed in then. */
export async function useResetToken(
  tools: FactorTools, { token, password, door }: { token: string; password: string; door: Door },
): Promise<Attempt> {
  const browser = new Browser(tools)
  if (door !== '/login') {
    const exchange = await sendJson(browser, 'POST', '/api/users/reset', { token, password })
    return findWho(tools, { door, browser, exchange })
  }
  const target = `/login/reset?token=${encodeURIComponent(token)}`
  const page = await browser.send({ target })
  const form = findForm(readHtml(page.answer.text), '/login/reset', target)
  const exchange = form === undefined ? page : await submit(browser, form, { password })
  return findWho(tools, { door, browser, exchange })
}
