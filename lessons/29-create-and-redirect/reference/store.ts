// The SQL of links. No other file has any.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

export type Link = { slug: string; target: string }

export type Store = {
  /** Adds a link and numbers it: its slug is `1`, `2` and so on. */
  add(target: string): Link
  find(slug: string): Link | undefined
}

/** Gives what can be done with the links of a database. */
export function createStore(database: DatabaseSync): Store {
  const insert = database.prepare(`
    insert into links (slug, target, created_at)
    select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
  const select = database.prepare('select slug, target from links where slug = ?')
  return {
    add: (target) => toLink({ ...insert.get(target, Date.now()) }),
    find(slug) {
      const row = select.get(slug)
      return row === undefined ? undefined : toLink(row)
    },
  }
}

function toLink(row: Record<string, SQLOutputValue>): Link {
  return { slug: String(row['slug']), target: String(row['target']) }
}
