// What a stranger finds out: nothing. A deleted or a disabled account is like one that never
// existed, on every way in.

import { readHtml } from '../19-html-without-xss/readHtml.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Browser, isSuccess, newAccount, type Account } from '../35-passwords/client.ts'
import { byBasic, byNobody, bySession, newPerson } from '../41-roles-and-ownership/people.ts'
import { sendLogin } from './everything.ts'
import { me, type UserTools } from './tools.ts'

/** Compares what strangers get for addresses of four kinds, and tries what is for users. */
export async function actAsStranger(tools: UserTools): Promise<void> {
  const { fresh, change } = tools
  const [here, disabled, gone] = [
    await newPerson(tools), await newPerson(tools), await newPerson(tools),
  ]
  change('update users set disabled_at = ? where id = ?', Date.now() - 1, disabled.id)
  await bySession(gone).send('DELETE', me, { password: gone.account.password })
  const kinds = [
    { name: 'a wrong password', account: { ...newAccount(fresh), email: here.account.email } },
    { name: 'a disabled account', account: disabled.account },
    { name: 'a deleted account', account: gone.account },
  ]
  const unknown = newAccount(fresh)
  for (const way of fresh.shuffle(waysIn(tools))) {
    const expected = await way.send(unknown)
    for (const { name, account } of fresh.shuffle(kinds)) {
      const exchange = await way.send(account)
      const shown = [read(exchange, account), read(expected, unknown)]
      const isIn = way.name !== 'forgot' && isSuccess(exchange)
      if (shown[0] === shown[1] && !isIn) continue
      tools.fail('reveals-account', {
        exchange, expected: `for ${name} with ${way.name}, as for an unknown address: ${shown[1]}`,
        actual: shown[0] ?? '',
      })
    }
  }
  await expectLocked(tools)
}

type WayIn = { name: string; send(account: Account): Promise<HttpExchange> }

function waysIn(tools: UserTools): readonly WayIn[] {
  const stranger = byNobody(tools)
  const post = (name: string): WayIn => ({
    name, send: (account) => stranger.send('POST', name, account),
  })
  return [
    post('/api/sessions'), post('/api/tokens'),
    {
      name: 'Basic',
      send: (account) =>
        byBasic(tools, { account, browser: new Browser(tools), id: 0 }).send('GET', me),
    },
    { name: 'the form', send: (account) => sendLogin(new Browser(tools), account) },
    { name: 'forgot', send: ({ email }) => stranger.send('POST', '/api/users/forgot', { email }) },
  ]
}

// What a person or a program sees. Numbers may differ: times, and ids of requests.
function read({ answer }: HttpExchange, { email }: Account): string {
  const isPage = answer.text.trimStart().startsWith('<')
  const text = isPage ? readHtml(answer.text).texts.join(' ') : answer.text
  return `${answer.status} ${text.replaceAll(email, 'EMAIL')}`
    .replaceAll(/[\da-f-]{8,}|(?<=\D)\d+/gi, '#').replaceAll(/\s+/g, ' ')
}

// All that is about one user needs one.
async function expectLocked(tools: UserTools): Promise<void> {
  const stranger = byNobody(tools)
  const requests = [
    ['GET', me, undefined], ['PATCH', me, { name: 'x' }], ['GET', `${me}/export`, undefined],
    ['DELETE', me, { password: newAccount(tools.fresh).password }],
    ['DELETE', me, {}], ['POST', `${me}/second-factor`, {}], ['PUT', `${me}/password`, {}],
    ['GET', '/oauth/userinfo', undefined], ['GET', '/api/keys', undefined],
    ['GET', '/api/sessions', undefined], ['GET', '/api/admin/users', undefined],
    ['GET', '/api/admin/audit', undefined],
  ] as const
  for (const [method, target, body] of tools.fresh.shuffle(requests)) {
    const exchange = await stranger.send(method, target, body)
    if (!isSuccess(exchange)) continue
    tools.fail('let-in', {
      exchange, mark: 'status', expected: `401 for ${method} ${target} without credentials`,
    })
  }
}
