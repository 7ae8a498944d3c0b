// Fills a database file with as many links as asked for, and with all that comes with them, by
// plain SQL: triggers are taken off meanwhile, and their counters are set at the end.

import { DatabaseSync } from 'node:sqlite'

/** So many links have the first and the second user, however many there are in all. */
export const lists = { short: 200, long: 5_000 }

const words = [
  'summer', 'winter', 'spring', 'autumn', 'berlin', 'munich', 'paris', 'london', 'invoice',
  'report', 'photo', 'gallery', 'music', 'video', 'garden', 'kitchen', 'travel', 'camera',
]

/** Adds everything in one transaction. `now` is the time of the youngest visit. */
export function fill(path: string, links: number, now: number): void {
  const connection = new DatabaseSync(path)
  const triggers = connection.prepare(`
    select name, sql from sqlite_schema where type = 'trigger'`).all()
  connection.exec('pragma synchronous = off; begin')
  for (const { name } of triggers) connection.exec(`drop trigger ${name}`)
  for (const statement of statementsOf(links, now)) connection.exec(statement)
  for (const { sql } of triggers) connection.exec(String(sql))
  connection.exec(`commit; insert into user_search (user_search) values ('rebuild')`)
  connection.exec('pragma wal_checkpoint(truncate)')
  connection.close()
}

function statementsOf(links: number, now: number): string[] {
  const users = Math.max(10, Math.floor(links / 50))
  const every = (count: number) => Math.max(2, Math.floor(links / count))
  const word = (shift: string) =>
    `json_extract('${JSON.stringify(words)}', '$[' || ((${shift}) % ${words.length}) || ']')`
  const series = (last: number) => `with recursive numbers (n) as (
    select 1 union all select n + 1 from numbers where n < ${last})`
  const day = Math.floor(now / 86_400_000)
  return [
    `${series(users)} insert into users (email, name, role, created_at, updated_at)
      select 'user' || n || '@' || ${word('n')} || '.example',
        ${word('n / 7')} || ' ' || ${word('n / 3')},
        iif(n = 1, 'admin', 'user'), ${now} - 86400000 * 40 + n, ${now} from numbers`,
    `${series(users)} insert into owners (token_hash, created_at, user)
      select randomblob(32), 0, n from numbers`,
    // Links of all owners lie between each other, as they do in real life.
    `${series(links)} insert into links
        (slug, owner, target, note, created_at, updated_at, people, bots)
      select 's' || (n * 7919 % ${links * 10 + 1}) || '-' || n,
        case when n % ${every(lists.short)} = 0 then 1 when n % ${every(lists.long)} = 1 then 2
          when n % 10 = 2 then 3 else 4 + n % ${users - 3} end,
        'https://www.' || ${word('n')} || '.example/' || ${word('n / 5')} || '/'
          || ${word('n / 11')} || '?id=' || n,
        iif(n % 3 = 0, ${word('n / 2')} || ' ' || ${word('n / 17')}, ''),
        ${now} - ${links} + n, ${now}, n * 31 % 1000, n % 7 from numbers`,
    `insert into link_hours (link, hour, people, bots)
      select links.id, ${day * 24} - value, 1, 0 from links, json_each('[0, 5, 30]')`,
    `insert into link_days (link, day, visitors) select id, ${day}, 1 from links`,
    `insert into link_sources (link, kind, name, visits)
      select links.id, value, 'direct', 3
      from links, json_each('["referrer", "browser", "device"]')`,
    `${series(links)} insert into visits (link, at, is_person, referrer, browser, device, visitor)
      select n * 7919 % ${links} + 1, ${now} - 86400000 * 80 / ${links} * (${links} - n), 1,
        'direct', 'Firefox', 'desktop', x'0102030405060708' from numbers`,
    `${series(Math.floor(links / 10))} insert into retired_slugs (slug, owner)
      select 'gone-' || n, 1 + n % ${users} from numbers`,
    `${series(Math.floor(links / 10))} insert into audit_events
        (at, request_id, actor, action, target)
      select ${now} - ${links} + n, 'r', 1 + n % ${users}, 'signed-in',
        'user ' || (1 + n % ${users})
      from numbers`,
    `${series(users)} insert into sessions
        (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
      select randomblob(32), n, 'Firefox', ${now}, ${now}, ${now + 86_400_000}, ${now}
      from numbers`,
    `update totals set number = (select count(*) from users) where name = 'users'`,
  ]
}
