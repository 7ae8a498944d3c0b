// The SQL of links. No other file has any.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

export type Link = { slug: string; target: string }

export type Store = {
  /** Adds a link; undefined when another link has its slug. */
  add(link: Link): Link | undefined
  find(slug: string): Link | undefined
}

/** Gives what can be done with the links of a database. */
export function createStore(database: DatabaseSync): Store {
  const insert = database.prepare(`
    insert into links (slug, target, created_at) values (?, ?, ?)
    on conflict (slug) do nothing returning slug, target`)
  const select = database.prepare('select slug, target from links where slug = ?')
  return {
    add: ({ slug, target }) => toLink(insert.get(slug, target, Date.now())),
    find: (slug) => toLink(select.get(slug)),
  }
}

function toLink(row: Record<string, SQLOutputValue> | undefined): Link | undefined {
  if (row === undefined) return undefined
  return { slug: String(row['slug']), target: String(row['target']) }
}
