// The SQL of the list of users: search, filters, sort, and pages by cursor, as for links.
// Lesson: pages-filters-sorting (tour)

import type { Role } from '../../../auth/access/identity.ts'
import { parseTerms } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { userColumns, type ManagedUser } from '../store.ts'
import { findCandidates, matchesTerms } from './userSearch.ts'
import { refuse } from '../../site/refusal.ts'

const userSorts = ['-createdAt', 'createdAt', 'email', '-email'] as const
export const roles = ['user', 'admin'] as const
export const states = ['active', 'disabled'] as const

export type UserSort = (typeof userSorts)[number]

/** Where a page ended: the value it was sorted by, and the id that breaks ties. */
export type Cursor = { value: string | number; id: number }

export type UserQuery = {
  search: string
  role: Role | undefined
  state: (typeof states)[number] | undefined
  sort: UserSort
  after: Cursor | undefined
  limit: number
}

export type UserPage = { users: ManagedUser[]; next: Cursor | undefined }

// What a client may sort by is chosen from this table: its text never reaches the statement.
type Order = {
  column: Sql
  isDescending: boolean
  read: (user: ManagedUser) => string | number
}

const byTime = { column: sql`created_at`, read: (user: ManagedUser) => user.createdAt }
const byEmail = { column: sql`email`, read: (user: ManagedUser) => user.email }

const sorts: Record<UserSort, Order> = {
  '-createdAt': { ...byTime, isDescending: true },
  'createdAt': { ...byTime, isDescending: false },
  '-email': { ...byEmail, isDescending: true },
  'email': { ...byEmail, isDescending: false },
}

// A search that has looked at so many users ends its page, and the cursor leads on from there.
const mostLooked = 5_000
const lookedAtOnce = 500

/** Reads one page of users. */
export async function listUsers(database: Database, query: UserQuery): Promise<UserPage> {
  const terms = parseTerms(query.search)
  // One more than asked for tells whether there is another page.
  const size = query.limit + 1
  if (terms.length === 0) {
    return toPage(await database.all(userListStatement({ ...query, limit: size })), query)
  }
  const ids = await findCandidates(database, terms)
  if (ids === undefined) return readUntilFull(database, query, terms)
  const candidates = await database.all(userListStatement({ ...query, limit: ids.length }, ids))
  return toPage(candidates.filter((user) => matchesTerms(user, terms)).slice(0, size), query)
}

async function readUntilFull(
  database: Database, query: UserQuery, terms: readonly string[],
): Promise<UserPage> {
  const found: ManagedUser[] = []
  let { after } = query
  for (let looked = 0; looked < mostLooked; looked += lookedAtOnce) {
    const users = await database.all(userListStatement({ ...query, after, limit: lookedAtOnce }))
    found.push(...users.filter((user) => matchesTerms(user, terms)))
    if (users.length < lookedAtOnce || found.length > query.limit) return toPage(found, query)
    after = cursorOf(users.at(-1), query)
  }
  return { users: found, next: after }
}

function toPage(found: readonly ManagedUser[], query: UserQuery): UserPage {
  const users = found.slice(0, query.limit)
  return { users, next: found.length > query.limit ? cursorOf(users.at(-1), query) : undefined }
}

function cursorOf(user: ManagedUser | undefined, { sort }: UserQuery): Cursor | undefined {
  return user && { value: sorts[sort].read(user), id: user.id }
}

/** Writes a cursor as text that a client hands back unread. */
export function formatCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Makes the statement of a page: of all users, or of those with one of these ids. */
export function userListStatement(query: UserQuery, ids?: readonly number[]): Sql<ManagedUser> {
  const { column, isDescending } = sorts[query.sort]
  const direction = isDescending ? sql`desc` : sql`asc`
  const isCandidate = ids === undefined
    ? sql``
    : sql`and id in (select value from json_each(${JSON.stringify(ids)}))`
  // The plus sign keeps SQLite from reading all users in order, to save itself a small sort.
  const sorted = ids === undefined ? column : sql`+${column}`
  return sql<ManagedUser>`
    select ${userColumns} from users
    where true ${isCandidate} ${matches(query)} ${beyond(query)}
    order by ${sorted} ${direction}, id ${direction}
    limit ${query.limit}`
}

const mostUsersOnPage = 100

/** Reads what a list is asked for. Throws an Refusal for anything unreadable. */
export function readUserQuery(query: URLSearchParams): UserQuery {
  const sort = readChoice(query, 'sort', userSorts) ?? '-createdAt'
  const limit = Number(query.get('limit') ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostUsersOnPage) {
    throw refuse('invalid', `Write a whole number from 1 to ${mostUsersOnPage}`, 'limit')
  }
  return {
    search: (query.get('search') ?? '').trim().slice(0, 200),
    role: readChoice(query, 'role', roles),
    state: readChoice(query, 'state', states),
    sort,
    limit,
    after: readCursor(query.get('cursor'), sort),
  }
}

// A form sends a field that was left open as an empty one.
function readChoice<Choice extends string>(
  query: URLSearchParams, field: string, choices: readonly Choice[],
): Choice | undefined {
  const text = query.get(field)
  if (text === null || text === '') return undefined
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw refuse('invalid', `Write one of ${choices.join(', ')}`, field)
  return found
}

function readCursor(text: string | null, sort: UserSort): Cursor | undefined {
  if (text === null || text === '') return undefined
  const cursor = parseCursor(text)
  const kind = sort === 'email' || sort === '-email' ? 'string' : 'number'
  if (cursor !== undefined && typeof cursor.value === kind) return cursor
  const message = "This cursor isn't from this list: take it from the previous page"
  throw refuse('invalid', message, 'cursor')
}

function parseCursor(text: string): Cursor | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const [value, id]: unknown[] = Array.isArray(parts) ? parts : []
    if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined
    return typeof value === 'string' || typeof value === 'number' ? { value, id } : undefined
  } catch {
    return undefined
  }
}

// The values are part of the text, so that SQLite sees that an index of administrators will do.
const hasRole = { user: sql`and role = 'user'`, admin: sql`and role = 'admin'` }
const isInState = {
  active: sql`and disabled_at is null`, disabled: sql`and disabled_at is not null`,
}

function matches({ role, state }: UserQuery): Sql {
  return sql`${role === undefined ? sql`` : hasRole[role]}
    ${state === undefined ? sql`` : isInState[state]}`
}

function beyond({ after, sort }: UserQuery): Sql {
  if (after === undefined) return sql``
  const { column, isDescending } = sorts[sort]
  return isDescending
    ? sql`and (${column}, id) < (${after.value}, ${after.id})`
    : sql`and (${column}, id) > (${after.value}, ${after.id})`
}
