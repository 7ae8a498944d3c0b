// Steps: what the owner of a link may do with it.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { follow, isSameUrl, locationOf, targetOf } from '../29-create-and-redirect/client.ts'
import { isSuccess, newAccount, readObject } from '../35-passwords/client.ts'
import { expectNoStore } from '../38-basic-and-api-keys/programs.ts'
import { list } from './adminSteps.ts'
import {
  byKey, bySession, byToken, expectNoFailure, expectStatus, newPerson, ownLink,
  pathOf, readRow, type OwnLink, type RoleTools, type Way,
} from './people.ts'

/** Reads, changes and deletes links with a session, a key and a token. */
export async function changeOwn(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  // The first user, with this address: only the role makes an administrator.
  const email = `admin@${fresh.word()}.example`
  const ann = await newPerson(tools, { ...newAccount(fresh), email })
  const [link, other] = [await ownLink(tools, ann), await ownLink(tools, ann)]
  const key = await byKey(tools, ann, ['links:read', 'links:write'])
  const ways = fresh.shuffle([bySession(ann), key, await byToken(tools, ann)])
  for (const way of ways) await expectShown(tools, way, link)
  await expectFollowed(tools, link)
  const [note, capitals] = [`${fresh.word()} & "${fresh.word()}"`, link.slug.toUpperCase()]
  const changed = { ...link, note }
  await change(tools, ways[0], { slug: link.slug, body: { note }, after: changed })
  const moved = { ...changed, target: targetOf(fresh) }
  await change(tools, ways[1], { slug: capitals, body: { target: moved.target }, after: moved })
  for (const way of ways) await expectShown(tools, way, moved)
  await expectFollowed(tools, moved)
  const both = { ...moved, target: targetOf(fresh), note: '' }
  const body = { target: both.target, note: both.note }
  await change(tools, ways[2], { slug: link.slug, body, after: both })
  await expectFollowed(tools, both)
  expectClicks(tools, link, 3)
  await remove(tools, fresh.pick(ways), { ...both, slug: capitals })
  expectRow(tools, other)
  await expectShown(tools, fresh.pick(ways), other)
  await expectNoAdmin(tools, bySession(ann))
}

async function expectNoAdmin({ fail }: RoleTools, way: Way): Promise<void> {
  const exchange = await way.send('GET', list)
  if (!isSuccess(exchange)) return
  fail('check-only-in-page', {
    exchange, mark: 'status', expected: '403: role is user in the row of the first user',
  })
}

async function expectShown(tools: RoleTools, way: Way, link: OwnLink): Promise<void> {
  const exchange = await way.send('GET', pathOf(link))
  const { target, note } = readObject(exchange)
  const isShown = isSuccess(exchange) && note === link.note
    && isSameUrl(String(target), link.target)
  if (!isShown) {
    return tools.fail('owner-refused', {
      exchange,
      expected: `200, "target": "${link.target}" and "note": ${JSON.stringify(link.note)}`,
    })
  }
  expectNoStore(tools, exchange)
}

type Change = { slug: string; body: Partial<Record<Member, string>>; after: OwnLink }

// What is stored comes first: a value that wasn't stored can't be shown either.
async function change(
  tools: RoleTools, way: Way | undefined, { slug, body, after }: Change,
): Promise<void> {
  const exchange = await way?.send('PATCH', pathOf({ slug }), body)
  if (exchange === undefined) return
  if (!isSuccess(exchange)) {
    return tools.fail('owner-refused', {
      exchange, mark: 'status', expected: `200: ${slug.toLowerCase()} is in a row of this user`,
    })
  }
  expectRow(tools, after, { body, exchange })
  const { target, note } = readObject(exchange)
  const isShown = exchange.answer.status === withoutBody
    || (body.note === undefined || note === body.note)
    && (body.target === undefined || isSameUrl(String(target), body.target))
  if (isShown) return
  tools.fail('change-not-shown', {
    exchange, mark: 'body', expected: `200, and the link with ${JSON.stringify(body)}`,
  })
}

const withoutBody = 204

type Member = 'target' | 'note'

type Sent = { body?: Partial<Record<Member, string>>; exchange?: HttpExchange }

function expectRow(tools: RoleTools, link: OwnLink, { body = {}, ...evidence }: Sent = {}): void {
  const row = readRow(tools, link.slug)
  const wrong = new Set<Member>()
  if (row?.note !== link.note) wrong.add('note')
  if (!isSameUrl(String(row?.target), link.target)) wrong.add('target')
  if (wrong.size === 0) return
  const isNamed = [...wrong].some((member) => body[member] !== undefined)
  const { target, note } = link
  tools.fail(isNamed ? 'owner-refused' : 'rest-lost', {
    ...evidence, expected: `in the row of ${link.slug} ${JSON.stringify({ target, note })}`,
    actual: row === undefined ? 'There is no such row'
      : JSON.stringify({ target: row.target, note: row.note }),
  })
}

async function expectFollowed(tools: RoleTools, { slug, target }: OwnLink): Promise<void> {
  const exchange = await follow(tools, slug)
  if (isSameUrl(locationOf(exchange), target)) return
  tools.fail('owner-refused', {
    exchange, mark: 'head', expected: `Location: ${target}, the target in its row`,
  })
}

// A row that was replaced by a new one begins at 0.
function expectClicks({ query, fail }: RoleTools, { slug }: OwnLink, expected: number): void {
  const [row] = query('select clicks from links where slug = ?', slug)
  if (row?.['clicks'] === expected) return
  fail('rest-lost', {
    expected: `clicks is ${expected} in the row of ${slug}: it was followed so often`,
    actual: String(row?.['clicks']),
  })
}

async function remove(tools: RoleTools, way: Way, link: OwnLink): Promise<void> {
  const exchange = await way.send('DELETE', pathOf(link))
  if (!isSuccess(exchange)) {
    return tools.fail('owner-refused', {
      exchange, mark: 'status',
      expected: `204: ${link.slug.toLowerCase()} is in a row of this user`,
    })
  }
  const after: readonly HttpExchange[] = [
    await way.send('GET', pathOf(link)), await follow(tools, link.slug),
    await way.send('PATCH', pathOf(link), { note: '' }),
  ]
  const alive = after.find(({ answer }) => answer.status < 400)
  if (alive !== undefined) {
    return tools.fail('owner-refused', {
      exchange: alive, mark: 'status', expected: '404: the link was deleted',
    })
  }
  for (const refusal of after) expectStatus(tools, refusal, [404, 410])
}

/**
 * Sends changes that POST would refuse, each beside a good one: nothing may change. That a bad
 * value was stored comes before a status of 500: showing it may be what failed.
 */
export async function refuseBadChanges(tools: RoleTools): Promise<void> {
  const { fail, fresh } = tools
  const ann = await newPerson(tools)
  const way = fresh.pick([bySession(ann), await byKey(tools, ann, ['links:write'])])
  const link = await ownLink(tools, ann)
  const [note, target] = [fresh.word(), targetOf(fresh)]
  const bad = [
    { note, target: 'javascript:alert(1)' }, { note, target: `http://localhost:${tools.port}/a` },
    { note, target: fresh.word() }, { note, target: 7 }, { note, target: '' },
    { note, target: `${target}/${'a'.repeat(2_100)}` },
    { target, note: 7 }, { target, note: ['a'] }, { target, note: 'a'.repeat(2_000) },
  ]
  for (const body of fresh.shuffle(bad)) {
    const exchange = await way.send('PATCH', pathOf(link), body)
    const row = readRow(tools, link.slug)
    const isSame = row?.note === link.note && isSameUrl(String(row?.target), link.target)
    if (!isSame || isSuccess(exchange)) {
      return fail('bad-change-accepted', {
        exchange, mark: 'status', expected: '422, and nothing is changed',
        actual: isSame ? String(exchange.answer.status)
          : `${exchange.answer.status}, and the row has another target or note`,
      })
    }
    expectNoFailure(tools, exchange)
    expectStatus(tools, exchange, [422, 400])
  }
  for (const body of [null, [], 'note', 7, {}, { note: null, target: null }]) {
    expectNoFailure(tools, await way.send('PATCH', pathOf(link), body))
  }
  const row = readRow(tools, link.slug)
  if (row !== undefined && isSameUrl(String(row.target), link.target)) return
  fail('bad-change-accepted', {
    expected: `${link.slug} has its target`, actual: String(row?.target),
  })
}
