// The SQL of links. No other file has any.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

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
  /** The newest links of an owner. */
  listOf(owner: LinkOwner): Link[]
  /** Counts a person, and says where the link leads; undefined when it's used up or not there. */
  countClick(slug: string): string | undefined
  /** Counts a robot, which doesn't get past a visit limit. */
  countRobot(slug: string): string | undefined
}

const columns = 'slug, target, visit_limit, note, user, owner, clicks, robots'
const mostListed = 50

/** Gives what can be done with the links of a database. */
export function createStore(database: DatabaseSync): Store {
  const insert = database.prepare(`
    insert into links (slug, target, visit_limit, note, user, owner, created_at)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (slug) do nothing returning ${columns}`)
  const select = database.prepare(`select ${columns} from links where slug = ?`)
  const listOfUser = database.prepare(`
    select ${columns} from links where user = ? order by id desc limit ${mostListed}`)
  const listOfBrowser = database.prepare(`
    select ${columns} from links where owner = ? order by id desc limit ${mostListed}`)
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
    listOf({ user, owner }) {
      const rows = user === null ? listOfBrowser.all(owner) : listOfUser.all(user)
      return rows.flatMap((row) => toLink(row) ?? [])
    },
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
