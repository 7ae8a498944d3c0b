// Who makes a request of administration: for the audit trail, for a page, and for dangerous
// actions, which a session that was left open must not allow. Lesson: user-management (appendix)

import { requireStillAdmin } from '../../auth/access/stillAllowed.ts'
import { isRecentSignIn } from '../../auth/sessions/session.ts'
import type { Context } from '../../http/context.ts'
import { redirect, type Reply } from '../../http/reply.ts'
import { viewerOf, type Viewer } from '../site/form.ts'
import { refuse, type Refusal } from '../site/refusal.ts'
import type { AdminRequest, Dependencies } from './dependencies.ts'

/** Who looks at a page of administration. */
export type AdminViewer = Viewer & { hasOutbox: boolean }

/** Describes an administrator's request for the audit trail, with the guard for its batch. */
export function requestOf({ auth }: Dependencies, context: Context): AdminRequest {
  const identity = auth.guards.whoIs(context)
  return {
    requestId: context.id, actor: identity.account.id, guard: requireStillAdmin(identity),
  }
}

/** Says who looks at a page. */
export function adminViewerOf({ auth, readOutbox }: Dependencies, context: Context): AdminViewer {
  return { ...viewerOf(auth.guards, context), hasOutbox: readOutbox !== undefined }
}

/**
 * Says whether a dangerous action may follow: the password was given just now. A key or token with
 * the scope `admin` was made for such actions.
 */
export function isConfirmed({ auth, clock }: Dependencies, context: Context): boolean {
  const { session } = auth.guards.whoIs(context)
  return session === undefined || isRecentSignIn(session, clock())
}

/**
 * Sends a browser to confirm the password, and then to a page, from which the action is done: a
 * form that was sent is lost by then.
 */
export function askPassword(next: string): Reply {
  return redirect(`/admin/confirm?${new URLSearchParams({ next })}`)
}

/** The same for the API. */
export function needsPassword(): Refusal {
  return refuse('needs-password', 'Confirm your password first, at /admin/confirm')
}
