// Steps: members of a body, and parts of a URL, that nobody may decide for themselves.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSameUrl, targetOf } from '../29-create-and-redirect/client.ts'
import { isSuccess, newAccount, readList, readObject, sendJson } from '../35-passwords/client.ts'
import { expectRole } from './adminSteps.ts'
import { sendLoginForm } from './loginForm.ts'
import {
  bySession, newPerson, ownLink, pathOf, readRow, readUser, type OwnLink, type Person,
  type RoleTools,
} from './people.ts'

/** Puts more into bodies than their route is for. */
export async function assignTooMuch(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  await signUpAsAdmin(tools)
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const surplus = {
    user: ben.id, userId: ben.id, user_id: ben.id, owner: fresh.word(), clicks: 1_000,
    robots: 1_000, id: 900_000 + fresh.integer(1, 99_999), created_at: 7, createdAt: 7,
  }
  const link = await makeWith(tools, ann, surplus)
  const other = await ownLink(tools, ben)
  const slug = `${fresh.word()}-${fresh.word()}`
  const target = targetOf(fresh)
  const bodies = [{ ...surplus, slug, target }, { ...surplus, slug: other.slug, target }]
  const [exchange, named] = [
    await bySession(ann).send('PATCH', pathOf(link), bodies[0]),
    await bySession(ann).send('PATCH', pathOf(link), bodies[1]),
  ]
  if (!isSameUrl(String(readRow(tools, other.slug)?.target), other.target)) {
    tools.fail('others-link-changed', {
      exchange: named, expected: `the row of ${other.slug} as it was`,
      actual: 'It has another target, and the path named another link',
    })
  }
  if (readRow(tools, link.slug) === undefined) {
    tools.fail('mass-assignment', {
      exchange, expected: `a row with the slug ${link.slug}`,
      actual: readRow(tools, slug) === undefined ? 'none' : `its slug is ${slug} now`,
    })
  }
  expectOwner(tools, ann, { slug: link.slug, owner: surplus.owner, exchange })
}

type Surplus = Readonly<Record<string, unknown>> & { owner: string }

// A program may refuse a new link with such members.
async function makeWith(tools: RoleTools, ann: Person, surplus: Surplus): Promise<OwnLink> {
  const slug = `${tools.fresh.word()}-${tools.fresh.word()}`
  const exchange = await bySession(ann).send('POST', '/api/links', {
    target: targetOf(tools.fresh), slug, ...surplus,
  })
  const { owner } = surplus
  if (readRow(tools, slug) !== undefined) expectOwner(tools, ann, { slug, owner, exchange })
  return ownLink(tools, ann)
}

async function signUpAsAdmin(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const id = 900_000 + fresh.integer(1, 99_999)
  for (const surplus of [
    { role: 'admin', id }, { role: ['admin'], roles: ['admin'], isAdmin: true, admin: true, id },
  ]) {
    const account = newAccount(fresh)
    const exchange = await sendJson(tools, 'POST', '/api/users', { ...account, ...surplus })
    if (expectUser(tools, exchange, { ...account, id })) {
      expectRole(tools, exchange, readObject(exchange))
    }
  }
  const typed = { ...newAccount(fresh), role: 'admin', isAdmin: 'true', id: String(id) }
  const sent = await sendLoginForm(tools, '/signup', typed)
  if (sent !== undefined) expectUser(tools, sent.exchange, { ...typed, id })
}

// Refusing such a body is fine, too: then there's no such user.
function expectUser(
  tools: RoleTools, exchange: HttpExchange, { email, id }: { email: string; id: number },
): boolean {
  const user = readUser(tools, { email })
  if (user === undefined || user.role === 'user' && user.id !== id) return user !== undefined
  return tools.fail('mass-assignment', {
    exchange, expected: 'in the row, role is user, and id is the next one',
    actual: `role is ${String(user.role)}, id is ${user.id}`,
  })
}

type Assigned = { slug: string; owner: string; exchange: HttpExchange }

function expectOwner(tools: RoleTools, ann: Person, { slug, owner, exchange }: Assigned): void {
  const [row] = tools.query('select user, owner, clicks, robots from links where slug = ?', slug)
  const expected = { user: ann.id, clicks: 0, robots: 0 }
  const isSame = Object.entries(expected).every(([name, value]) => row?.[name] === value)
  if (isSame && row?.['owner'] !== owner) return
  tools.fail('mass-assignment', {
    exchange, actual: JSON.stringify(row) ?? 'There is no such row',
    expected: `in the row of ${slug} ${JSON.stringify(expected)}, and not the owner of the body`,
  })
}

/** Names another user in the URL and in headers. */
export async function nameOthers(tools: RoleTools): Promise<void> {
  const { fail } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ann)
  const own = await ownLink(tools, ben)
  const email = encodeURIComponent(ann.account.email)
  const query = `?user=${ann.id}&owner=${ann.id}&id=${ann.id}&userId=${ann.id}&email=${email}`
    + `&user_id=${ann.id}&all=true&admin=true&role=admin`
  const headers = ['X-User', 'X-User-Id', 'User-Id', 'X-Role', 'X-Forwarded-User'].map((name) =>
    [name, /role/i.test(name) ? 'admin' : String(ann.id)] as const)
  const exchanges = [
    await ben.browser.send({ target: `/api/links${query}` }),
    await ben.browser.send({ target: '/api/links', headers }),
    await ben.browser.send({ target: `/api/links/${link.slug}${query}`, headers }),
    await ben.browser.send({ target: `/api/users/me${query}`, headers }),
    await tools.send({ target: `/api/links${query}`, headers }),
    await tools.send({ target: `/api/users/me${query}`, headers }),
  ]
  const secrets = [link.slug, link.target, ann.account.email]
  for (const exchange of exchanges.filter(isSuccess)) {
    const shown = secrets.find((secret) => exchange.answer.text.includes(secret))
    if (shown === undefined) continue
    return fail('id-in-query', {
      exchange, mark: 'body', expected: 'nothing of the user who is named there', actual: shown,
    })
  }
  const deleted = await ben.browser.send({
    method: 'DELETE', target: pathOf(link) + query, headers,
  })
  if (readRow(tools, link.slug) === undefined) {
    return fail('id-in-query', { exchange: deleted, mark: 'status', expected: '404' })
  }
  const [list] = exchanges
  if (list === undefined || !isSuccess(list)) return
  if (readList(list, 'links').every(({ slug }) => slug === own.slug)) return
  fail('id-in-query', {
    exchange: list, mark: 'body', expected: `only ${own.slug}, their own link`,
  })
}
