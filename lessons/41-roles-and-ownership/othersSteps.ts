// Steps: what others may do with the link of a user. For them, it's as if there were none.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  follow, isSameUrl, postLink, readMade, targetOf,
} from '../29-create-and-redirect/client.ts'
import { isSuccess, readObject } from '../35-passwords/client.ts'
import {
  byBasic, byKey, byNobody, bySession, byToken, expectNoStore, expectStatus, newAdmin, newPerson,
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
  expectNoNote(tools, await follow(tools, link.slug), link)
  await readNobodys(tools, [...bens.slice(0, 2), byNobody(tools)])
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

function expectNoNote(
  { fail }: RoleTools, exchange: HttpExchange, { note }: OwnLink,
): void {
  const { text, fields } = exchange.answer
  if (![text, ...fields.map(({ value }) => value)].some((each) => each.includes(note))) return
  fail('note-shown', { exchange, expected: 'no note', actual: note })
}

// Asks for the link, and for two that aren't there: where these look the same, it has to, too.
async function expectHidden(
  tools: RoleTools, way: Way, { slug, target }: OwnLink, method = 'GET',
): Promise<void> {
  const { fresh, fail } = tools
  const exchange = await way.send(method, pathOf({ slug: fresh.pick([slug, slug.toUpperCase()]) }))
  const { answer } = exchange
  if (isSuccess(exchange) || answer.text.includes(target)) {
    return fail('others-link-read', {
      exchange, mark: 'status', expected: `404 for ${way.name}`, actual: String(answer.status),
    })
  }
  await expectSame(tools, way, { method, slug, exchange })
  expectStatus(tools, exchange, way.name === byNobody(tools).name ? [404, 401] : [404])
}

type Refused = { method: string; slug: string; exchange: HttpExchange; body?: unknown }

async function expectSame(
  tools: RoleTools, way: Way, { method, slug, exchange, body }: Refused,
): Promise<void> {
  const { fail, fresh } = tools
  const unknown = [1, 2].map(() => [...fresh.shuffle([...slug.replace('-', '')])].join(''))
  const texts: string[] = []
  for (const other of unknown) {
    const { answer } = await way.send(method, pathOf({ slug: other }), body)
    if (answer.status !== exchange.answer.status) {
      return fail('reveals-what-exists', {
        exchange, mark: 'status', actual: String(exchange.answer.status),
        expected: `${answer.status}, as for ${other}, which isn't there`,
      })
    }
    texts.push(mask(answer.text, other))
  }
  const [one, two] = texts
  if (one !== two || one === mask(exchange.answer.text, slug)) return
  fail('reveals-what-exists', {
    exchange, mark: 'body', expected: `${one}, as for a link that isn't there`,
    actual: mask(exchange.answer.text, slug),
  })
}

function mask(text: string, slug: string): string {
  return text.toLowerCase().replaceAll(slug, '…')
}

/** Changes and deletes a link of another user, and one of nobody. */
export async function changeOthers(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ann)
  const nobodys = await nobodysLink(tools)
  await ownLink(tools, ben)
  const scopes = ['links:read', 'links:write']
  const bens = fresh.shuffle([
    bySession(ben), await byKey(tools, ben, scopes), await byToken(tools, ben),
  ])
  const stranger = byNobody(tools)
  for (const way of [...bens, stranger]) {
    const isStranger = way === stranger
    await attack(tools, way, link, isStranger ? [404, 401] : [404])
    await attack(tools, way, nobodys, isStranger ? [401, 403, 404] : [404, 403])
  }
  for (const method of ['PATCH', 'DELETE']) {
    const body = method === 'PATCH' ? { note: fresh.word() } : undefined
    const exchange = await bySession(ben).send(method, pathOf(link), body)
    await expectSame(tools, bySession(ben), { method, slug: link.slug, exchange, body })
  }
  await useFewScopes(tools, await byKey(tools, ann, ['links:read', 'account']), link)
  const write = await byKey(tools, ann, ['links:write'])
  expectStatus(tools, await write.send('GET', pathOf(link)), [403, 404], 'scope-ignored')
  await removeAsAdmin(tools, link)
}

async function attack(
  tools: RoleTools, way: Way, link: OwnLink, statuses: readonly number[],
): Promise<void> {
  const { fresh } = tools
  const slug = fresh.pick([link.slug, link.slug.toUpperCase()])
  const body = { target: targetOf(fresh), note: fresh.word() }
  const changed = await way.send('PATCH', pathOf({ slug }), body)
  expectUntouched(tools, changed, link, { id: 'others-link-changed', way })
  expectStatus(tools, changed, statuses)
  const removed = await way.send('DELETE', pathOf({ slug }))
  expectUntouched(tools, removed, link, { id: 'others-link-deleted', way })
  expectStatus(tools, removed, statuses)
}

function expectUntouched(
  tools: RoleTools, exchange: HttpExchange, link: OwnLink, { id, way }: { id: Id; way: Way },
): void {
  const row = readRow(tools, link.slug)
  const isSame = row?.note === link.note && isSameUrl(String(row?.target), link.target)
  if (isSame) return
  tools.fail(id, {
    exchange, mark: 'status', expected: `404 for ${way.name}, and the row as it was`,
    actual: `${exchange.answer.status}, and the row is ${row === undefined ? 'gone' : 'changed'}`,
  })
}

async function useFewScopes(tools: RoleTools, way: Way, link: OwnLink): Promise<void> {
  for (const method of ['PATCH', 'DELETE']) {
    const body = method === 'PATCH' ? { note: tools.fresh.word() } : undefined
    const exchange = await way.send(method, pathOf(link), body)
    expectUntouched(tools, exchange, link, { id: 'scope-ignored', way })
    expectStatus(tools, exchange, [403, 404])
  }
}

async function removeAsAdmin(tools: RoleTools, link: OwnLink): Promise<void> {
  const exchange = await bySession(await newAdmin(tools)).send('DELETE', pathOf(link))
  const { status } = await follow(tools, link.slug).then(({ answer }) => answer)
  if (isSuccess(exchange) && status >= 400) return
  tools.fail('admin-refused', {
    exchange, mark: 'status', expected: '204, and the link is gone',
    actual: `${exchange.answer.status}, and GET /${link.slug} gets ${status}`,
  })
}
