// The routes of links in mails, for programs and for people.

import { readForm, readJson } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import type { Html } from './framework/html.ts'
import { empty, json, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { pageReply } from './frame.ts'
import { checkFormToken, readOwner } from './owner.ts'
import { confirmEmail, requestReset, resetPassword, type ResetParts } from './reset.ts'
import { confirmPage, forgotPage, resetPage, sentPage } from './resetPage.ts'

const noStore = { 'cache-control': 'no-store' }

/** Adds the routes. */
export function addResetRoutes(router: Router, parts: ResetParts): void {
  router.add('POST', '/api/users/forgot', async (context) => {
    requestReset(parts, await readJson(context))
    return json({ message: 'If there is an account, a mail is on its way' }, 202, noStore)
  })
  router.add('POST', '/api/users/reset', async (context) => {
    await resetPassword(parts, await readJson(context))
    return empty(204, noStore)
  })
  addForgotPage(router, parts)
  addLinkPage(router, '/login/reset', {
    title: 'Reset your password', page: resetPage, act: (fields) => resetPassword(parts, fields),
  })
  addLinkPage(router, '/login/confirm', {
    title: 'Confirm your email address', page: confirmPage,
    act: (fields) => confirmEmail(parts, fields),
  })
}

function addForgotPage(router: Router, parts: ResetParts): void {
  const title = 'Reset your password'
  router.add('GET', '/login/forgot', (context) => {
    const { formToken, headers } = readOwner(context, parts)
    return pageReply(title, forgotPage(formToken), { status: 200, headers })
  })
  router.add('POST', '/login/forgot', async (context) => {
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    requestReset(parts, { email: typed.get('email') })
    return pageReply(title, sentPage, { status: 200, headers: {} })
  })
}

type LinkPage = {
  title: string
  page: (token: string, problem?: string) => Html
  act: (fields: unknown) => void | Promise<void>
}

// A form of these needs no token of the browser: it has the one of the mail.
function addLinkPage(router: Router, path: string, { title, page, act }: LinkPage): void {
  const show = (token: string, status: number, problem?: string): Reply =>
    pageReply(title, page(token, problem), { status, headers: {} })
  router.add('GET', path, ({ target }) => show(target.query.get('token') ?? '', 200))
  router.add('POST', path, async (context) => {
    const typed = await readForm(context)
    try {
      await act(Object.fromEntries(typed))
      return empty(303, { location: '/login', ...noStore })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      return show(typed.get('token') ?? '', error.status, error.message)
    }
  })
}
