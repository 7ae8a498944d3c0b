// Steps: what others may do with the link of a user. For them, it's as if there were none.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  follow, isSameUrl, postLink, readMade, targetOf,
} from '../29-create-and-redirect/client.ts'
import { isSuccess, readObject } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import {
  byBasic, byKey, byNobody, bySession, byToken, expectStatus, newAdmin, newPerson,
  ownLink, pathOf, readRow, type Id, type OwnLink, type RoleTools, type Way,
} from './people.ts'

/** Reads a link as its owner, as others, and as an administrator. */
export async function readOthers(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ann)
  await ownLink(tools, ben)
  const bens = fresh.shuffle([
    bySession(ben), await byKey(tools, ben, ['links:read', 'links:write']),
    await byToken(tools, ben), byBasic(tools, ben),
  ])
  for (const way of [...bens, byNobody(tools)]) await expectHidden(tools, way, link)
  await expectHidden(tools, bySession(ben), link, 'HEAD')
  const admin = await newAdmin(tools)
  const shown = await bySession(admin).send('GET', pathOf(link))
  if (!isSuccess(shown) || !isSameUrl(String(readObject(shown)['target']), link.target)) {
    return tools.fail('admin-refused', { exchange: shown, mark: 'status', expected: '200' })
  }
  expectNoStore(tools, shown)
  expectNoNote(tools, shown, link)
  for (const target of ['/api/links', '/']) {
    expectNoNote(tools, await bySession(admin).send('GET', target), link)
  }
  expectNoNote(tools, await follow(tools, link.slug), link)
  await readNobodys(tools, [...bens.slice(0, 2), bySession(admin), byNobody(tools)])
}

// Links that a stranger made: all may see them as before, without the note.
async function readNobodys(tools: RoleTools, ways: readonly Way[]): Promise<void> {
  const link = await nobodysLink(tools)
  for (const way of ways) {
    const exchange = await way.send('GET', pathOf(link))
    if (!isSuccess(exchange)) {
      return tools.fail('link-not-shown', { exchange, mark: 'status', expected: '200' })
    }
    expectNoNote(tools, exchange, link)
    expectNoNote(tools, await way.send('GET', '/api/links'), link)
  }
}

async function nobodysLink(tools: RoleTools): Promise<OwnLink> {
  const { fresh } = tools
  const [slug, note] = [`${fresh.word()}-${fresh.word()}`, `${fresh.word()} ${fresh.word()}`]
  const target = targetOf(fresh)
  const exchange = await postLink(tools, { slug, note, target })
  if (readMade(exchange) === undefined) {
    tools.fail('link-not-made', { exchange, mark: 'status', expected: '201' })
  }
  return { slug, note, target }
}

function expectNoNote({ fail }: RoleTools, exchange: HttpExchange, { note }: OwnLink): void {
  const { text, fields } = exchange.answer
  if (![text, ...fields.map(({ value }) => value)].some((each) => each.includes(note))) return
  fail('note-shown', { exchange, expected: 'no note', actual: note })
}

// Asks for the link, and for two that aren't there: where these look the same, it has to, too.
async function expectHidden(
  tools: RoleTools, way: Way, { slug, target }: OwnLink, method = 'GET',
): Promise<void> {
  const { fresh, fail } = tools
  const asked = fresh.pick([slug, slug.toUpperCase()])
  const exchange = await way.send(method, pathOf({ slug: asked }))
  const { answer } = exchange
  if (isSuccess(exchange) || answer.text.includes(target)) {
    return fail('others-link-read', {
      exchange, mark: 'status', expected: `404 for ${way.name}`, actual: String(answer.status),
    })
  }
  await expectSame(tools, way, { method, slug: asked, exchange })
  expectStatus(tools, exchange, way.name === byNobody(tools).name ? [404, 401] : [404])
}

type Refused = { method: string; slug: string; exchange: HttpExchange; body?: unknown }

async function expectSame(
  tools: RoleTools, way: Way, { method, slug, exchange, body }: Refused,
): Promise<void> {
  const { fail, fresh } = tools
  const unknown = [1, 2].map(() => [...fresh.shuffle([...slug.replace('-', '')])].join(''))
  const looks: string[] = []
  for (const other of unknown) {
    const { answer } = await way.send(method, pathOf({ slug: other }), body)
    if (answer.status !== exchange.answer.status) {
      return fail('reveals-what-exists', {
        exchange, mark: 'status', actual: String(exchange.answer.status),
        expected: `${answer.status}, as for ${other}, which isn't there`,
      })
    }
    looks.push(lookOf(answer, other))
  }
  const [one, two] = looks
  const actual = lookOf(exchange.answer, slug)
  if (one !== two || one === actual) return
  // Something that's there by chance differs from itself, too.
  const again = await way.send(method, pathOf({ slug }), body)
  if (lookOf(again.answer, slug) !== actual) return
  fail('reveals-what-exists', {
    exchange, mark: 'body', expected: `${one}, as for a link that isn't there`, actual,
  })
}

// What tells responses apart: the body, which headers there are, and whether it may be kept. The
// slug is in them as it was asked for, or as it's stored.
function lookOf({ text, fields, header }: HttpExchange['answer'], slug: string): string {
  const names = [...new Set(fields.map(({ name }) => name.toLowerCase()))].sort()
  const body = text.replaceAll(slug, '…').replaceAll(slug.toLowerCase(), '(in lower case)')
  return `${body} ${names.join(', ')}; Cache-Control: ${header('cache-control') ?? 'none'}`
}

/** Changes and deletes a link of another user, and one of nobody. */
export async function changeOthers(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ann)
  const nobodys = await nobodysLink(tools)
  const rows = [link, nobodys, await ownLink(tools, ben)]
  const scopes = ['links:read', 'links:write']
  const bens = fresh.shuffle([
    bySession(ben), await byKey(tools, ben, scopes), await byToken(tools, ben),
  ])
  const stranger = byNobody(tools)
  for (const way of [...bens, stranger]) {
    const isStranger = way === stranger
    const statuses = isStranger ? [404, 401] : [404]
    const [isCompared, isEncoded] = [way === bens[0], way === bens[1]]
    await attack(tools, way, { link, rows, statuses, isCompared, isEncoded })
    await attack(tools, way, { link: nobodys, rows, statuses: [...statuses, 403] })
  }
  const few = await byKey(tools, ann, ['links:read', 'account'])
  await useFewScopes(tools, few, { link, methods: ['PATCH', 'DELETE'] })
  const write = await byKey(tools, ann, ['links:write'])
  await useFewScopes(tools, write, { link, methods: ['GET'] })
  await removeAsAdmin(tools, link, rows.filter((row) => row !== link))
}

type Target = {
  link: OwnLink
  statuses: readonly number[]
  /** All links: none may change. */
  rows: readonly OwnLink[]
  /** Whether the responses are compared with those for unknown links. */
  isCompared?: boolean
  /** Whether the slug is sent with %2D in it. */
  isEncoded?: boolean
}

async function attack(
  tools: RoleTools, way: Way,
  { link, rows, statuses, isCompared = false, isEncoded = false }: Target,
): Promise<void> {
  const { fresh } = tools
  const slug = isEncoded ? link.slug.replace('-', '%2D')
    : fresh.pick([link.slug, link.slug.toUpperCase()])
  const good = { target: targetOf(fresh), note: fresh.word() }
  for (const [method, body, id] of [
    ['PATCH', good, 'others-link-changed'], ['DELETE', undefined, 'others-link-deleted'],
  ] as const) {
    const exchange = await way.send(method, pathOf({ slug }), body)
    for (const row of rows) expectUntouched(tools, exchange, row, { id, way })
    if (isCompared) await expectSame(tools, way, { method, slug, exchange, body })
    expectStatus(tools, exchange, statuses)
  }
  if (!isCompared) return
  // Some programs look at the target before they look for the link. Both will do.
  const [method, body] = ['PATCH', { target: fresh.word() }]
  const exchange = await way.send(method, pathOf({ slug }), body)
  await expectSame(tools, way, { method, slug, exchange, body })
}

function expectUntouched(
  tools: RoleTools, exchange: HttpExchange, link: OwnLink, { id, way }: { id: Id; way: Way },
): void {
  const row = readRow(tools, link.slug)
  const isSame = row?.note === link.note && isSameUrl(String(row?.target), link.target)
  if (isSame) return
  const became = row === undefined ? 'gone' : 'changed'
  tools.fail(id, {
    exchange, mark: 'status', expected: `the row of ${link.slug} as it was, for ${way.name}`,
    actual: `${exchange.answer.status}, and the row of ${link.slug} is ${became}`,
  })
}

type FewScopes = { link: OwnLink; methods: readonly ('GET' | 'PATCH' | 'DELETE')[] }

async function useFewScopes(
  tools: RoleTools, way: Way, { link, methods }: FewScopes,
): Promise<void> {
  for (const method of methods) {
    const body = method === 'PATCH' ? { note: tools.fresh.word() } : undefined
    const exchange = await way.send(method, pathOf(link), body)
    expectUntouched(tools, exchange, link, { id: 'scope-ignored', way })
    expectStatus(tools, exchange, [403, 404], isSuccess(exchange) ? 'scope-ignored' : undefined)
  }
}

async function removeAsAdmin(
  tools: RoleTools, link: OwnLink, rest: readonly OwnLink[],
): Promise<void> {
  const admin = await newAdmin(tools)
  for (const scopes of [['links:read', 'links:write', 'account'], ['admin', 'account']]) {
    const few = await byKey(tools, admin, scopes)
    await useFewScopes(tools, few, { link, methods: ['GET', 'DELETE'] })
  }
  const way = bySession(admin)
  const exchange = await way.send('DELETE', pathOf(link))
  const { status } = await follow(tools, link.slug).then(({ answer }) => answer)
  if (!isSuccess(exchange) || status < 400) {
    tools.fail('admin-refused', {
      exchange, mark: 'status', expected: '204, and the link is gone',
      actual: `${exchange.answer.status}, and GET /${link.slug} gets ${status}`,
    })
  }
  for (const row of rest) expectUntouched(tools, exchange, row, { id: 'others-link-deleted', way })
}
