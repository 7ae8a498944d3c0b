import assert from 'node:assert/strict'
import test from 'node:test'
import { countsStatement } from '../../../../src/features/admin/service/numbers.ts'
import {
  abandonLinks, removeAbandonedLinks,
} from '../../../../src/features/links/manage/removal.ts'
import { sql } from '../../../../src/database/sql.ts'
import { pick } from '../../../pick.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { addUser, openSignedIn, openWithKey, password } from '../../users/accounts.ts'

const target = 'https://example.com/'

async function count(site: TestApp, table: string): Promise<number> {
  const statement = { text: `select count(*) as count from ${table}`, values: [] }
  return (await site.database.all<{ count: number }>(statement))[0]?.count ?? -1
}

/** Adds links of a user, each with numbers of some hours. */
async function addLinks(
  site: TestApp, user: number, { links, hours }: { links: number; hours: number },
): Promise<void> {
  const numbers = sql`with recursive numbers (number) as (
    select 1 union all select number + 1 from numbers where number < ${Math.max(links, hours)})`
  await site.database.batch([
    sql`${numbers} insert into links (slug, owner, target, created_at, updated_at)
      select 'many-' || number, (select id from owners where user = ${user}), ${target}, 0, 0
      from numbers where number <= ${links}`,
    sql`${numbers} insert into link_hours (link, hour, people, bots)
      select id, number, 1, 0 from links cross join numbers
      where slug like 'many-%' and number <= ${hours}`,
  ])
}

test('however many links a deleted account had, they are gone when all is removed', async (t) => {
  const rows = [
    { links: 0, hours: 0 }, { links: 1, hours: 0 }, { links: 100, hours: 1 },
    { links: 101, hours: 30 }, { links: 3, hours: 4_001 }, { links: 250, hours: 0 },
  ]
  for (const row of rows) {
    const site = openTestApp(t)
    const user = await addUser(site)
    const other = await openWithKey(
      site, await addUser(site, { email: 'eve@example.org' }), ['links:write'])
    await other.send('POST', '/api/links', { target, slug: 'hers' })
    await addLinks(site, user, row)
    await site.database.batch(abandonLinks(user))
    await removeAbandonedLinks(site.database)
    const left = [
      await count(site, 'links'), await count(site, 'link_hours'),
      await count(site, 'leaving_owners'), await count(site, 'retired_slugs'),
    ]
    assert.deepEqual(left, [1, 0, 0, row.links], JSON.stringify(row))
    assert.equal((await site.request('GET', '/hers')).status, 302)
    await site.close()
  }
})

test('a request that outlives its account makes no link', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  const program = await openWithKey(site, user, ['links:write'])
  const links = Array.from({ length: 100 }, () => ({ target }))
  const made = program.send('POST', '/api/links/bulk', { links })
  while (await count(site, 'links') === 0) await new Promise(setImmediate)
  await site.database.batch([
    ...abandonLinks(user), sql`delete from users where id = ${user}`,
  ])
  const reply = await made
  assert.ok(Number(pick(reply.json(), 'created')) < links.length)
  await site.clean()
  assert.equal(await count(site, 'links'), 0)
})

test('links of a deleted account lead nowhere at once, and their slugs stay taken', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site))
  for (const slug of ['first', 'second']) {
    await browser.send('POST', '/api/links', { target, slug })
  }
  assert.equal((await site.request('GET', '/first')).status, 302)
  assert.equal((await browser.send('DELETE', '/api/users/me', { password })).status, 204)
  for (const path of ['/first', '/first+', '/second']) {
    assert.equal((await site.request('GET', path)).status, 404, path)
  }
  const other = await openWithKey(
    site, await addUser(site, { email: 'eve@example.org' }), ['links:write'])
  for (const when of ['while they are being removed', 'afterwards']) {
    const reply = await other.send('POST', '/api/links', { target, slug: 'first' })
    assert.equal(reply.status, 409, when)
    await site.clean()
  }
  assert.equal(await count(site, 'links'), 0)
})

test('a removal that was broken off goes on with the next clean-up', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await addLinks(site, user, { links: 300, hours: 1 })
  await site.database.batch(abandonLinks(user))
  // What a crash leaves: some links are gone, and others have lost only their numbers.
  await site.database.batch([
    sql`delete from links where id <= 120`, sql`delete from link_hours where link <= 150`,
  ])
  assert.equal((await site.request('GET', '/many-200')).status, 404)
  await site.clean()
  assert.deepEqual([await count(site, 'links'), await count(site, 'leaving_owners')], [0, 0])
})

test('two removals at the same time delete each link once', async (t) => {
  const site = openTestApp(t)
  const user = await addUser(site)
  await addLinks(site, user, { links: 300, hours: 2 })
  await site.database.batch(abandonLinks(user))
  await Promise.all([1, 2, 3].map(() => removeAbandonedLinks(site.database)))
  assert.deepEqual([await count(site, 'links'), await count(site, 'leaving_owners')], [0, 0])
  assert.equal((await site.database.one(countsStatement(0)))?.links, 0)
})
