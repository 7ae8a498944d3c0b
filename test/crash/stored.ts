// Reads what a database holds after a crash, in all the places where a click is written down.

import { DatabaseSync } from 'node:sqlite'

type Count = { people: number; bots: number }

export type StoredLink = Count & {
  target: string
  hours: Count
  visits: Count
  /** Visits by kind of source: people only. */
  sources: Map<string, number>
}

export type Stored = {
  links: Map<string, StoredLink>
  integrity: string[]
  brokenReferences: unknown[]
  visitsWithoutLink: number
}

/** Reads a database that no server has open. */
export function readStored(path: string): Stored {
  // Whoever may write would move the write-ahead log into the file when it closes. That is left to
  // the next server: it has to manage with what the crash left.
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const checks = database.prepare('pragma integrity_check').all()
    const stray = database.prepare(strayQuery).get()
    return {
      links: readLinks(database),
      integrity: checks.map((row) => String(row['integrity_check'])),
      brokenReferences: database.prepare('pragma foreign_key_check').all(),
      visitsWithoutLink: Number(stray?.['visits']),
    }
  } finally {
    database.close()
  }
}

const strayQuery = `
  select count(*) as visits from visits where link not in (select id from links)`

const linksQuery = `
  select id, slug, target, people, bots,
    coalesce(visitPeople, 0) as visitPeople, coalesce(visitBots, 0) as visitBots,
    (select coalesce(sum(people), 0) from link_hours where link = links.id) as hourPeople,
    (select coalesce(sum(bots), 0) from link_hours where link = links.id) as hourBots
  from links left join (
    select link, sum(is_person) as visitPeople, sum(1 - is_person) as visitBots
    from visits group by link
  ) on link = links.id`

function readLinks(database: DatabaseSync): Map<string, StoredLink> {
  const links = new Map<string, StoredLink>()
  for (const row of database.prepare(linksQuery).all()) {
    links.set(String(row['slug']), {
      target: String(row['target']),
      people: Number(row['people']),
      bots: Number(row['bots']),
      hours: { people: Number(row['hourPeople']), bots: Number(row['hourBots']) },
      visits: { people: Number(row['visitPeople']), bots: Number(row['visitBots']) },
      sources: readSources(database, Number(row['id'])),
    })
  }
  return links
}

function readSources(database: DatabaseSync, link: number): Map<string, number> {
  const rows = database.prepare(`
    select kind, sum(visits) as visits from link_sources where link = ? group by kind`).all(link)
  return new Map(rows.map((row) => [String(row['kind']), Number(row['visits'])]))
}
