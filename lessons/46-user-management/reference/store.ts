// The SQL of links. No other file has any.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { User } from './users.ts'

/** What an owner can change of a link; null for what stays. */
export type LinkChanges = { target: string | null; note: string | null }

/** Whose a link is: a user's, a browser's, or nobody's. */
export type LinkOwner = {
  user: number | null
  /** The hash of a browser's cookie. */
  owner: string | null
}

export type NewLink = LinkOwner & {
  slug: string
  target: string
  visitLimit: number | null
  note: string
}

export type Link = NewLink & {
  /** Visits of people. */
  clicks: number
  robots: number
}

export type Store = {
  /** Adds a link; undefined when another link has its slug. */
  add(link: NewLink): Link | undefined
  find(slug: string): Link | undefined
  /** Finds a link that this user, or a stranger, may read: nobody's, their own, or any. */
  findFor(slug: string, user: User | undefined): Link | undefined
  /** Changes a link of this user; undefined when they have no such link. */
  change(slug: string, user: User, changes: LinkChanges): Link | undefined
  /** Deletes a link of this user, or anybody's for an administrator. */
  remove(slug: string, user: User): boolean
  /** The newest links of an owner. */
  listOf(owner: LinkOwner): Link[]
  /** Gives all links of a user. */
  exportOf(user: number): Link[]
  /** Counts a person, and says where the link leads; undefined when it's used up or not there. */
  countClick(slug: string): string | undefined
  /** Counts a robot, which doesn't get past a visit limit. */
  countRobot(slug: string): string | undefined
}

const columns = 'slug, target, visit_limit, note, user, owner, clicks, robots'
const mostListed = 50
const mostExported = 10_000

/** Gives what can be done with the links of a database. */
export function createStore(database: DatabaseSync): Store {
  const insert = database.prepare(`
    insert into links (slug, target, visit_limit, note, user, owner, created_at)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (slug) do nothing returning ${columns}`)
  const select = database.prepare(`select ${columns} from links where slug = ?`)
  const selectFor = database.prepare(`
    select ${columns} from links
    where slug = ? and (user is null or user = ? or ? = 'admin')`)
  const update = database.prepare(`
    update links set target = coalesce(?, target), note = coalesce(?, note)
    where slug = ? and user = ? returning ${columns}`)
  const remove = database.prepare(
    `delete from links where slug = ? and (user = ? or ? = 'admin')`)
  const listOfUser = database.prepare(`
    select ${columns} from links where user = ? order by id desc limit ${mostListed}`)
  const listOfBrowser = database.prepare(`
    select ${columns} from links where owner = ? order by id desc limit ${mostListed}`)
  const exportOf = database.prepare(`
    select ${columns} from links where user = ? order by id limit ${mostExported}`)
  // One statement looks and counts, so that no other visit can come in between.
  const click = database.prepare(`
    update links set clicks = clicks + 1
    where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
  const robot = database.prepare(`
    update links set robots = robots + 1
    where slug = ? returning iif(visit_limit is null, target, null) as target`)
  return {
    add: ({ slug, target, visitLimit, note, user, owner }) =>
      toLink(insert.get(slug, target, visitLimit, note, user, owner, Date.now())),
    find: (slug) => toLink(select.get(slug)),
    findFor: (slug, user) => toLink(selectFor.get(slug, user?.id ?? null, user?.role ?? null)),
    change: (slug, { id }, { target, note }) => toLink(update.get(target, note, slug, id)),
    remove: (slug, { id, role }) => remove.run(slug, id, role).changes > 0,
    listOf({ user, owner }) {
      const rows = user === null ? listOfBrowser.all(owner) : listOfUser.all(user)
      return rows.flatMap((row) => toLink(row) ?? [])
    },
    exportOf: (user) => exportOf.all(user).flatMap((row) => toLink(row) ?? []),
    countClick: (slug) => toText(click.get(slug)?.['target']),
    countRobot: (slug) => toText(robot.get(slug)?.['target']),
  }
}

function toLink(row: Record<string, SQLOutputValue> | undefined): Link | undefined {
  if (row === undefined) return undefined
  return {
    slug: String(row['slug']),
    target: String(row['target']),
    visitLimit: row['visit_limit'] === null ? null : Number(row['visit_limit']),
    note: String(row['note']),
    user: row['user'] === null ? null : Number(row['user']),
    owner: toText(row['owner']) ?? null,
    clicks: Number(row['clicks']),
    robots: Number(row['robots']),
  }
}

function toText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
