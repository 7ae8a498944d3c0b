// The step about a role that changes: what somebody was a minute ago doesn't count.

import { isSuccess, signIn } from '../35-passwords/client.ts'
import { changeUser, list, userPath } from './adminSteps.ts'
import {
  byBasic, byKey, bySession, byToken, newAdmin, newPerson, ownLink, pathOf, promote, readRow,
  readUser, type OwnLink, type Person, type RoleTools, type Way,
} from './people.ts'

/** Makes an administrator of somebody who is signed in, and a user again. */
export async function demote(tools: RoleTools): Promise<void> {
  const { fresh } = tools
  const [boss, ada, ben] = [await newAdmin(tools), await newPerson(tools), await newPerson(tools)]
  const link = await ownLink(tools, ben)
  const token = await byToken(tools, ada)
  promote(tools, ada.id)
  const session = bySession(ada)
  await expectAdmin(tools, session)
  const ways = [
    session, await byKey(tools, ada, ['admin', 'links:read', 'links:write']),
    token, byBasic(tools, ada),
  ]
  for (const way of ways) await expectAdmin(tools, way)
  const expected = { role: 'user', isDisabled: false }
  await changeUser(tools, bySession(boss), { person: ada, change: { role: 'user' }, expected })
  for (const way of fresh.shuffle(ways)) await expectUser(tools, way, { ada, link })
  // Some programs end the sessions of a user whose role changes.
  const again = bySession({ ...ada, browser: await signIn(tools, ada.account) })
  promote(tools, ada.id)
  await expectAdmin(tools, again)
  tools.change("update users set role = 'user' where id = ?", ada.id)
  await expectUser(tools, again, { ada, link })
}

async function expectAdmin(tools: RoleTools, way: Way): Promise<void> {
  const exchange = await way.send('GET', list)
  if (isSuccess(exchange)) return
  tools.fail('admin-refused', {
    exchange, mark: 'status', actual: String(exchange.answer.status),
    expected: `200 for ${way.name}: role is admin in the row`,
  })
}

async function expectUser(
  tools: RoleTools, way: Way, { ada, link }: { ada: Person; link: OwnLink },
): Promise<void> {
  const requests = [
    ['GET', list, undefined], ['GET', pathOf(link), undefined],
    ['DELETE', pathOf(link), undefined], ['PATCH', userPath(ada), { role: 'admin' }],
  ] as const
  for (const [method, target, body] of requests) {
    const exchange = await way.send(method, target, body)
    const isSafe = readRow(tools, link.slug) !== undefined
      && readUser(tools, ada.account)?.role === 'user'
    if (isSafe && !isSuccess(exchange)) continue
    return tools.fail('role-kept', {
      exchange, mark: 'status', actual: String(exchange.answer.status),
      expected: `403 or 404 for ${way.name}: role is user in the row`,
    })
  }
}
