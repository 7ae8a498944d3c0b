// The JSON API of users for administrators. Lesson: user-management (appendix)

import { formatTime } from '../../../basics/clock.ts'
import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { requireMatch } from '../../../http/conditional.ts'
import { empty, json, type Reply } from '../../../http/reply.ts'
import { changeUser, signOutEverywhere, userChangeChecker } from './rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { apiGuards } from '../guards.ts'
import { causeOf, rulesOf, isSure, linkHeader, pageUrl, parse, userOf } from '../request.ts'
import type { ManagedUser } from '../store.ts'
import { formatCursor, listUsers, readUserQuery } from './userList.ts'
import { refuse } from '../../site/refusal.ts'

/** Adds `/api/admin/users` and what is below it. */
export function addUserAdminApi(app: App, dependencies: Dependencies): void {
  const guards = apiGuards(dependencies)

  app.get('/api/admin/users', async (context) => {
    const { users, next } = await listUsers(dependencies.database, readUserQuery(context.query))
    const nextUrl = next === undefined ? null : pageUrl(context, formatCursor(next))
    const body = { users: users.map(describeUser), next: nextUrl }
    return json(body, 200, { link: linkHeader(context, nextUrl) })
  }, guards)

  app.get('/api/admin/users/:id', async (context) => {
    const user = await userOf(dependencies, context.params.id)
    const [links, sessions, programs] = await Promise.all([
      dependencies.moderation.countLinksOf(user.id),
      dependencies.auth.sessions.list(user.id),
      dependencies.auth.refreshTokens.list(user.id),
    ])
    return userReply(user, {
      links, sessions: sessions.map(describeAccess), programs: programs.map(describeAccess),
    })
  }, guards)

  app.patch('/api/admin/users/:id', async (context) => {
    const change = parse(userChangeChecker, await readJson(context))
    const user = await userOf(dependencies, context.params.id)
    requireMatch(context, { etag: etagOf(user) }, { isRequired: true })
    if (!isSure(dependencies, context)) throw needsPassword()
    return userReply(await changeUser(rulesOf(dependencies), causeOf(dependencies, context), { user, change }))
  }, guards)

  app.delete('/api/admin/users/:id/sessions', async (context) => {
    const user = await userOf(dependencies, context.params.id)
    const except = dependencies.auth.guards.whoIs(context).session?.id ?? null
    await signOutEverywhere(rulesOf(dependencies), causeOf(dependencies, context), { user, except })
    return empty(204)
  }, guards)
}

/** Shows a user to an administrator. */
export function describeUser(user: ManagedUser) {
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

type Access = { id: number; agent: string; createdAt: number; seenAt: number }

function describeAccess({ id, agent, createdAt, seenAt }: Access) {
  return { id, agent, createdAt: formatTime(createdAt), seenAt: formatTime(seenAt) }
}

// Compression would make the tag weak, and If-Match takes strong ones only.
function userReply(user: ManagedUser, more: object = {}): Reply {
  const headers = { 'cache-control': 'no-store, no-transform', etag: etagOf(user) }
  return json({ ...describeUser(user), ...more }, 200, headers)
}

function etagOf({ version }: ManagedUser): string {
  return `"${version}"`
}

function needsPassword() {
  return refuse('needs-password', 'Confirm your password first, at /admin/confirm')
}
