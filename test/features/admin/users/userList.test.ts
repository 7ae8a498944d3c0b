// The list of users: search, filters, order and pages.

import assert from 'node:assert/strict'
import test from 'node:test'
import { userListStatement, readUserQuery } from '../../../../src/features/admin/users/userList.ts'
import { openTestApp, type TestApp } from '../../../testApp.ts'
import { pick, pickList } from '../../../pick.ts'
import type { Program } from '../../../testClients.ts'
import { addAdmin, addPerson, read, run } from '../people.ts'

async function openWithUsers(t: test.TestContext) {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const names = ['100% cotton', 'under_score', 'back\\slash', 'Zoë', '<b>bold</b>']
  for (const [index, name] of names.entries()) {
    site.clock.now += 1_000
    await addPerson(site, `user${index}@example.org`, { name })
  }
  await run(site, 'update users set disabled_at = 1 where email = ?', 'user3@example.org')
  return { site, program }
}

async function emails(program: Program, query: string): Promise<unknown[]> {
  const reply = await program.send('GET', `/api/admin/users?${query}`)
  assert.equal(reply.status, 200, query)
  return pickList(reply.json(), 'users').map((user) => String(pick(user, 'email')).split('@')[0])
}

test('users are found by what they are and by the letters of their address or name', async (t) => {
  const { program } = await openWithUsers(t)
  const rows: [query: string, found: string[]][] = [
    ['', ['user4', 'user3', 'user2', 'user1', 'user0', 'ada']],
    ['sort=createdAt', ['ada', 'user0', 'user1', 'user2', 'user3', 'user4']],
    ['sort=email', ['ada', 'user0', 'user1', 'user2', 'user3', 'user4']],
    ['sort=-email', ['user4', 'user3', 'user2', 'user1', 'user0', 'ada']],
    ['role=admin', ['ada']],
    ['state=disabled', ['user3']],
    ['state=active&role=user&sort=email', ['user0', 'user1', 'user2', 'user4']],
    ['role=&state=&search=&cursor=', ['user4', 'user3', 'user2', 'user1', 'user0', 'ada']],
    ['search=ADA', ['ada']],
    ['search=%20cotton%20', ['user0']],
    // What LIKE would take for "anything" stands for itself.
    ['search=%25', ['user0']],
    ['search=_', ['user1']],
    ['search=%5C', ['user2']],
    ['search=Zo%C3%AB', ['user3']],
    ['search=%27%20or%201%3D1--', []],
    ['search=%00abc', []], ['search=%22)%20OR%20%22ada', []], [`search=${'i'.repeat(200)}`, []],
  ]
  for (const [query, found] of rows) assert.deepEqual(await emails(program, query), found, query)
})

test('users are found however their name or the search is spelled', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  const rows: [name: string, found: string[], others: string[]][] = [
    ['Otto Straße', ['Straße', 'STRASSE', 'strasse otto', 'TRAẞE'], ['strase']],
    ['Anna Strasse', ['Straße anna', 'strasse anna'], ['strasse otto']],
    ['Şule Yıldız', ['Yıldız', 'yildiz', 'YILDIZ', 'yİldiz'], ['yeldiz']],
    ['İpek Kaya', ['İpek', 'ipek', 'IPEK'], ['ipekk']],
    ['Sean O\u2019Brien', ['O\u2019Brien', "o'brien", "O'BRI"], ['obrien']],
    ['Zoe\u0308 Ame\u0301lie', ['Zoë', 'AMÉLIE', 'zoe\u0308'], ['zoe', 'amelie']],
    ['Amélia Ñandú', ['Ame\u0301lia', 'ñandú'], ['nandu']],
    ['Ｋｅｉｋｏ', ['Ｋｅｉｋｏ', 'ｋｅｉｋｏ'], ['Keik0']],
    ['Донской', ['донской', 'донскои\u0306'], ['донскои']],
    ['김민준', ['김민준', '김민준'.normalize('NFD')], ['김민순']],
    ['Miss Missing "III"', ['miss', 'issi', 'missing', '"iii"', 'iii'], ['mis_', 'sss']],
  ]
  for (const [index, [name]] of rows.entries()) {
    await addPerson(site, `p${index}@example.org`, { name })
  }
  for (const [index, [name, found, others]] of rows.entries()) {
    for (const search of [name, ...found]) {
      const people = await emails(program, `search=${encodeURIComponent(search)}`)
      assert.ok(people.includes(`p${index}`), `${search} finds ${name}`)
    }
    for (const search of others) {
      const people = await emails(program, `search=${encodeURIComponent(search)}`)
      assert.ok(!people.includes(`p${index}`), `${search} doesn't find ${name}`)
    }
  }
})

test('what a list cannot be asked for is named', async (t) => {
  const { program } = await openWithUsers(t)
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const rows: [query: string, field: string][] = [
    ['sort=password_hash', 'sort'], ['sort=email;drop', 'sort'], ['sort=__proto__', 'sort'],
    ['role=owner', 'role'], ['state=gone', 'state'], ['limit=0', 'limit'], ['limit=101', 'limit'],
    ['limit=x', 'limit'], ['cursor=nonsense', 'cursor'], [`cursor=${cursor([1])}`, 'cursor'],
    [`cursor=${cursor(['a', 1])}`, 'cursor'], [`sort=email&cursor=${cursor([1, 1])}`, 'cursor'],
    [`cursor=${cursor([1, 1.5])}`, 'cursor'], [`cursor=${cursor([{}, 1])}`, 'cursor'],
  ]
  for (const [query, field] of rows) {
    const reply = await program.send('GET', `/api/admin/users?${query}`)
    assert.equal(reply.status, 422, query)
    assert.equal(pick(reply.json(), 'errors', 0, 'field'), field, query)
  }
})

/** Walks a list from page to page, as its Link headers say. */
async function walk(program: Program, path: string, between: () => Promise<void>) {
  const found: unknown[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const reply = await program.send('GET', next)
    assert.equal(reply.status, 200, next)
    found.push(...pickList(reply.json(), 'users').map((user) => pick(user, 'id')))
    const [, first] = /<([^>]+)>; rel="first"/.exec(String(reply.headers['link'])) ?? []
    assert.equal(first, path, 'the first page has no cursor')
    next = /<([^>]+)>; rel="next"/.exec(String(reply.headers['link']))?.[1]
    assert.equal(next ?? null, pick(reply.json(), 'next'))
    await between()
  }
  return found
}

async function addMany(site: TestApp, count: number): Promise<void> {
  // Many of one moment: only the id tells them apart.
  await run(site, `
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
    insert into users (email, created_at, updated_at)
    select 'many' || n || '@example.org', ? + n / 10, 0 from numbers`, count, site.clock.now)
}

test('pages are complete and stable while users come and go', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  await addMany(site, 95)
  for (const sort of ['-createdAt', 'createdAt', 'email', '-email']) {
    const before = (await read(site, 'select id from users')).map(({ id }) => id)
    let turn = 0
    const path = `/api/admin/users?limit=7&sort=${sort}&search=example`
    const found = await walk(program, path, async () => {
      turn += 1
      // Whoever comes stands before or behind everybody else.
      await run(site, `insert into users (email, created_at, updated_at) values (?, ?, 0)`,
        `new-${turn}@elsewhere.test`, site.clock.now + 1e6 + turn)
    })
    assert.equal(new Set(found).size, found.length, `${sort}: nobody twice`)
    const kept = new Set(found)
    assert.deepEqual(before.filter((id) => !kept.has(Number(id))), [], `${sort}: nobody left out`)
    await run(site, "delete from users where email like '%@elsewhere.test'")
  }
})

test('a page is read in the order of an index', async (t) => {
  const site = openTestApp(t)
  const rows: [sort: string, index: string][] = [
    ['-createdAt', 'users_by_creation'], ['createdAt', 'users_by_creation'],
    ['email', 'sqlite_autoindex'], ['-email', 'sqlite_autoindex'],
    ['email&role=admin', 'users_admins_by_email'], ['createdAt&role=admin', 'users_admins'],
    ['-email&state=disabled', 'users_disabled_by_email'], ['email&role=user', 'sqlite_autoindex'],
  ]
  for (const [sort, index] of rows) {
    const query = readUserQuery(new URLSearchParams(`sort=${sort}`))
    const { text, values } = userListStatement(query)
    const plan = await read(site, `explain query plan ${text}`, ...values)
    const details = plan.map(({ detail }) => String(detail))
    assert.match(details.join('\n'), new RegExp(index))
    assert.ok(!details.some((detail) => detail.includes('TEMP B-TREE')), details.join('\n'))
  }
})

test('an address with a domain in another script is found as people write it', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  await addPerson(site, 'ann@xn--bcher-kva.example')
  const rows: [search: string, found: string[]][] = [
    ['ann@bücher.example', ['ann']], ['ANN@BÜCHER.EXAMPLE', ['ann']], ['@bücher.example', ['ann']],
    ['nn@xn--bcher', ['ann']], ['ann@bucher.example', []], ['@', ['ann', 'ada']],
  ]
  for (const [search, found] of rows) {
    assert.deepEqual(await emails(program, `search=${encodeURIComponent(search)}`), found, search)
  }
})

test('a search finds the same, however many users it could find', async (t) => {
  const site = openTestApp(t)
  const { program } = await addAdmin(site)
  await addMany(site, 1_100)
  await run(site, "update users set name = 'Zoë' where id % 100 = 7")
  await run(site, 'update users set disabled_at = 1 where id % 200 = 7')
  const all = await read(site, 'select id, email, name, disabled_at as off from users order by id')
  const rows: [query: string, isFound: (user: Record<string, unknown>) => boolean][] = [
    ['search=many', ({ email }) => String(email).includes('many')],
    ['search=ny9', ({ email }) => String(email).includes('ny9')],
    ['search=y9', ({ email }) => String(email).includes('y9')],
    ['search=ZO%C3%8B', ({ name }) => name === 'Zoë'],
    ['search=zoe%CC%88+many', ({ name }) => name === 'Zoë'],
    ['search=zo%C3%AB&state=disabled', ({ off }) => off === 1],
    ['search=many&state=disabled', ({ off }) => off === 1],
    ['search=many+nobody', () => false],
    ['search=%22many', () => false],
  ]
  for (const [query, isFound] of rows) {
    const ids = all.filter(isFound).map(({ id }) => id)
    for (const sort of ['createdAt', 'email']) {
      const path = `/api/admin/users?limit=100&sort=${sort}&${query}`
      const found = await walk(program, path, async () => undefined)
      assert.deepEqual(found.toSorted((left, right) => Number(left) - Number(right)), ids, path)
    }
  }
})

test('a renamed user is found by the new name only, and a deleted one not at all', async (t) => {
  const { site, program } = await openWithUsers(t)
  await run(site, "update users set name = 'Grace' where email = ?", 'user0@example.org')
  await run(site, "delete from users where email = ?", 'user3@example.org')
  const rows: [search: string, found: string[]][] = [
    ['grace', ['user0']], ['cotton', []], ['user0', ['user0']], ['zo%C3%AB', []],
  ]
  for (const [search, found] of rows) {
    assert.deepEqual(await emails(program, `search=${search}`), found, search)
  }
})

test('names and addresses are text on the page', async (t) => {
  const { site } = await openWithUsers(t)
  const { admin } = await addAdmin(site, 'eve@example.org')
  const { text, status } = await admin.browser.get('/admin/users?search=%3Cb%3E')
  assert.equal(status, 200)
  assert.match(text, /&lt;b&gt;bold/)
  assert.doesNotMatch(text, /<b>/)
  assert.match((await admin.browser.get('/admin/users?search=nobody')).text, /No users found/)
})
