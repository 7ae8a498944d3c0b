// The work behind the rows, the same for every peer, so that only the framework differs:
// better-sqlite3, each statement prepared once, WAL, synchronous=NORMAL, a commit for each one.

import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { addedMessage, differentSlugs, followedLinks, messages } from './data.ts'
import { randomRowId, randomValue, targetOf, worldRows } from './data.ts'

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
const hourMs = 3_600_000
const schema = `
  create table if not exists world (id integer primary key, value integer not null) strict;
  create table if not exists message (id integer primary key, text text not null) strict;
  create table if not exists links (
    id integer primary key, slug text not null unique, target text not null,
    created_at integer not null, clicks integer not null default 0
  ) strict;
  create table if not exists visits (
    link integer not null, at integer not null, referrer text not null, browser text not null
  ) strict;
  create table if not exists hours (
    link integer not null, hour integer not null, clicks integer not null, primary key (link, hour)
  ) strict, without rowid;
`

/** Opens the database in DATA, fills it the first time, and returns a function for each row. */
export function openWork(folder = process.env.DATA ?? '.') {
  const database = new Database(join(folder, 'peer.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec(schema)
  fill(database)
  const firstSlugs = database.prepare('select slug from links order by id limit ?').pluck()
  return {
    ...tableWork(database),
    ...linkWork(database),
    slugs: firstSlugs.all(followedLinks),
  }
}

function fill(database) {
  if (database.prepare('select count(*) from world').pluck().get() > 0) return
  const addRow = database.prepare('insert into world (id, value) values (?, ?)')
  const addMessage = database.prepare('insert into message (id, text) values (?, ?)')
  const addLink = database.prepare('insert into links (slug, target, created_at) values (?, ?, ?)')
  database.transaction(() => {
    for (let id = 1; id <= worldRows; id++) addRow.run(id, randomValue())
    for (const { id, text } of messages) addMessage.run(id, text)
    for (const [index, slug] of differentSlugs(randomSlug).entries()) {
      addLink.run(slug, targetOf(index + 1), Date.now())
    }
  })()
}

function tableWork(database) {
  const read = database.prepare('select id, value from world where id = ?')
  const write = database.prepare('update world set value = ? where id = ?')
  const allMessages = database.prepare('select id, text from message')

  const row = () => read.get(randomRowId())
  const rows = () => Array.from({ length: 20 }, row)
  const update = () => {
    const { id } = row()
    const value = randomValue()
    write.run(value, id)
    return { id, value }
  }
  const updates = withCommits(database, () => Array.from({ length: 5 }, update))
  const table = () => renderTable([...allMessages.all(), addedMessage])
  return { row, rows, updates, table }
}

function linkWork(database) {
  const find = database.prepare('select id, target from links where slug = ?')
  const addVisit = database.prepare(
    'insert into visits (link, at, referrer, browser) values (?, ?, ?, ?)',
  )
  const countClick = database.prepare('update links set clicks = clicks + 1 where id = ?')
  const countHour = database.prepare(`
    insert into hours (link, hour, clicks) values (?, ?, 1)
    on conflict (link, hour) do update set clicks = clicks + 1
  `)
  const add = database.prepare(`
    insert into links (slug, target, created_at) values (?, ?, ?) on conflict (slug) do nothing
  `)

  /** Returns the target of a link and counts the click; undefined for an unknown slug. */
  const follow = withCommits(database, (slug, referrer, userAgent) => {
    const link = find.get(slug)
    if (link === undefined) return undefined
    const at = Date.now()
    addVisit.run(link.id, at, hostOf(referrer), browserOf(userAgent))
    countClick.run(link.id)
    countHour.run(link.id, Math.floor(at / hourMs))
    return link.target
  })

  /** Stores a link under a random slug; undefined for a target that is no web address. */
  const create = (address) => {
    const url = URL.parse(address)
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
    const target = url.href
    const createdAt = Date.now()
    let slug = randomSlug()
    while (add.run(slug, target, createdAt).changes === 0) slug = randomSlug()
    return { slug, path: `/s/${slug}`, target, createdAt, clicks: 0 }
  }
  return { follow, create }
}

/** A commit for each statement, or with COMMIT=request one transaction around a whole request. */
function withCommits(database, work) {
  return process.env.COMMIT === 'request' ? database.transaction(work) : work
}

function randomSlug() {
  let slug = ''
  for (let length = 0; length < 7; length++) slug += alphabet[randomInt(alphabet.length)]
  return slug
}

function hostOf(referrer) {
  return referrer ? (URL.parse(referrer)?.host ?? '') : ''
}

function browserOf(userAgent = '') {
  for (const name of ['Edg', 'Firefox', 'Chrome', 'Safari']) {
    if (userAgent.includes(name)) return name
  }
  return 'other'
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => entities[character])
}

function renderTable(list) {
  list.sort((one, other) => (one.text < other.text ? -1 : 1))
  let body = ''
  for (const { id, text } of list) body += `<tr><td>${id}</td><td>${escapeHtml(text)}</td></tr>`
  return `<!doctype html>
<html lang="en">
<head><title>Messages</title></head>
<body><table><tr><th>id</th><th>message</th></tr>${body}</table></body>
</html>
`
}
