// Steps: to whom mails go, where their links lead, and what a stranger can do with them.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  isSuccess, newAccount, register, sendJson, type Account, type Headers,
} from '../35-passwords/client.ts'
import { openWithEmail, submit } from './linkPages.ts'
import { Mailbox } from './mailbox.ts'
import { expectAddressLine, expectSame } from './mailJudge.ts'
import {
  askForLink, expectOrigin, registerByMail, sendForgot, type ResetTools,
} from './resetTools.ts'

/** Asks for links with headers that name another host. */
export async function nameOtherHosts(tools: ResetTools): Promise<void> {
  const { fresh } = tools
  const mailbox = new Mailbox(tools)
  const { account } = await registerByMail(tools, mailbox)
  for (const headers of fresh.shuffle(hostHeaders(tools))) {
    const exchange = await sendForgot(tools, account.email, headers)
    // Refusing such a request is fine, too.
    if (exchange.answer.status >= 400) continue
    expectOrigin(tools, await mailbox.next(account, '/login/reset', exchange), 'host-believed')
  }
  for (const headers of hostHeaders(tools)) {
    const other = newAccount(fresh)
    const exchange = await sendJson(tools, 'POST', '/api/users', other, headers)
    if (!isSuccess(exchange)) continue
    expectOrigin(tools, await mailbox.next(other, '/login/confirm', exchange), 'host-believed')
  }
  await askByForm(tools, mailbox)
}

// The page that people ask with, if there is one.
async function askByForm(tools: ResetTools, mailbox: Mailbox): Promise<void> {
  const account = await register(tools)
  const page = '/login/forgot'
  const opened = await openWithEmail(tools, page, { action: page, email: account.email })
  if (opened === undefined) return
  for (const headers of hostHeaders(tools)) {
    const exchange = await submit(tools, opened, undefined, headers)
    if (exchange.answer.status >= 400) continue
    expectOrigin(tools, await mailbox.next(account, '/login/reset', exchange), 'host-believed')
  }
}

function hostHeaders({ fresh, port }: ResetTools): readonly Headers[] {
  const host = `${fresh.word()}.example`
  const named = `${host}:${port}`
  return [
    [['Host', host]],
    [['Host', `localhost.${host}`]],
    [
      ['X-Forwarded-Host', named], ['X-Forwarded-Proto', 'https'], ['X-Host', named],
      ['X-Original-Host', named], ['X-Forwarded-Server', named], ['X-Forwarded-Port', '444'],
      ['Forwarded', `for=192.0.2.7;host=${named};proto=https`], ['Referer', `https://${named}/`],
    ],
  ]
}

/** Asks for links with other spellings of addresses, lists, and addresses of nobody. */
export async function askForOthers(tools: ResetTools): Promise<void> {
  const { fresh } = tools
  const mailbox = new Mailbox(tools)
  const usual = newAccount(fresh)
  // The Kelvin sign is another letter, and lower case makes a k of it.
  const account = await register(tools, { ...usual, email: `k${usual.email}` })
  const stranger = `${fresh.word()}.${fresh.integer(1_000, 9_999)}@${fresh.word()}.example`
  const spellings: readonly unknown[] = [
    account.email.replace('k', '\u212a'), [account.email, stranger], [stranger, account.email],
    `${account.email},${stranger}`, `${account.email}\r\nCc: ${stranger}`,
    `${stranger}\n${account.email}`, { email: account.email }, null, 7,
  ]
  for (const spelling of fresh.shuffle(spellings)) await sendForgot(tools, spelling)
  await sendJson(tools, 'POST', '/api/users/forgot', null)
  const other = await register(tools)
  const upperCase = { ...other, email: other.email.toUpperCase() }
  await askForLink(tools, mailbox, upperCase)
  await expectSame(tools, { account: other, exchange: await sendForgot(tools, other.email) },
    [newAccount(fresh), newAccount(fresh)])
  await sendMany(tools, mailbox)
  expectOnlyAccounts(tools, mailbox)
}

const mostAsked = 8
const mostMails = 5
const earlierMs = 300_000

// After some links, there's a 429, or the usual response: for addresses without an account, too.
async function sendMany(tools: ResetTools, mailbox: Mailbox): Promise<void> {
  const { fresh, fail } = tools
  const account = await register(tools)
  const [one, two] = [newAccount(fresh), newAccount(fresh)]
  let last: HttpExchange | undefined
  for (let asked = 0; asked < mostAsked; asked += 1) {
    const isEven = asked % 2 === 0
    const spell = ({ email, password }: Account): Account =>
      ({ email: isEven ? email : email.toUpperCase(), password })
    last = await sendForgot(tools, spell(account).email)
    const unknown = (isEven ? [one, two] : [two, one]).map(spell)
    await expectSame(tools, { account, exchange: last }, unknown)
  }
  // Five minutes are too few: another mail may be sent only after ten.
  tools.change('update buckets set updated_at = updated_at - ?', earlierMs)
  last = await sendForgot(tools, account.email)
  // Mails come in the order of their requests.
  const next = await register(tools)
  await askForLink(tools, mailbox, next)
  const mails = mailbox.all().filter(({ recipients, text }) =>
    recipients.includes(account.email) && text.includes('/login/reset'))
  if (mails.length <= mostMails) return
  fail('mailbox-filled', {
    exchange: last, expected: `${mostMails} mails to ${account.email}`,
    actual: `${mails.length} mails for ${mostAsked} requests, and one five minutes later`,
  })
}

// All mails that are there, also of earlier steps: each is to the address of an account.
function expectOnlyAccounts({ query, fail }: ResetTools, mailbox: Mailbox): void {
  const known = new Set(query('select email from users').map(({ email }) => String(email)))
  for (const { recipients, fields } of mailbox.all()) {
    const stranger = recipients.find((each) => !known.has(each))
    if (stranger === undefined) continue
    const to = fields.filter(({ name }) => /^(?:to|cc|bcc)$/i.test(name))
      .map(({ name, value }) => `${name}: ${value}`)
    fail('mail-to-stranger', {
      expected: 'mails only to addresses that are in users', actual: to.join(', '),
    })
  }
}

/** Signs up with addresses that are more than an address in a mail, and with unusual good ones. */
export async function signUpOddly(tools: ResetTools): Promise<void> {
  const { fresh } = tools
  const mailbox = new Mailbox(tools)
  const word = () => `${fresh.word()}${fresh.word()}${fresh.integer(100, 999)}`
  const host = `${fresh.word()}.example`
  const odd = [
    (name: string) => `${name}@${host}\r\nBcc: ${fresh.word()}@${host}`,
    (name: string) => `${name}@${host}\nBcc: ${fresh.word()}@${host}`,
    (name: string) => `${fresh.word()}\r\n@${name}.example`,
    (name: string) => `${name}@${host}\r\n\r\n<a href="https://${host}/">`,
    (name: string) => `${name}@${host}>,<${fresh.word()}@${host}`,
    (name: string) => `${name}@${host}\r`,
    (name: string) => `${name}@${host}\n`,
    (name: string) => `${name}@${host}\u0000`,
    (name: string) => `${name} <${fresh.word()}@${host}>`,
  ]
  for (const spell of fresh.shuffle(odd)) await expectNoInjection(tools, word(), spell)
  for (const local of [`${word()}+news`, `o'${word()}`, `{|}~!#$%&*/=?^_.${word()}`]) {
    const account: Account = { ...newAccount(fresh), email: `${local}@${word()}-x.${host}` }
    const exchange = await sendJson(tools, 'POST', '/api/users', account)
    if (!isSuccess(exchange)) {
      return tools.fail('account-not-made', {
        exchange, mark: 'status', expected: `201 for ${account.email}`,
      })
    }
    await mailbox.next(account, '/login/confirm', exchange)
  }
  await readDots(tools, mailbox)
}

async function expectNoInjection(
  tools: ResetTools, name: string, spell: (name: string) => string,
): Promise<void> {
  const { query, fail, fresh } = tools
  const exchange = await sendJson(tools, 'POST', '/api/users',
    { ...newAccount(fresh), email: spell(name) })
  // Spaces at the ends may be trimmed.
  const [row] = query("select email from users where email like ? escape '!'", `%${name}%`)
  const email = row === undefined ? undefined : String(row['email'])
  if (email === undefined && exchange.answer.status >= 400) return
  if (email !== undefined && /^[!-;=?-~]+$/.test(email)) return
  fail('header-injected', {
    exchange, mark: 'status', expected: '422, and no row',
    actual: email === undefined ? String(exchange.answer.status)
      : `${exchange.answer.status}, and a row with ${JSON.stringify(email)}`,
  })
}

// In a file, a dot at the beginning of a line is one dot. Such an address may also be refused.
async function readDots(tools: ResetTools, mailbox: Mailbox): Promise<void> {
  const usual = newAccount(tools.fresh)
  const account = { ...usual, email: `.${usual.email}` }
  const exchange = await sendJson(tools, 'POST', '/api/users', account)
  if (!isSuccess(exchange)) return
  const { mail } = await mailbox.next(account, '/login/confirm', exchange)
  expectAddressLine(tools, mail, account.email, exchange)
}
