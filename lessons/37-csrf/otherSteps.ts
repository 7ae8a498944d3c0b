// Steps: what other sites can reach without a form. Programs' routes take JSON and cookies, and a
// link or a picture sends a GET.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import {
  Browser, isSuccess, newAccount, newBrowser, register, type Account, type Headers,
} from '../35-passwords/client.ts'
import { firstOfEach, originForgeries } from './forgeries.ts'
import { judge } from './forgedSteps.ts'
import {
  encode, expectNoBlame, fieldsOf, findLink, openForm, use, whoIs, type Action,
  type CsrfTools, type Typed,
} from './visits.ts'

/** Sends requests to the API with the cookies of a victim, from pages of other sites. */
export async function forgeCalls(tools: CsrfTools): Promise<void> {
  const { account, browser } = await newBrowser(tools)
  const attacker = await register(tools)
  const [type, body] = ['application/json', JSON.stringify(attacker)]
  const send = async (
    what: string, plan: { method: string; target: string; body?: string; headers: Headers },
  ) => {
    const exchange = await browser.sendAs(plan)
    const { email } = await whoIs(tools, browser)
    const happened = email === account.email ? undefined
      : email === undefined ? 'the victim is signed out' : `the victim is signed in as ${email}`
    judge(tools, exchange, { id: 'api-forged', what, happened })
  }
  for (const { headers: ofForm, what } of firstOfEach(originForgeries(tools))) {
    // This isn't a form: only scripts can send DELETE or JSON.
    const headers = ofForm.filter(([name]) => !/^Sec-Fetch-(?:Mode|Dest)$/.test(name))
    const [signOut, signIn] = ['/api/sessions/current', '/api/sessions']
    await send(`DELETE ${signOut} ${what}`, { method: 'DELETE', target: signOut, headers })
    await send(`POST ${signIn} ${what}`, {
      method: 'POST', target: signIn, body, headers: [['Content-Type', type], ...headers],
    })
  }
  const own = await browser.send({ method: 'DELETE', target: '/api/sessions/current' })
  expectNoBlame(tools, own)
  if (!isSuccess(own)) tools.fail('own-form-refused', statusEvidence(own, 204))
}

/** Follows links on other sites' pages. They only read, so no middleware may refuse them. */
export async function followLinks(tools: CsrfTools): Promise<void> {
  const { browser } = await newBrowser(tools)
  const slug = `${tools.fresh.word()}-${tools.fresh.word()}`
  await use(tools, browser, '/links', { typed: { target: targetOf(tools.fresh), slug } })
  const headers: Headers = [['Sec-Fetch-Site', 'cross-site'], ['Sec-Fetch-Mode', 'navigate']]
  for (const plan of [
    { target: `/${slug}`, headers }, { target: '/', headers }, { target: '/login', headers },
    { method: 'HEAD', target: `/${slug}`, headers }, { method: 'HEAD', target: '/' },
  ]) {
    const exchange = await browser.sendAs(plan)
    expectNoBlame(tools, exchange)
    if (exchange.answer.status < 400) continue
    tools.fail('link-refused', statusEvidence(exchange, plan.target === `/${slug}` ? 302 : 200))
  }
}

/** Sends everything that a form has in the URL of a GET, as a link or a picture can. */
export async function sendGets(tools: CsrfTools): Promise<void> {
  const { account, browser } = await newBrowser(tools)
  const attacker = await register(tools)
  for (const method of ['GET', 'HEAD']) {
    const slug = `${tools.fresh.word()}-${tools.fresh.word()}`
    await sendGet(tools, browser, {
      method, action: '/links', typed: { target: targetOf(tools.fresh), slug },
      hasHappened: async () => findLink(tools, slug) !== undefined,
    })
    await sendGet(tools, browser, {
      method, action: '/logout', typed: {},
      hasHappened: async () => (await whoIs(tools, browser)).email !== account.email,
    })
    await sendEntries(tools, method, attacker)
  }
}

async function sendEntries(tools: CsrfTools, method: string, attacker: Account): Promise<void> {
  const visitor = new Browser(tools)
  for (const action of ['/login', '/signup'] as const) {
    const typed = action === '/login' ? attacker : newAccount(tools.fresh)
    await sendGet(tools, visitor, {
      method, action, typed,
      hasHappened: async () => (await whoIs(tools, visitor)).email !== undefined,
    })
  }
}

type Get = { method: string; action: Action; typed: Typed; hasHappened(): Promise<boolean> }

async function sendGet(
  tools: CsrfTools, browser: Browser, { method, action, typed, hasHappened }: Get,
): Promise<void> {
  const { form } = await openForm(tools, browser, action)
  const fields = [...form.query, ...fieldsOf(action, form.hidden, typed)]
  const query = encode([...fields, ['_method', 'POST']])
  const exchange: HttpExchange = await browser.sendAs({
    method, target: `${action}?${query}`,
    headers: [['Sec-Fetch-Site', 'same-origin'], ['X-HTTP-Method-Override', 'POST']],
  })
  expectNoBlame(tools, exchange)
  if (!await hasHappened()) return
  tools.fail('get-changes', {
    exchange, expected: `nothing changes with ${method}`, actual: `it did what POST ${action} does`,
  })
}
