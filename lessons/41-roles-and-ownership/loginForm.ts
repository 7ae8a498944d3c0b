// Fills in a form of the page /login, as a person with a browser does.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { Browser } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import type { RoleTools } from './people.ts'

/** Sends the form with these fields. Without a form, gives undefined: lesson 37 names that. */
export async function sendLoginForm(
  tools: RoleTools, action: '/login' | '/signup', typed: Readonly<Record<string, string>>,
): Promise<{ browser: Browser; exchange: HttpExchange } | undefined> {
  const browser = new Browser(tools)
  const { answer } = await browser.send({ target: '/login' })
  const form = findForm(readHtml(answer.text), action, '/login')
  if (form === undefined) return undefined
  const exchange = await browser.send({
    method: 'POST', target: action,
    body: String(new URLSearchParams({ ...Object.fromEntries(form.hidden), ...typed })),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  })
  return { browser, exchange }
}
