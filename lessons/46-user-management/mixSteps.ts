// The step about two users whose requests meet in the program: neither gets what is the other's.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { isSuccess, sendJson } from '../35-passwords/client.ts'
import { newPerson, type Person } from '../41-roles-and-ownership/people.ts'
import { begin } from './halves.ts'
import { readLast, readSince } from './trail.ts'
import { expectDone, me, watch, words, type UserTools } from './tools.ts'

/** Lets two users rename themselves, export and set a password at the same time. */
export async function actTogether(plain: UserTools): Promise<void> {
  const tools = watch(plain)
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const last = readLast(tools)
  const { password: currentPassword } = ben.account
  const [changed, bensFile, named, annsFile] = await tools.together(() => Promise.all([
    sendJson(ben.browser, 'PUT', `${me}/password`, {
      currentPassword, newPassword: words(tools, 4),
    }),
    ben.browser.send({ target: `${me}/export` }),
    sendJson(ann.browser, 'PATCH', me, { name: words(tools, 2) }),
    ann.browser.send({ target: `${me}/export` }),
  ]))
  expectDone(tools, named, 'name-not-changed', '200 for a good name')
  expectOwn(tools, annsFile, { own: ann, other: ben })
  expectOwn(tools, bensFile, { own: ben, other: ann })
  expectDone(tools, changed, 'earlier-part', '204: the password is right')
  const wrong = readSince(tools, last).find(({ action, user, actor }) =>
    action === 'password-changed' && (user !== ben.id || actor !== ben.id))
  if (wrong !== undefined) {
    tools.fail('audit-wrong', {
      exchange: changed, expected: `user and actor are ${ben.id}`, actual: JSON.stringify(wrong),
    })
  }
  await renameInHalves(tools, ann, await newPerson(tools))
}

// The program waits for one name, and gets the other one meanwhile.
async function renameInHalves(tools: UserTools, ann: Person, ben: Person): Promise<void> {
  const [one, two] = [words(tools, 2), words(tools, 2)]
  const plan = { method: 'PATCH', target: me }
  const first = await begin(tools, ann.browser, { ...plan, body: { name: one } })
  const second = await begin(tools, ben.browser, { ...plan, body: { name: two } })
  for (const half of [first, second]) half.finish()
  const [exchange, other] = [await first.read(), await second.read()]
  expectName(tools, exchange, ann, one)
  expectName(tools, other, ben, two)
}

function expectName(
  { query, fail }: UserTools, exchange: HttpExchange, { id }: Person, name: string,
): void {
  const [row] = query('select name from users where id = ?', id)
  if (row?.['name'] === name) return
  fail('others-changed', {
    exchange, expected: `of two names that are set at once, this is stored: ${name}`,
    actual: String(row?.['name']),
  })
}

function expectOwn(
  { fail }: UserTools, exchange: HttpExchange, { own, other }: { own: Person; other: Person },
): void {
  const { text } = exchange.answer
  if (isSuccess(exchange) && text.includes(other.account.email)) {
    fail('export-of-others', {
      exchange, mark: 'body', expected: own.account.email, actual: other.account.email,
    })
  }
  if (isSuccess(exchange) && text.includes(own.account.email)) return
  fail('export-incomplete', { exchange, expected: `200, and ${own.account.email}` })
}
