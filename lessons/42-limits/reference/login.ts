// The routes for people who sign in, sign up or sign out in a browser.

import { readForm } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply, type ReplyHeaders } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate, register } from './credentials.ts'
import { pageReply } from './frame.ts'
import { loginPage } from './loginPage.ts'
import { checkFormToken, readOwner } from './owner.ts'
import { endSession, signOutHeaders, startSession, type SessionParts } from './sessionRoutes.ts'
import type { User } from './users.ts'

/** Adds the routes. Each form needs its token, also before anybody is signed in. */
export function addLoginRoutes(router: Router, parts: SessionParts): void {
  router.add('GET', '/login', (context) => showLogin(parts, context))
  router.add('POST', '/login', (context) => enter(parts, context, (fields) =>
    authenticate(parts, context, fields)))
  router.add('POST', '/signup', (context) => enter(parts, context, (fields) =>
    register(parts, fields)))
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
async function enter(parts: SessionParts, context: Context, findUser: FindUser): Promise<Reply> {
  const typed = await readForm(context)
  checkFormToken(readOwner(context, parts), typed.get('token'))
  const [email, password] = [typed.get('email') ?? '', typed.get('password') ?? '']
  try {
    const user = await findUser({ email, password })
    return empty(303, { location: '/', ...startSession(parts, context, user) })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const { status, message, headers } = error
    const wait = status === 429 ? headers : {}
    return showLogin(parts, context, { email, status, problem: message, headers: wait })
  }
}

type Typed = { email: string; status: number; problem?: string; headers?: ReplyHeaders }

function showLogin(
  parts: SessionParts, context: Context, { status, ...typed }: Typed = { email: '', status: 200 },
): Reply {
  const { formToken, headers } = readOwner(context, parts)
  return pageReply('Sign in', loginPage({ formToken, ...typed }), {
    status, headers: { ...headers, ...typed.headers },
  })
}
