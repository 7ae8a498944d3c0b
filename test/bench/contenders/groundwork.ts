// Groundwork with all that its users get around every handler, except lines in the log: nobody else
// writes any. The small rows are handlers of the kit; following and creating is the real shortener.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { standardMiddlewares } from '../../../src/app.ts'
import { createLog } from '../../../src/basics/log.ts'
import type { Database } from '../../../src/database/database.ts'
import { parseSteps } from '../../../src/database/migrate.ts'
import { sql } from '../../../src/database/sql.ts'
import { openSqlite } from '../../../src/database/sqlite.ts'
import { makeOwner } from '../../../src/features/links/owner.ts'
import { createLinks } from '../../../src/features/links/routes.ts'
import { makeSlug } from '../../../src/features/links/make/slug.ts'
import { App } from '../../../src/http/app.ts'
import { html, page } from '../../../src/http/html.ts'
import { json, text } from '../../../src/http/reply.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import {
  addedMessage, differentSlugs, followedLinks, messages, randomRowId, randomValue, targetOf, worldRows,
  type Message,
} from './data.ts'

type World = { id: number; value: number }

const shipped = readFileSync(new URL('../../../schema.sql', import.meta.url), 'utf8')
const schema = `${shipped}
-- step ${parseSteps(shipped).length + 1}: bench
create table world (id integer primary key, value integer not null) strict;
create table message (id integer primary key, text text not null) strict;
`

const publicOrigin = 'http://localhost'
const folder = process.env['DATA'] ?? '.'
const database = openSqlite({ path: join(folder, 'groundwork.db'), schema })
const owner = makeOwner(randomBytes)
const slugs = await fill(database)
const log = createLog({ format: 'off', write: () => undefined })
const app = new App().use(...standardMiddlewares({ log, publicOrigin }))

const readRow = () => database.one(sql<World>`
  select id, value from world where id = ${randomRowId()}`)

app.get('/plaintext', () => text('Hello, World!'))
app.get('/json', () => json({ message: 'Hello, World!' }))
app.get('/users/:user/posts/:post', ({ params }) => json({ user: params.user, post: params.post }))
app.get('/row', async () => json(await readRow()))
app.get('/rows', async () => json(await Promise.all(Array.from({ length: 20 }, readRow))))
app.get('/updates', async () => json(await Promise.all(Array.from({ length: 5 }, update))))
app.get('/table', async () => {
  const stored = await database.all(sql<Message>`select id, text from message`)
  return page(renderTable([...stored, addedMessage]))
})
createLinks({ database, secret: randomBytes(32), publicOrigin }).addRoutes(app)

const server = createHttpServer({
  handle: (request) => app.handle(request),
  onError: console.error,
})
const port = await server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
console.log(JSON.stringify({ port, slugs, authorization: `Bearer ${owner.token}` }))

async function update(): Promise<World> {
  const row = await readRow()
  const id = row?.id ?? 0
  const value = randomValue()
  await database.run(sql`update world set value = ${value} where id = ${id}`)
  return { id, value }
}

function renderTable(list: Message[]) {
  list.sort((one, other) => (one.text < other.text ? -1 : 1))
  return html`<!doctype html>
<html lang="en">
<head><title>Messages</title></head>
<body><table><tr><th>id</th><th>message</th></tr>${list.map(({ id, text }) =>
  html`<tr><td>${id}</td><td>${text}</td></tr>`)}</table></body>
</html>
`
}

async function fill(target: Database): Promise<string[]> {
  const now = Date.now()
  await target.run(sql`insert into owners (token_hash, created_at) values (${owner.hash}, ${now})`)
  const added = []
  for (let id = 1; id <= worldRows; id += 1) {
    added.push(target.run(sql`insert into world (id, value) values (${id}, ${randomValue()})`))
  }
  for (const { id, text } of messages) {
    added.push(target.run(sql`insert into message (id, text) values (${id}, ${text})`))
  }
  const made = differentSlugs(() => makeSlug(randomBytes))
  for (const [index, slug] of made.entries()) {
    added.push(target.run(sql`
      insert into links (slug, owner, target, created_at, updated_at)
      values (${slug}, 1, ${targetOf(index + 1)}, ${now}, ${now})`))
  }
  await Promise.all(added)
  return made.slice(0, followedLinks)
}
