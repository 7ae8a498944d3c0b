// The SQL of the list of users: search, filters, sort, and pages by cursor, as for links. Lesson 41
// (pages-filters-sorting).

import type { Role } from '../../auth/identity.ts'
import type { Database } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { refuse } from './desk.ts'
import { userColumns, type ManagedUser } from './store.ts'

export const userSorts = ['-createdAt', 'createdAt', 'email', '-email'] as const
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

/** Reads one page of users. */
export async function listUsers(database: Database, query: UserQuery): Promise<UserPage> {
  // One more than asked for tells whether there is another page.
  const found = await database.all(userListStatement({ ...query, limit: query.limit + 1 }))
  const users = found.slice(0, query.limit)
  const last = users.at(-1)
  if (last === undefined || found.length <= query.limit) return { users, next: undefined }
  return { users, next: { value: sorts[query.sort].read(last), id: last.id } }
}

/** Writes a cursor as text that a client hands back unread. */
export function formatCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Makes the statement of a page. */
export function userListStatement(query: UserQuery): Sql<ManagedUser> {
  const { column, isDescending } = sorts[query.sort]
  const direction = isDescending ? sql`desc` : sql`asc`
  return sql<ManagedUser>`
    select ${userColumns} from users
    where true ${matches(query)} ${beyond(query)}
    order by ${column} ${direction}, id ${direction}
    limit ${query.limit}`
}

const mostUsersOnPage = 100

/** Reads what a list is asked for. Throws an AdminRefusal for anything unreadable. */
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

function matches({ search, role, state }: UserQuery): Sql {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  const isFound = search === ''
    ? sql``
    : sql`and (email like ${pattern} escape '\\' or name like ${pattern} escape '\\')`
  const hasRole = role === undefined ? sql`` : sql`and role = ${role}`
  if (state === undefined) return sql`${isFound} ${hasRole}`
  const isInState = state === 'disabled' ? sql`disabled_at is not null` : sql`disabled_at is null`
  return sql`${isFound} ${hasRole} and ${isInState}`
}

function beyond({ after, sort }: UserQuery): Sql {
  if (after === undefined) return sql``
  const { column, isDescending } = sorts[sort]
  return isDescending
    ? sql`and (${column}, id) < (${after.value}, ${after.id})`
    : sql`and (${column}, id) > (${after.value}, ${after.id})`
}
