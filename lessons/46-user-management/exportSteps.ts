// The step about the export: all that belongs to its user, nothing of anybody else, and nothing
// that lets anybody in.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { targetOf } from '../29-create-and-redirect/client.ts'
import { isSuccess, readList, readObject } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  byKey, byNobody, bySession, newPerson, ownLink, type OwnLink, type Person,
} from '../41-roles-and-ownership/people.ts'
import { byBearer, newEverything, type Everything } from './everything.ts'
import { expectDone, expectRefused, me, words, type UserTools } from './tools.ts'

const path = `${me}/export`
const manyLinks = 120

/** Exports what two users have, and looks for what is missing and for what is too much. */
export async function takeOut(tools: UserTools): Promise<void> {
  const { fresh } = tools
  const [all, ben] = [await newEverything(tools), await newPerson(tools)]
  const ann = all.person
  await bySession(ann).send('PATCH', me, { name: words(tools, 2) })
  const links = [await ownLink(tools, ann), await ownLink(tools, ann)]
  const bens = [await ownLink(tools, ben)]
  addMany(tools, ann)
  const secrets = [...secretsOf(all), ...storedSecrets(tools, ann)]
  const owned = { all, links, secrets, bens }
  const queries = ['', `?user=${ben.id}`, `?id=${ben.id}`]
  for (const [index, way] of fresh.shuffle(all.ways).slice(1).entries()) {
    const query = queries[index] ?? ''
    const exchange = await way.send('GET', path + query)
    expectDone(tools, exchange, 'export-incomplete', `200 for ${way.name}`)
    expectNothingElse(tools, exchange, { ...owned, ben })
    expectWhole(tools, exchange, owned)
    expectNoStore(tools, exchange)
  }
  const other = await bySession(ben).send('GET', path)
  const foreign = [ann.account.email, all.keyName, ...links.flatMap(textsOf)]
  expectNone(tools, other, { texts: foreign, id: 'export-of-others' })
  await refuseOthers(tools, all)
}

async function refuseOthers(tools: UserTools, { person, appToken }: Everything): Promise<void> {
  const key = await byKey(tools, person, ['links:read', 'links:write'])
  const app = byBearer(tools, appToken, "an application's token")
  const rows = [
    [byNobody(tools), 'let-in', [401]], [key, 'scope-ignored', [403]],
    [app, 'app-may-all', [403, 401]],
  ] as const
  for (const [way, id, statuses] of rows) {
    expectRefused(tools, await way.send('GET', path), { id, what: way.name, statuses })
  }
}

// More than any list of the other lessons shows.
function addMany({ change, fresh }: UserTools, { id }: Person): void {
  change(`
    insert into links (slug, target, created_at, user)
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers
      where n < ${manyLinks})
    select ? || n, ?, ? - n, ? from numbers`,
    `${fresh.word()}-${fresh.word()}-`, targetOf(fresh), Date.now(), id)
}

type Owned = {
  all: Everything
  links: readonly OwnLink[]
  secrets: readonly string[]
  bens: readonly OwnLink[]
}

function expectWhole(
  tools: UserTools, exchange: HttpExchange, { all: { person, keyName }, links }: Owned,
): void {
  const { query } = tools
  const { user } = readObject(exchange)
  const [{ email, name } = {}] = query('select email, name from users where id = ?', person.id)
  expectIn(tools, exchange, { in: [{ ...Object(user) }], where: { email, name }, list: 'user' })
  const exported = readList(exchange, 'links')
  for (const { slug, note } of links) {
    expectIn(tools, exchange, { in: exported, where: { slug, note }, list: 'links' })
  }
  const slugs = new Set(exported.map((link) => link['slug']))
  const missing = query('select slug from links where user = ?', person.id)
    .find(({ slug }) => !slugs.has(slug))
  if (missing !== undefined) {
    tools.fail('export-incomplete', {
      exchange, mark: 'body', expected: `all ${manyLinks + links.length} links`,
      actual: `${slugs.size} links, without ${String(missing['slug'])}`,
    })
  }
  const sessions = readList(exchange, 'sessions')
  for (const { id } of query('select id from sessions where user = ?', person.id)) {
    expectIn(tools, exchange, { in: sessions, where: { id }, list: 'sessions' })
  }
  const keys = readList(exchange, 'keys')
  expectIn(tools, exchange, { in: keys, where: { name: keyName }, list: 'keys' })
}

type Wanted = {
  in: readonly Readonly<Record<string, unknown>>[]
  where: Readonly<Record<string, unknown>>
  list: string
}

function expectIn(
  { fail }: UserTools, exchange: HttpExchange, { in: all, where, list }: Wanted,
): void {
  const members = Object.entries(where)
  const isThere = all.some((each) =>
    members.every(([name, value]) => String(each[name]) === String(value)))
  if (isThere) return
  fail('export-incomplete', {
    exchange, mark: 'body', expected: `in "${list}": ${JSON.stringify(where)}`,
  })
}

function expectNothingElse(
  tools: UserTools, exchange: HttpExchange, { secrets, bens, ben }: Owned & { ben: Person },
): void {
  const foreign = [ben.account.email, ...bens.flatMap(textsOf)]
  expectNone(tools, exchange, { texts: foreign, id: 'export-of-others' })
  expectNone(tools, exchange, { texts: secrets, id: 'export-has-secrets' })
}

function textsOf({ slug, note, target }: OwnLink): readonly string[] {
  return [slug, note, target]
}

function expectNone(
  { fail }: UserTools, exchange: HttpExchange,
  { texts, id }: { texts: readonly string[]; id: 'export-of-others' | 'export-has-secrets' },
): void {
  if (!isSuccess(exchange)) return
  const found = texts.find((text) =>
    exchange.answer.text.includes(JSON.stringify(text).slice(1, -1)))
  if (found === undefined) return
  fail(id, { exchange, mark: 'body', expected: `a text without ${found}`, actual: found })
}

function secretsOf(all: Everything): readonly string[] {
  const { secret, text, recoveryCodes } = all.factor
  const cookies = (all.person.browser.jar.header('/') ?? '').split('; ')
    .map((cookie) => cookie.slice(cookie.indexOf('=') + 1)).filter(({ length }) => length > 15)
  const forms = (['hex', 'base64', 'base64url'] as const).map((form) =>
    Buffer.from(secret).toString(form).replace(/=+$/, ''))
  return [
    all.key, all.accessToken, all.refreshToken, all.appToken, all.code.code, all.resetToken,
    all.ticket, all.person.account.password, ...cookies, text, ...forms, ...recoveryCodes,
  ]
}

// What only serves to check something, as it's in the tables.
function storedSecrets({ query }: UserTools, { id }: Person): readonly string[] {
  return query(`
    select password_hash as secret from users where id = ?1
    union all select token_hash from sessions where user = ?1
    union all select key_hash from api_keys where user = ?1
    union all select token_hash from one_time_tokens where user = ?1
    union all select code_hash from recovery_codes where user = ?1
    union all select secret from second_factors where user = ?1
    union all select token_hash from refresh_tokens
      join token_families on token_families.id = family where user = ?1`, id)
    .map(({ secret }) => String(secret))
}
