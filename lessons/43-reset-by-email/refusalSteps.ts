// Steps: what doesn't set a password or confirm an address, though it looks like a token.

import { sendAccess, sendRefresh } from '../40-refresh-tokens/programs.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Browser, isSuccess, sendJson, type Account } from '../35-passwords/client.ts'
import { openLink, submit, type Opened } from './linkPages.ts'
import { Mailbox, type Letter } from './mailbox.ts'
import {
  askForLink, expectRefused, expectSet, newPassword, newPerson, registerByMail, sendReset,
  type ResetTools,
} from './resetTools.ts'
import { endAt, findRow, readRows, type TokenRow } from './tokenRows.ts'

/** Sends tokens that are for something else, and what never was a token. */
export async function refuseOthers(tools: ResetTools): Promise<void> {
  const { fresh, fail } = tools
  const mailbox = new Mailbox(tools)
  const { pair } = await newPerson(tools)
  const { account, letter: confirmation } = await registerByMail(tools, mailbox)
  const rows = readRows(tools, account)
  const letter = await askForLink(tools, mailbox, account)
  const { token } = letter
  await expectRefused(tools, 'purpose-mixed', () =>
    sendReset(tools, confirmation.token, newPassword(tools)), 'the token that confirms an address')
  const [confirming, resetting] = [await open(tools, confirmation), await open(tools, letter)]
  await expectRefused(tools, 'purpose-mixed', () => submit(
    tools, withToken(resetting, letter, confirmation), newPassword(tools),
  ), 'the token that confirms an address')
  await expectRefused(tools, 'purpose-mixed', () =>
    submit(tools, withToken(confirming, confirmation, letter)), 'the token that resets a password')
  const [access, refreshed] = [await sendAccess(tools, token), await sendRefresh(tools, token)]
  const accepted = [access, refreshed].find(isSuccess)
  if (accepted !== undefined) {
    fail('purpose-mixed', { exchange: accepted, mark: 'status', expected: '401' })
  }
  await expectUnused(tools, await sendReset(tools, token, newPassword(tools)))
  expectKept(tools, account, rows)
  await expectUnused(tools, await submit(tools, confirming))
  const next = await askForLink(tools, mailbox, account)
  const { hash } = findRow(tools, account, next, rows)
  const middle = Math.floor(token.length / 2)
  const letterOf = token[middle] === 'a' ? 'b' : 'a'
  const others: readonly unknown[] = [
    undefined, null, '', 'undefined', 'null', '%', "' or 1=1 --", 0, 1, true, {}, [],
    { toString: null },
    `${next.token}a`, next.token.slice(0, -2), hash, pair.accessToken, pair.refreshToken,
    next.token.slice(0, middle) + letterOf + next.token.slice(middle + 1),
    next.token.toUpperCase(), next.token.toLowerCase(),
  ]
  for (const other of fresh.shuffle(others)) {
    // Numbers in hex have no upper case of their own.
    if (other === next.token || isSameHex(other, next.token)) continue
    await expectRefused(tools, 'other-token-accepted', () =>
      sendReset(tools, other, newPassword(tools)), JSON.stringify(other) ?? 'no token')
  }
  await expectRefused(tools, 'other-token-accepted', () =>
    sendJson(tools, 'POST', '/api/users/reset', null), 'null')
  await refuseWeak(tools, account, next)
}

// A reset ends the other tokens of its purpose, and not the one that confirms the address.
function expectKept(tools: ResetTools, account: Account, before: readonly TokenRow[]): void {
  const left = new Set(readRows(tools, account).map(({ hash }) => hash))
  if (before.every(({ hash }) => left.has(hash))) return
  tools.fail('not-in-table', {
    expected: 'the row of the mail that confirms the address is still there',
    actual: 'It is gone, because the password was reset',
  })
}

// Where it doesn't belong, a token isn't used up.
function expectUnused({ fail }: ResetTools, exchange: HttpExchange): void {
  if (exchange.answer.status < 400) return
  fail('refused-used-up', {
    exchange, mark: 'status', expected: '204 or 303: this token was only sent where the other one '
      + 'belongs, which was refused',
  })
}

function isSameHex(other: unknown, token: string): boolean {
  return typeof other === 'string' && /^[\da-f-]+$/i.test(token)
    && other.toLowerCase() === token.toLowerCase()
}

// Weak passwords are refused, and then a good one is accepted with the same token.
async function refuseWeak(tools: ResetTools, account: Account, { token }: Letter): Promise<void> {
  const weak: readonly unknown[] = ['seven77', 'a'.repeat(1_025), undefined, 12_345_678, null]
  for (const each of tools.fresh.shuffle(weak)) {
    await expectRefused(tools, 'wrong-refusal', () => sendReset(tools, token, each),
      'a password that no account is made with')
  }
  const password = newPassword(tools)
  const exchange = await sendReset(tools, token, password)
  if (exchange.answer.status >= 400) {
    tools.fail('refused-used-up', {
      exchange, mark: 'status', expected: '204: the passwords before were refused',
    })
  }
  await expectSet(tools, exchange, account, password)
}

function open(tools: ResetTools, letter: Letter): Promise<Opened> {
  return openLink(tools, new Browser(tools), letter)
}

// The same form with another token in it.
function withToken({ form, ...opened }: Opened, { token }: Letter, other: Letter): Opened {
  const replace = (fields: Opened['form']['hidden']) => fields.map(([name, value]) =>
    [name, value === token ? other.token : value] as const)
  return {
    ...opened, form: { ...form, hidden: replace(form.hidden), query: replace(form.query) },
  }
}

/** Lets the time of tokens go by, and uses one of two links. */
export async function letTimeGoBy(tools: ResetTools): Promise<void> {
  const mailbox = new Mailbox(tools)
  const { account, letter: confirmation } = await registerByMail(tools, mailbox)
  const rows = [findRow(tools, account, confirmation)]
  const old = await askForLink(tools, mailbox, account)
  const row = findRow(tools, account, old, rows)
  const opened = await open(tools, old)
  endAt(tools, row, Date.now() - 1_000)
  await expectExpired(tools, old, opened)
  const later = await askForLink(tools, mailbox, account)
  await expectExpired(tools, old, opened)
  endAt(tools, findRow(tools, account, later, [...rows, row]), Date.now() + 60_000)
  const password = newPassword(tools)
  await expectSet(tools, await sendReset(tools, later.token, password), account, password)
  await refuseExpiredConfirmation(tools, mailbox)
  await useOneOfTwo(tools, mailbox, { ...account, password })
}

async function expectExpired(tools: ResetTools, { token }: Letter, opened: Opened): Promise<void> {
  await expectRefused(tools, 'expired-accepted', () =>
    sendReset(tools, token, newPassword(tools)), 'a token whose expires_at is a second ago')
  await expectRefused(tools, 'expired-accepted', () => submit(tools, opened, newPassword(tools)),
    'the form with a token whose expires_at is a second ago')
}

async function refuseExpiredConfirmation(tools: ResetTools, mailbox: Mailbox): Promise<void> {
  const { account, letter } = await registerByMail(tools, mailbox)
  const opened = await open(tools, letter)
  endAt(tools, findRow(tools, account, letter), Date.now() - 1_000)
  await expectRefused(tools, 'expired-accepted', () => submit(tools, opened),
    'a token whose expires_at is a second ago')
}

// A program may let only the newest link work; then the older one is refused, which is fine.
async function useOneOfTwo(tools: ResetTools, mailbox: Mailbox, account: Account): Promise<void> {
  const letters = [
    await askForLink(tools, mailbox, account), await askForLink(tools, mailbox, account),
  ]
  const [first, second] = tools.fresh.pick([letters, [...letters].reverse()])
  if (first === undefined || second === undefined) return
  const password = newPassword(tools)
  const exchange = await sendReset(tools, first.token, password)
  const isOlder = first === letters[0]
  if (isOlder && exchange.answer.status >= 400) {
    const newest = await sendReset(tools, second.token, password)
    return expectSet(tools, newest, account, password)
  }
  await expectSet(tools, exchange, account, password)
  await expectRefused(tools, 'second-link-stays', () =>
    sendReset(tools, second.token, newPassword(tools)), 'the other link, after one was used')
}
