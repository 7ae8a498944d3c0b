// The routes for people who sign in, sign up or sign out in a browser.

import { readForm } from './framework/body.ts'
import type { Context } from './framework/context.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { authenticate, register, type AccountParts } from './credentials.ts'
import { pageReply } from './frame.ts'
import { loginPage } from './loginPage.ts'
import { checkFormToken, readOwner } from './owner.ts'
import { endSession, signOutHeaders, startSession, type SessionParts } from './sessionRoutes.ts'
import type { User } from './users.ts'

/** Adds the routes. Each form needs its token, also before anybody is signed in. */
export function addLoginRoutes(router: Router, parts: SessionParts): void {
  router.add('GET', '/login', (context) => showLogin(parts, context))
  router.add('POST', '/login', (context) => enter(parts, context, authenticate))
  router.add('POST', '/signup', (context) => enter(parts, context, register))
  router.add('POST', '/logout', async (context) => {
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    endSession(parts, context)
    return empty(303, { location: '/', ...signOutHeaders(parts.publicOrigin) })
  })
}

type FindUser = (parts: AccountParts, fields: unknown) => Promise<User>

// Without the token, another site could sign somebody in to the attacker's account, and they would
// save their links there.
async function enter(parts: SessionParts, context: Context, findUser: FindUser): Promise<Reply> {
  const typed = await readForm(context)
  checkFormToken(readOwner(context, parts), typed.get('token'))
  const [email, password] = [typed.get('email') ?? '', typed.get('password') ?? '']
  try {
    const user = await findUser(parts, { email, password })
    return empty(303, { location: '/', ...startSession(parts, context, user) })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return showLogin(parts, context, { email, status: error.status, problem: error.message })
  }
}

type Typed = { email: string; status: number; problem?: string }

function showLogin(
  parts: SessionParts, context: Context, { status, ...typed }: Typed = { email: '', status: 200 },
): Reply {
  const { formToken, headers } = readOwner(context, parts)
  return pageReply('Sign in', loginPage({ formToken, ...typed }), { status, headers })
}
