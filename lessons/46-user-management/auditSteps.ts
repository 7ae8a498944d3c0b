// The step about what is written into the audit trail: each event, with the right people, and only
// what has happened.

import { Browser, newAccount, readObject, sendJson, type Account } from '../35-passwords/client.ts'
import {
  byBasic, byNobody, bySession, newAdmin, newPerson, type Person,
} from '../41-roles-and-ownership/people.ts'
import { forgetStep } from '../44-second-factor/factors.ts'
import { sendLogin } from './everything.ts'
import { codeOf, readTicket, sendCode, switchOn, takeTicket, wrongCode } from './factor.ts'
import { takeResetToken } from './mailbox.ts'
import {
  expectEvent, expectKept, expectNoEvent, expectOnce, expectUnwritten, readLast, readSince,
} from './trail.ts'
import { me, words, type UserTools } from './tools.ts'

const notYet = 'the code was not sent yet'

/** Does all that has to be in the trail, and tries what doesn't happen. */
export async function writeEvents(tools: UserTools): Promise<void> {
  const since = readLast(tools)
  const [ann, admin] = [await newPerson(tools), await newAdmin(tools)]
  const secrets = [
    ...await signUpAndIn(tools), ...await refuseSignIns(tools, ann), ...await useKeys(tools, ann),
    ...await changePasswords(tools, ann), ...await useFactor(tools),
  ]
  await changeUsers(tools, ann, admin)
  await deleteAccounts(tools, since)
  expectNoSecrets(tools, since, [...secrets, ann.account.password])
}

async function signUpAndIn(tools: UserTools): Promise<readonly string[]> {
  const { query, fresh } = tools
  const [one, two] = [newAccount(fresh), newAccount(fresh)]
  const ways = fresh.shuffle([
    [one, (account: Account) => sendJson(tools, 'POST', '/api/users', account)],
    [two, (account: Account) => sendLogin(new Browser(tools), account, '/signup')],
  ] as const)
  for (const [account, send] of ways) {
    // An id is known only afterwards.
    const last = readLast(tools)
    const exchange = await send(account)
    const user = Number(query('select id from users where email = ?', account.email)[0]?.['id'])
    const events = readSince(tools, last).filter(({ action }) => action === 'user-made')
    const isRight = events.some((event) => event['user'] === user
      && [user, null].some((actor) => event['actor'] === actor))
    if (!isRight) {
      tools.fail(events.length === 0 ? 'audit-missing' : 'audit-wrong', {
        exchange, expected: `a row with action user-made and user ${user}`,
        actual: JSON.stringify(events),
      })
    }
    expectOnce(tools, exchange, events)
    await expectNoEvent(tools, ['user-made'], () => send({ ...newAccount(fresh), password: 'a' }))
    const happened = { action: 'signed-in', actors: [user], user }
    const signIns = fresh.shuffle([
      () => sendJson(new Browser(tools), 'POST', '/api/sessions', account),
      () => sendJson(tools, 'POST', '/api/tokens', account),
      () => sendLogin(new Browser(tools), account),
    ])
    for (const signIn of signIns) await expectEvent(tools, happened, signIn)
    await refresh(tools, account)
  }
  return [one.password, two.password]
}

// The next access token isn't a new sign-in.
async function refresh(tools: UserTools, account: Account): Promise<void> {
  const { refreshToken } = readObject(await sendJson(tools, 'POST', '/api/tokens', account))
  const last = readLast(tools)
  const exchange = await sendJson(tools, 'POST', '/api/tokens/refresh', { refreshToken })
  const reason = 'that was when its tokens began'
  expectUnwritten(tools, exchange, { action: 'signed-in', last, reason })
}

async function refuseSignIns(tools: UserTools, ann: Person): Promise<readonly string[]> {
  const { fresh } = tools
  const unknown = newAccount(fresh)
  const wrong = { email: ann.account.email, password: words(tools, 4) }
  for (const [account, user] of [[wrong, ann.id], [unknown, null]] as const) {
    const person = { ...ann, account }
    const ways = [
      () => sendJson(new Browser(tools), 'POST', '/api/sessions', account),
      () => sendJson(tools, 'POST', '/api/tokens', account),
      () => sendLogin(new Browser(tools), account),
      () => byBasic(tools, person).send('GET', me),
    ]
    const happened = { action: 'sign-in-refused', actors: [null], user }
    for (const send of fresh.shuffle(ways)) {
      await expectEvent(tools, happened, () => expectNoEvent(tools, ['signed-in'], send))
    }
  }
  return [wrong.password, unknown.password, unknown.email]
}

async function useKeys(tools: UserTools, ann: Person): Promise<readonly string[]> {
  const ben = await newPerson(tools)
  const [way, of] = [bySession(ann), { actors: [ann.id], user: ann.id }]
  const name = words(tools, 2)
  const exchange = await expectEvent(tools, { action: 'key-made', ...of }, () =>
    way.send('POST', '/api/keys', { name, scopes: ['links:read'] }))
  await expectNoEvent(tools, ['key-made'], () =>
    way.send('POST', '/api/keys', { name, scopes: ['root'] }))
  const { id, key } = readObject(exchange)
  await expectNoEvent(tools, ['key-revoked'], () =>
    bySession(ben).send('DELETE', `/api/keys/${String(id)}`))
  await expectEvent(tools, { action: 'key-revoked', ...of }, () =>
    way.send('DELETE', `/api/keys/${String(id)}`))
  await expectNoEvent(tools, ['key-revoked'], () =>
    way.send('DELETE', `/api/keys/${String(id)}`))
  return [String(key)]
}

async function changePasswords(tools: UserTools, ann: Person): Promise<readonly string[]> {
  const [newPassword, another] = [words(tools, 4), words(tools, 4)]
  const currentPassword = ann.account.password
  const change = (fields: object) => bySession(ann).send('PUT', `${me}/password`, fields)
  const action = 'password-changed'
  for (const fields of [
    { currentPassword: another, newPassword }, { currentPassword, newPassword: 'short' },
  ]) await expectNoEvent(tools, [action], () => change(fields))
  const happened = { action, actors: [ann.id], user: ann.id }
  await expectEvent(tools, happened, () => change({ currentPassword, newPassword }))
  const token = await takeResetToken(tools, ann.account)
  const reset = (fields: object) => byNobody(tools).send('POST', '/api/users/reset', fields)
  await expectNoEvent(tools, [action], () => reset({ token: words(tools, 1), password: another }))
  await expectEvent(tools, { ...happened, actors: [ann.id, null] }, () =>
    reset({ token, password: another }))
  ann.account.password = another
  return [currentPassword, newPassword, token]
}

async function useFactor(tools: UserTools): Promise<readonly string[]> {
  const ben = await newPerson(tools)
  const { account: { password }, id } = ben
  const of = { actors: [id], user: id }
  const [way, path, last] = [bySession(ben), `${me}/second-factor`, readLast(tools)]
  const action = 'second-factor-on'
  const { secret, text, recoveryCodes, exchange } = await switchOn(tools, ben, (made, asked) => {
    expectUnwritten(tools, asked, { action, last, reason: notYet })
    const reason = 'the password was only asked for again'
    expectUnwritten(tools, asked, { action: 'signed-in', last, reason })
    return expectNoEvent(tools, [action], () =>
      way.send('PUT', path, { code: wrongCode(made) }))
  })
  const events = readSince(tools, last).filter((event) => event['action'] === action)
  if (!events.some((event) => event['user'] === id && event['actor'] === id)) {
    tools.fail(events.length === 0 ? 'audit-missing' : 'audit-wrong', {
      exchange, expected: `a row with action ${action}, actor ${id} and user ${id}`,
      actual: JSON.stringify(events),
    })
  }
  expectOnce(tools, exchange, events)
  const tickets: string[] = []
  for (const target of tools.fresh.shuffle(['/api/sessions', '/api/tokens'])) {
    const before = readLast(tools)
    const asked = await sendJson(tools, 'POST', target, ben.account)
    const first = readTicket(tools, asked)
    expectUnwritten(tools, asked, { action: 'signed-in', last: before, reason: notYet })
    await expectNoEvent(tools, ['signed-in'], () =>
      sendCode(tools, target, first, wrongCode(secret)))
    // The wrong code may have ended the first ticket.
    const ticket = await takeTicket(tools, tools, target, ben.account)
    forgetStep(tools, { id })
    await expectEvent(tools, { action: 'signed-in', ...of }, () =>
      sendCode(tools, target, ticket, codeOf(secret)))
    tickets.push(first, ticket)
  }
  const off = (code: string) => way.send('DELETE', path, { password, code })
  await expectNoEvent(tools, ['second-factor-off'], () => off(wrongCode(secret)))
  forgetStep(tools, { id })
  await expectEvent(tools, { action: 'second-factor-off', ...of }, () => off(codeOf(secret)))
  return [text, ...recoveryCodes, ...tickets]
}

async function changeUsers(tools: UserTools, ann: Person, admin: Person): Promise<void> {
  const change = (person: Person, fields: object, id = ann.id) =>
    bySession(person).send('PATCH', `/api/admin/users/${id}`, fields)
  const action = 'user-changed'
  // A new password has signed ann out in some programs: that doesn't change a user either.
  for (const [person, fields] of [[admin, { role: 'root' }], [ann, { role: 'admin' }]] as const) {
    await expectNoEvent(tools, [action], () => change(person, fields))
  }
  await expectNoEvent(tools, [action], () => change(admin, { role: 'user' }, 999_999_999))
  const changes = tools.fresh.shuffle([{ role: 'admin' }, { isDisabled: true }])
  for (const fields of [...changes, { role: 'user' }, { isDisabled: false }]) {
    await expectEvent(tools, { action, actors: [admin.id], user: ann.id }, () =>
      change(admin, fields))
  }
}

async function deleteAccounts(tools: UserTools, since: number): Promise<void> {
  const ben = await newPerson(tools)
  const remove = (password: string) => bySession(ben).send('DELETE', me, { password })
  const action = 'account-deleted'
  await expectNoEvent(tools, [action], () => remove(words(tools, 4)))
  const before = readSince(tools, since)
  const exchange = await expectEvent(tools, { action, actors: [ben.id], user: ben.id }, () =>
    remove(ben.account.password))
  expectKept(tools, exchange, before)
}

function expectNoSecrets(tools: UserTools, since: number, secrets: readonly string[]): void {
  const events = readSince(tools, since).map((event) => JSON.stringify(event))
  for (const secret of secrets) {
    const event = events.find((each) => each.includes(JSON.stringify(secret).slice(1, -1)))
    if (event === undefined) continue
    tools.fail('audit-has-secrets', { expected: `nothing of ${secret}`, actual: event })
  }
}
