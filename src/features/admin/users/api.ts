// The JSON API of users for administrators. Lesson: user-management (appendix)

import type { User } from '../../../auth/access/users.ts'
import type { ListedSession } from '../../../auth/sessions/session.ts'
import type { ListedFamily } from '../../../auth/tokens/refresh.ts'
import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { requireMatch } from '../../../http/conditional.ts'
import type { Context } from '../../../http/context.ts'
import { empty, json, type Reply } from '../../../http/reply.ts'
import { readId, readInput } from '../../site/input.ts'
import { formatCursor, linkHeader, pageUrl } from '../../site/list.ts'
import { refuse, type Refusal } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import { causeOf, isConfirmed } from '../requester.ts'
import {
  changeUser, readUser, readUserDetails, signOutEverywhere, unknownUser, userChangeChecker,
} from './rules.ts'
import { listUsers, readUserQuery } from './userList.ts'

type UserContext = Context<'/api/admin/users/:id'>

/** Adds `/api/admin/users` and what is below it. */
export function addUserApi(app: App, dependencies: Dependencies): void {
  const admins = [dependencies.auth.guards.requireRole('admin')]
  const path = '/api/admin/users/:id'

  app.get('/api/admin/users', (context) => showUsers(dependencies, context), admins)
  app.get(path, (context) => showUser(dependencies, context), admins)
  app.patch(path, (context) => patchUser(dependencies, context), admins)
  app.delete(`${path}/sessions`, (context) => endSessions(dependencies, context), admins)
}

async function showUsers({ database }: Dependencies, context: Context): Promise<Reply> {
  const { users, next } = await listUsers(database, readUserQuery(context.query))
  const nextUrl = next === undefined ? null : pageUrl(context, formatCursor(next))
  const body = { users: users.map(describeUser), next: nextUrl }
  return json(body, 200, { link: linkHeader(context, nextUrl) })
}

async function showUser(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const { user, links, sessions, programs } =
    await readUserDetails(dependencies, readId(context.params.id, unknownUser))
  return userReply(user, {
    links, sessions: sessions.map(describeAccess), programs: programs.map(describeAccess),
  })
}

async function patchUser(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const change = await readInput(context, userChangeChecker)
  const user = await readUser(dependencies.database, readId(context.params.id, unknownUser))
  requireMatch(context, { etag: etagOf(user) }, { isRequired: true })
  if (!isConfirmed(dependencies, context)) throw needsPassword()
  const cause = causeOf(dependencies, context)
  return userReply(await changeUser(dependencies, cause, { user, change }))
}

async function endSessions(dependencies: Dependencies, context: UserContext): Promise<Reply> {
  const user = await readUser(dependencies.database, readId(context.params.id, unknownUser))
  const except = dependencies.auth.guards.whoIs(context).session?.id ?? null
  await signOutEverywhere(dependencies, causeOf(dependencies, context), { user, except })
  return empty(204)
}

function describeUser(user: User) {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    createdAt: formatTime(user.createdAt),
    updatedAt: formatTime(user.updatedAt),
    disabledAt: user.disabledAt === null ? null : formatTime(user.disabledAt),
    hasPassword: user.hasPassword === 1,
    hasSecondFactor: user.hasSecondFactor === 1,
    version: user.version,
  }
}

// Browsers and programs are described alike.
function describeAccess({ id, agent, createdAt, seenAt }: ListedSession | ListedFamily) {
  return { id, agent, createdAt: formatTime(createdAt), seenAt: formatTime(seenAt) }
}

// Compression would make the tag weak, and If-Match takes strong ones only.
function userReply(user: User, more: object = {}): Reply {
  const headers = { 'cache-control': 'no-store, no-transform', etag: etagOf(user) }
  return json({ ...describeUser(user), ...more }, 200, headers)
}

function etagOf({ version }: User): string {
  return `"${version}"`
}

function needsPassword(): Refusal {
  return refuse('needs-password', 'Confirm your password first, at /admin/confirm')
}
