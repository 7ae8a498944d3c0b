// The list of users: search, filters, sort, and pages by cursor, as for links. A rare term is found
// in the index; a common one, or one that is too short for the index, by reading users in the order
// of the list, which soon has a page full. Each request looks at a bounded number of users.
// Lesson: pages-filters-sorting (tour)

import { userColumns, type User } from '../../../auth/access/users.ts'
import type { Role } from '../../../auth/access/identity.ts'
import { fold, parseTerms } from '../../../basics/fold.ts'
import type { Database } from '../../../database/database.ts'
import { sql, type Sql } from '../../../database/sql.ts'
import { parseMailHost } from '../../../services/mail/address.ts'
import { readAmount, readChoice, readSearch } from '../../site/input.ts'
import { cutPage, readCursor, readPage, type Cursor } from '../../site/list.ts'
import { toIndexQuery } from './searchQuery.ts'

const userSorts = ['-createdAt', 'createdAt', 'email', '-email'] as const
const roles = ['user', 'admin'] as const
const states = ['active', 'disabled'] as const

type UserSort = (typeof userSorts)[number]

export type UserQuery = {
  search: string
  role: Role | undefined
  state: (typeof states)[number] | undefined
  sort: UserSort
  after: Cursor | undefined
  limit: number
}

type UserPage = { users: readonly User[]; next: Cursor | undefined }

// What a client may sort by is chosen from this table: its text never reaches the statement.
type Order = {
  column: Sql
  kind: 'string' | 'number'
  isDescending: boolean
  read: (user: User) => string | number
}

const byTime = {
  column: sql`created_at`, kind: 'number', read: ({ createdAt }: User) => createdAt,
} as const
const byEmail = { column: sql`email`, kind: 'string', read: ({ email }: User) => email } as const

const orders: Record<UserSort, Order> = {
  '-createdAt': { ...byTime, isDescending: true },
  'createdAt': { ...byTime, isDescending: false },
  '-email': { ...byEmail, isDescending: true },
  'email': { ...byEmail, isDescending: false },
}

/** Reads what a list is asked for. Throws a Refusal for anything unreadable. */
export function readUserQuery(query: URLSearchParams): UserQuery {
  const sort = readChoice(query, 'sort', userSorts) ?? '-createdAt'
  return {
    search: readSearch(query),
    role: readChoice(query, 'role', roles),
    state: readChoice(query, 'state', states),
    sort,
    limit: readAmount(query, 'limit', { usual: 20, most: 100 }),
    after: readCursor(query, orders[sort].kind),
  }
}

const mostCandidates = 1_000

/** Reads one page of users. */
export async function listUsers(database: Database, query: UserQuery): Promise<UserPage> {
  const search = withStoredHosts(query.search)
  const terms = parseTerms(search)
  const matches = (user: User) => matchesTerms(user, terms)
  const keyOf = (user: User) => ({ value: orders[query.sort].read(user), id: user.id })
  const ids = await findCandidates(database, toIndexQuery(search, terms))
  const { rows, next } = ids === undefined
    ? await readPage(query, {
      read: (slice) => database.all(userListStatement({ ...query, ...slice })),
      matches: terms.length === 0 ? undefined : matches,
      keyOf,
    })
    : cutPage((await readCandidates(database, query, ids)).filter(matches), query.limit, keyOf)
  return { users: rows, next }
}

// An email address is stored with the ASCII form of its domain: `ann@xn--bcher-kva.example`.
function withStoredHosts(search: string): string {
  return search.split(/\s+/).map((word) => {
    const at = word.lastIndexOf('@')
    const host = at === -1 ? undefined : parseMailHost(word.slice(at + 1))
    return host === undefined ? word : `${word.slice(0, at)}@${host}`
  }).join(' ')
}

function readCandidates(
  database: Database, query: UserQuery, ids: readonly number[],
): Promise<User[]> {
  return database.all(userListStatement({ ...query, limit: ids.length }, ids))
}

// Each term is somewhere in a user's email address or name.
function matchesTerms({ email, name }: User, terms: readonly string[]): boolean {
  const text = fold(`${email}\n${name}`)
  return terms.every((term) => text.includes(term))
}

// Gives the ids of all users that may match, undefined when the index can't narrow them down.
async function findCandidates(
  database: Database, indexQuery: string | undefined,
): Promise<number[] | undefined> {
  if (indexQuery === undefined) return undefined
  const found = await database.all(sql<{ id: number }>`
    select rowid as id from user_search where user_search match ${indexQuery}
    limit ${mostCandidates + 1}`)
  return found.length > mostCandidates ? undefined : found.map(({ id }) => id)
}

/** Makes the statement of a page: of all users, or of those with one of these ids. */
export function userListStatement(query: UserQuery, ids?: readonly number[]): Sql<User> {
  const { column, isDescending } = orders[query.sort]
  const direction = isDescending ? sql`desc` : sql`asc`
  const isCandidate = ids === undefined
    ? sql``
    : sql`and id in (select value from json_each(${JSON.stringify(ids)}))`
  // The plus sign keeps SQLite from reading all users in order, to save itself a small sort.
  const sorted = ids === undefined ? column : sql`+${column}`
  return sql<User>`
    select ${userColumns} from users
    where true ${isCandidate} ${matches(query)} ${afterCursor(query)}
    order by ${sorted} ${direction}, id ${direction}
    limit ${query.limit}`
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

function afterCursor({ after, sort }: UserQuery): Sql {
  if (after === undefined) return sql``
  const { column, isDescending } = orders[sort]
  return isDescending
    ? sql`and (${column}, id) < (${after.value}, ${after.id})`
    : sql`and (${column}, id) > (${after.value}, ${after.id})`
}
