// Resets a password: finds the mail in the folder, and uses its link over the API or on the page.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser, sendJson, type Account } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { findLinks, readMail, type Mail } from '../43-reset-by-email/readMail.ts'
import { findWho, submit, type Attempt, type Door } from './doors.ts'
import type { FactorTools } from './factors.ts'

const patienceMs = 5_000
const pauseMs = 5

/** Asks for a mail and waits for it. Gives the token of its link; undefined when none comes. */
export async function resetTokenFor(
  tools: FactorTools, { email }: Account,
): Promise<string | undefined> {
  const folder = join(dirname(tools.database), 'mails')
  const before = new Set(namesIn(folder))
  await sendJson(tools, 'POST', '/api/users/forgot', { email })
  const end = Date.now() + patienceMs
  while (Date.now() < end) {
    for (const name of namesIn(folder).filter((each) => !before.has(each))) {
      const token = readToken(readMail(readFileSync(join(folder, name), 'latin1')), email)
      if (token !== undefined) return token
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return undefined
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'))
  } catch {
    return []
  }
}

function readToken(mail: Mail, email: string): string | undefined {
  if (!mail.recipients.includes(email.toLowerCase())) return undefined
  return findLinks(mail).find(({ path }) => path === '/login/reset')?.token
}

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
