// The routes for people who sign in, sign up or sign out in a browser.

import { readForm } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply, type ReplyHeaders } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate, register } from './credentials.ts'
import { pageReply } from './frame.ts'
import { addCodeRoutes, showCodePage } from './loginCode.ts'
import { loginPage } from './loginPage.ts'
import { safePath } from './next.ts'
import { checkFormToken, readOwner } from './owner.ts'
import type { ProviderSettings } from './provider.ts'
import { makeTicket } from './secondStep.ts'
import { endSession, signOutHeaders, startSession, type SessionParts } from './sessionRoutes.ts'
import type { User } from './users.ts'

export type LoginParts = SessionParts & { provider: ProviderSettings | undefined }

/** Adds the routes. Each form needs its token, also before anybody is signed in. */
export function addLoginRoutes(router: Router, parts: LoginParts): void {
  router.add('GET', '/login', (context) =>
    showLogin(parts, context, { status: 200, next: safePath(context.target.query.get('next')) }))
  router.add('POST', '/login', (context) => enter(parts, context, (fields) =>
    authenticate(parts, context, fields)))
  router.add('POST', '/signup', (context) => enter(parts, context, (fields) =>
    register(parts, fields)))
  addCodeRoutes(router, parts)
  router.add('POST', '/logout', async (context) => {
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    endSession(parts, context)
    return empty(303, { location: '/', ...signOutHeaders(parts.publicOrigin) })
  })
}

type FindUser = (fields: unknown) => Promise<User>

// Without the token, another site could sign somebody in to the attacker's account, and they would
// save their links there.
async function enter(parts: LoginParts, context: Context, findUser: FindUser): Promise<Reply> {
  const typed = await readForm(context)
  checkFormToken(readOwner(context, parts), typed.get('token'))
  const [email, password] = [typed.get('email') ?? '', typed.get('password') ?? '']
  const next = safePath(typed.get('next'))
  try {
    const user = await findUser({ email, password })
    if (user.hasSecondFactor) {
      return showCodePage(parts, context, { ticket: makeTicket(parts, user), next, status: 200 })
    }
    return empty(303, { location: next, ...startSession(parts, context, user) })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const { status, message, headers } = error
    const wait = status === 429 ? headers : {}
    return showLogin(parts, context, { email, next, status, problem: message, headers: wait })
  }
}

type Typed = {
  email?: string
  next?: string
  status: number
  problem?: string
  headers?: ReplyHeaders
}

/** Shows the page with the forms, and what was wrong. */
export function showLogin(
  parts: LoginParts, context: Context, { status, ...typed }: Typed,
): Reply {
  const { formToken, headers } = readOwner(context, parts)
  const hasProvider = parts.provider !== undefined
  return pageReply('Sign in', loginPage({ formToken, hasProvider, ...typed }), {
    status, headers: { ...headers, ...typed.headers },
  })
}
