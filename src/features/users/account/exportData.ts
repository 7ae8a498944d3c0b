// All that is stored of a user, as one document for them to keep. What only serves to check
// something, such as the hash of a password or a key, says nothing about a person and stays here.
// Lesson: user-management (tour)

import { formatTime } from '../../../basics/clock.ts'
import { sql } from '../../../database/sql.ts'
import type { Dependencies } from '../dependencies.ts'
import { describeUser, type User } from '../users.ts'

type LinkRow = {
  id: number
  slug: string
  target: string
  note: string
  createdAt: number
  updatedAt: number
  expiresAt: number | null
  visitLimit: number | null
  hasPassword: 0 | 1
  redirect: number
  forwardQuery: 0 | 1
  disabled: string | null
  isBlocked: 0 | 1
  clicks: number
  bots: number
  visitors: number
}

type EventRow = {
  id: number
  at: number
  action: string
  target: string
  details: string
  isOwn: 0 | 1
}

// Rows that are read, and held in memory, at once.
const pageSize = 200

/** Writes all that is stored of a user as one JSON document, a page of each long list at a time. */
export async function* exportData(dependencies: Dependencies, user: User): AsyncGenerator<string> {
  const [signIns, applications, recoveryCodes] = await Promise.all([
    readSignIns(dependencies, user.id), readApplications(dependencies, user.id), countRecoveryCodes(dependencies, user.id),
  ])
  const start = {
    exportedAt: formatTime(dependencies.clock()),
    account: { ...describeUser(user), recoveryCodes },
    ...signIns,
    ...applications,
  }
  // The object goes on where its closing brace was.
  yield JSON.stringify(start).slice(0, -1)
  yield* writeList('links', readLinks(dependencies, user.id))
  yield* writeList('formerSlugs', readFormerSlugs(dependencies, user.id))
  yield* writeList('events', readEvents(dependencies, user.id))
  yield '}\n'
}

async function* writeList(
  name: string, pages: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<string> {
  yield `,${JSON.stringify(name)}:[`
  let isFirst = true
  for await (const page of pages) {
    yield (isFirst ? '' : ',') + page.map((item) => JSON.stringify(item)).join(',')
    isFirst = false
  }
  yield ']'
}

/** Reads page after page: each begins after the key of the last row before it. */
async function* readPages<Row, Key>(
  read: (after: Key) => Promise<Row[]>, first: Key, keyOf: (row: Row) => Key,
): AsyncGenerator<Row[]> {
  let after = first
  while (true) {
    const rows = await read(after)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = keyOf(last)
  }
}

async function readSignIns({ auth }: Dependencies, user: number) {
  const [sessions, tokens, keys] = await Promise.all([
    auth.sessions.list(user), auth.refreshTokens.list(user), auth.apiKeys.list(user),
  ])
  return {
    sessions: sessions.map(withTimes), tokens: tokens.map(withTimes), keys: keys.map(withTimes),
  }
}

// Applications that the user has made, those that may see something, and other ways to sign in.
async function readApplications({ database }: Dependencies, user: number) {
  const [applications, consents, providers] = await Promise.all([
    database.all(sql<{ id: string; name: string; redirectUris: string; createdAt: number }>`
      select id, name, redirect_uris as redirectUris, created_at as createdAt
      from oauth_clients where owner = ${user} order by created_at, id`),
    database.all(sql<{ application: string; scopes: string; createdAt: number }>`
      select oauth_clients.name as application, scopes, oauth_consents.created_at as createdAt
      from oauth_consents join oauth_clients on oauth_clients.id = client
      where user = ${user} order by oauth_consents.created_at, client`),
    database.all(sql<{ issuer: string; subject: string; email: string; createdAt: number }>`
      select issuer, subject, email, created_at as createdAt
      from provider_accounts where user = ${user} order by issuer`),
  ])
  return {
    applications: applications.map(withTimes), consents: consents.map(withTimes),
    providers: providers.map(withTimes),
  }
}

async function* readLinks({ database }: Dependencies, user: number) {
  const read = (after: number) => database.all(sql<LinkRow>`
    select id, slug, target, note, created_at as createdAt, updated_at as updatedAt,
      expires_at as expiresAt, visit_limit as visitLimit,
      password_hash is not null as hasPassword, redirect_status as redirect,
      forward_query as forwardQuery, disabled_reason as disabled, is_blocked as isBlocked,
      people as clicks, bots,
      (select coalesce(sum(visitors), 0) from link_days where link = links.id) as visitors
    from links where owner = (select id from owners where user = ${user}) and id > ${after}
    order by id limit ${pageSize}`)
  for await (const rows of readPages(read, 0, ({ id }) => id)) yield rows.map(describeLinkRow)
}

// Slugs of deleted links are kept for their first owner.
async function* readFormerSlugs({ database }: Dependencies, user: number) {
  const read = (after: string) => database.all(sql<{ slug: string }>`
    select slug from retired_slugs
    where owner = (select id from owners where user = ${user}) and slug > ${after}
    order by slug limit ${pageSize}`)
  for await (const rows of readPages(read, '', ({ slug }) => slug)) {
    yield rows.map(({ slug }) => slug)
  }
}

// Who did it is told only of the user's own acts: the others are about them, but by somebody else.
// Each half is read in the order of its index.
async function* readEvents({ database }: Dependencies, user: number) {
  const read = (after: number) => database.all(sql<EventRow>`
    select id, at, action, target, details, actor is ${user} as isOwn from audit_events
    where id in (
      select id from (select id from audit_events
        where actor = ${user} and id > ${after} order by id limit ${pageSize})
      union
      select id from (select id from audit_events
        where target = ${`user ${user}`} and id > ${after} order by id limit ${pageSize}))
    order by id limit ${pageSize}`)
  for await (const rows of readPages(read, 0, ({ id }) => id)) yield rows.map(describeEvent)
}

async function countRecoveryCodes({ database }: Dependencies, user: number): Promise<number> {
  const row = await database.one(sql<{ count: number }>`
    select count(*) as count from recovery_codes where user = ${user}`)
  return row?.count ?? 0
}

function describeLinkRow({ id: _id, hasPassword, forwardQuery, isBlocked, ...link }: LinkRow) {
  return {
    ...withTimes(link),
    hasPassword: hasPassword === 1,
    forwardQuery: forwardQuery === 1,
    isBlocked: isBlocked === 1,
  }
}

function describeEvent({ at, action, target, details, isOwn }: EventRow) {
  const parsed: unknown = JSON.parse(details)
  return { at: formatTime(at), action, target, details: parsed, byYou: isOwn === 1 }
}

/** Writes each time, which is a number under a name in `At`, as people read it. */
function withTimes<Row extends object>(row: Row) {
  const entries = Object.entries(row).map(([name, value]): [string, unknown] =>
    [name, name.endsWith('At') && typeof value === 'number' ? formatTime(value) : value])
  return Object.fromEntries(entries)
}
