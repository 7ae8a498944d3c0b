// Steps: a link from a mail sets a new password, once, for a program and for a person.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Browser, signIn, type Account } from '../35-passwords/client.ts'
import {
  expectLedOn, openLink, openWithMarkup, readLinkPage, signUpByForm, submit,
} from './linkPages.ts'
import { Mailbox, type Letter } from './mailbox.ts'
import {
  askForLink, expectOrigin, expectRefused, expectSet, expectSignedIn, expectSignedOut, isConfirmed,
  newPassword, newPerson, readUsers, registerByMail, sendReset, type Person, type ResetTools,
} from './resetTools.ts'
import { expectSecret, findRow, readRows, type TokenRow } from './tokenRows.ts'

/** Sets a password with the token of a mail, as a program does. */
export async function resetByProgram(tools: ResetTools): Promise<void> {
  const mailbox = new Mailbox(tools)
  const other = await newPerson(tools)
  const others = await askForLink(tools, mailbox, other.account)
  const person = await newPerson(tools)
  const { account } = person
  const before = readRows(tools, account)
  const from = Date.now()
  const letter = await askForLink(tools, mailbox, account)
  const times = { from, to: Date.now() }
  findRow(tools, account, letter, before)
  const more = { email: other.account.email, user: 1, id: 1, role: 'admin' }
  const password = newPassword(tools)
  await expectReset(tools, person, { other, password }, async () => {
    const exchange = await sendReset(tools, letter.token, password, more)
    // A program may refuse a body with such members.
    return exchange.answer.status < 400 ? exchange : sendReset(tools, letter.token, password)
  })
  for (const again of [newPassword(tools), account.password]) {
    await expectRefused(tools, 'token-reusable', () => sendReset(tools, letter.token, again),
      'a token that was used')
  }
  await expectOtherLink(tools, other, others)
  const letters = [letter, others]
  const confirmation = await mailbox.next(account, '/login/confirm', letter.exchange)
  // With the first one, that's as many as may be asked for at once.
  for (let index = 0; index < 4; index += 1) letters.push(await askForLink(tools, mailbox, account))
  await expectRefused(tools, 'token-reusable', () =>
    sendReset(tools, letter.token, newPassword(tools)), 'a token that was used, after new mails')
  expectSecret(tools, account, [...letters, confirmation], times)
}

type Reset = { other: Person; password: string }

// Sends a reset, and looks what has changed, and what hasn't.
async function expectReset(
  tools: ResetTools, person: Person, { other, password }: Reset, send: () => Promise<HttpExchange>,
): Promise<HttpExchange> {
  const { account } = person
  const before = readUsers(tools, account.email)
  const exchange = await send()
  if (readUsers(tools, account.email) !== before) {
    tools.fail('others-changed', {
      exchange, expected: `only the row of ${account.email} is another one`,
      actual: 'The rows of other users have changed',
    })
  }
  await expectSet(tools, exchange, account, password)
  await expectSignedOut(tools, person)
  await expectSignedIn(tools, other)
  return exchange
}

// The reset of somebody else hasn't ended this link.
async function expectOtherLink(
  tools: ResetTools, { account }: Person, { token }: Letter,
): Promise<void> {
  const exchange = await sendReset(tools, token, newPassword(tools))
  if (exchange.answer.status < 400) return
  tools.fail('others-changed', {
    exchange, mark: 'status', expected: `204 for the link of ${account.email}, which is unused`,
  })
}

/** Does the same with the page, which mail scanners and previews open, too. */
export async function resetByPerson(tools: ResetTools): Promise<void> {
  const mailbox = new Mailbox(tools)
  const [person, other] = [await newPerson(tools), await newPerson(tools)]
  const letter = await askForLink(tools, mailbox, person.account)
  await openWithoutEffect(tools, letter)
  const browser = new Browser(tools)
  const opened = await openLink(tools, browser, letter)
  const password = newPassword(tools)
  const exchange = await expectReset(tools, person, { other, password }, async () => {
    const sent = await submit(tools, opened, password)
    return sent.answer.status < 400 ? sent : explainRefusal(tools, letter, sent)
  })
  expectLedOn(tools, exchange)
  await expectRefused(tools, 'token-reusable', () =>
    submit(tools, opened, newPassword(tools)), 'the form of a link that was used')
  await sendWeak(tools, mailbox, { ...person.account, password })
  await openWithMarkup(tools)
}

// If the token is good for programs, there is something wrong with the form.
async function explainRefusal(
  tools: ResetTools, { token }: Letter, exchange: HttpExchange,
): Promise<never> {
  const sent = await sendReset(tools, token, newPassword(tools))
  const isGood = sent.answer.status < 400
  return tools.fail(isGood ? 'link-page-broken' : 'used-by-get', {
    exchange, mark: 'status', expected: '303 for the form with a good password',
    actual: `${exchange.answer.status}; POST /api/users/reset with this token then gets `
      + `${sent.answer.status}`,
  })
}

// A password that is too short gets the page again, or the user goes back to it.
async function sendWeak(tools: ResetTools, mailbox: Mailbox, account: Account): Promise<void> {
  const browser = new Browser(tools)
  const letter = await askForLink(tools, mailbox, account)
  const opened = await openLink(tools, browser, letter)
  const weak = await expectRefused(tools, 'wrong-refusal', () =>
    submit(tools, opened, 'seven77'), 'a password that is too short')
  const password = newPassword(tools)
  const again = readLinkPage(tools, browser, weak, letter)
  const exchange = await submit(tools, again ?? opened, password)
  if (exchange.answer.status >= 400) {
    const first = again && await submit(tools, opened, password)
    const isGood = first !== undefined && first.answer.status < 400
    tools.fail(isGood ? 'link-page-broken' : 'refused-used-up', {
      exchange, mark: 'status', expected: `303: another password was refused before, ${isGood
        ? 'and that response has the form with the token, too' : 'but the link still works'}`,
    })
  }
  await expectSet(tools, exchange, account, password)
}

// Neither a password in the URL nor a second visit changes anything.
async function openWithoutEffect(tools: ResetTools, { target }: Letter): Promise<void> {
  const before = readUsers(tools)
  for (const method of tools.fresh.shuffle(['GET', 'HEAD', 'GET'])) {
    const query = tools.fresh.pick(['', `&password=${tools.fresh.word()}${tools.fresh.word()}`])
    const exchange = await tools.send({ method, target: target + query })
    if (readUsers(tools) === before) continue
    tools.fail('used-by-get', { exchange, expected: 'users as it was', actual: 'It has changed' })
  }
}

// Anyone can ask for a reset: that must not end the link of a new account.
async function expectKept(
  tools: ResetTools, mailbox: Mailbox, account: Account, { hash }: TokenRow,
): Promise<void> {
  if (!readRows(tools, account).some((row) => row.hash === hash)) return
  const { exchange } = await askForLink(tools, mailbox, account)
  if (readRows(tools, account).some((row) => row.hash === hash)) return
  tools.fail('not-in-table', {
    exchange, expected: 'the row of the mail that confirms the address is still there',
    actual: 'It is gone, because somebody has asked for a new password',
  })
}

/** Confirms an address with the page of its link. */
export async function confirmByPerson(tools: ResetTools): Promise<void> {
  const { fail } = tools
  const mailbox = new Mailbox(tools)
  const { account, letter } = await registerByMail(tools, mailbox)
  const other = await signUpByForm(tools, mailbox)
  expectOrigin(tools, letter)
  const row = findRow(tools, account, letter)
  const owner = await signIn(tools, account)
  await openWithoutEffect(tools, letter)
  await expectKept(tools, mailbox, account, row)
  const reader = new Browser(tools)
  const opened = await openLink(tools, reader, letter)
  if (await isConfirmed(owner) !== false) {
    fail('link-page-broken', {
      exchange: letter.exchange, expected: 'isConfirmed is false until the button is pressed',
    })
  }
  const before = readUsers(tools, account.email)
  const isThere = readRows(tools, account).some(({ hash }) => hash === row.hash)
  const exchange = await submit(tools, opened)
  if (exchange.answer.status >= 400 || await isConfirmed(owner) !== true) {
    fail(isThere ? 'link-page-broken' : 'used-by-get', {
      exchange, expected: '303, and then GET /api/users/me says "isConfirmed": true',
    })
  }
  expectLedOn(tools, exchange)
  if (readUsers(tools, account.email) !== before) {
    fail('others-changed', { exchange, actual: `More than the row of ${account.email}` })
  }
  const again = await submit(tools, opened)
  if (again.answer.status < 400) {
    fail('token-reusable', {
      exchange: again, mark: 'status', expected: '422 for the form of a link that was used',
    })
  }
  await submit(tools, await openLink(tools, reader, other.letter))
  if (await isConfirmed(await signIn(tools, other.account)) === true) return
  fail('others-changed', {
    exchange, expected: `the link of ${other.account.email} still confirms`,
  })
}
