// Another application, where users sign in with their account here (OAuth).

import { createHash, randomBytes } from 'node:crypto'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readHtml } from '../19-html-without-xss/readHtml.ts'
import { isSuccess, readObject, type Browser, type Headers } from '../35-passwords/client.ts'
import { findForm } from '../37-csrf/forms.ts'
import { failEarlier, type UserTools } from './tools.ts'

const path = '/oauth/authorize'
const ofForm: Headers = [['Content-Type', 'application/x-www-form-urlencoded']]

export type App = { id: string; redirectUri: string }

/** A code, and what the application needs to exchange it. */
export type Code = { app: App; code: string; verifier: string }

/** Registers an application. */
export function addApp({ change, fresh }: UserTools): App {
  const id = `${fresh.word()}-${fresh.word()}`
  const redirectUri = `https://${fresh.word()}.example/back`
  change('insert into oauth_clients (id, name, redirect_uris, created_at) values (?, ?, ?, ?)',
    id, fresh.word(), redirectUri, Date.now())
  return { id, redirectUri }
}

/** Lets an application know who is signed in with a browser, and gives the code that it gets. */
export async function allow(tools: UserTools, browser: Browser, app: App): Promise<Code> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = new URLSearchParams({
    response_type: 'code', client_id: app.id, redirect_uri: app.redirectUri, scope: 'email',
    state: randomBytes(8).toString('hex'), code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const asked = await browser.send({ target: `${path}?${query}` })
  const form = findForm(readHtml(asked.answer.text), path, `${path}?${query}`)
  if (form === undefined) return failEarlier(tools, asked, `a form that is sent to ${path}`)
  const fields = [...form.hidden, ['decision', 'allow']].map(([name = '', value = '']) =>
    [name, value])
  const given = String(new URLSearchParams(form.query.map(([...field]) => field)))
  const exchange = await browser.send({
    method: 'POST', target: given === '' ? path : `${path}?${given}`, headers: ofForm,
    body: String(new URLSearchParams(fields)),
  })
  const location = exchange.answer.header('location') ?? ''
  const code = URL.parse(location)?.searchParams.get('code')
  if (code) return { app, code, verifier }
  return failEarlier(tools, exchange, `303 to ${app.redirectUri}, with a code`)
}

/** Sends a code, as the application does. */
export function sendExchange(
  { send }: Pick<UserTools, 'send'>, { app, code, verifier }: Code,
): Promise<HttpExchange> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code, redirect_uri: app.redirectUri, client_id: app.id,
    code_verifier: verifier,
  })
  return send({ method: 'POST', target: '/oauth/token', headers: ofForm, body: String(body) })
}

/** Exchanges a code for an access token, and uses it once. */
export async function takeAppToken(tools: UserTools, code: Code): Promise<string> {
  const exchange = await sendExchange(tools, code)
  const { access_token: token } = readObject(exchange)
  if (typeof token !== 'string') return failEarlier(tools, exchange, '200, and "access_token"')
  const used = await sendUserInfo(tools, token)
  if (isSuccess(used)) return token
  return failEarlier(tools, used, '200: the token is good for this route')
}

/** Asks who has signed in, as the application does. */
export function sendUserInfo(
  { send }: Pick<UserTools, 'send'>, token: string,
): Promise<HttpExchange> {
  const headers: Headers = [['Authorization', `Bearer ${token}`]]
  return send({ target: '/oauth/userinfo', headers })
}
