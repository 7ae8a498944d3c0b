// The step about a mail server: the program hands its mails over, and bears all that can go wrong.

import type { ServerCopy } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { formatRequest, receiveAnswer } from '../../src/course/check/request.ts'
import type { TcpTarget } from '../../src/course/check/targets.ts'
import { isSuccess, newAccount, register, sendJson, type Account } from '../35-passwords/client.ts'
import { MailServer, type Arrival, type Mood } from './mailServer.ts'
import { expectAddressLine, expectSame } from './mailJudge.ts'
import { findFault, findLinks, readMail, type Link } from './readMail.ts'
import {
  expectRefused, expectSet, newPassword, sendForgot, sendReset, watch, type ResetTools,
} from './resetTools.ts'
import type { Dialog } from './smtpDialog.ts'

/** A copy of the program that has a mail server. */
type Mailing = {
  /** Sends to the copy. */
  tools: ResetTools
  /** The same, whatever the status is. */
  send: ServerCopy['send']
  copy: ServerCopy
  server: MailServer
  target: TcpTarget
  origin: string
  /** Lets the server greet. */
  open(): void
  /** The open connection that tells when the program is asleep, and when it has ended. */
  probe: RawConnection | undefined
}

/** Starts a copy of the program with a mail server, and makes it send mails. */
export async function useMailServer(tools: ResetTools): Promise<void> {
  const mailing = await startMailing(tools)
  const account = await register(tools)
  const exchange = await askBeforeGreeting(mailing, account)
  await receive(mailing, account, exchange)
  await sendTwo(mailing)
  mailing.server.isSlow = false
  await sendDots(mailing)
  for (const mood of tools.fresh.shuffle(moods)) await goWrong(mailing, mood)
  mailing.server.mood = 'accepts'
  mailing.server.isSlow = false
  const asked = await sendForgot(mailing.tools, account.email)
  const { token } = await receive(mailing, account, asked)
  const password = newPassword(tools)
  // The other copy has the same database.
  await expectSet(tools, await sendReset(tools, token, password), account, password)
  await expectRefused(mailing.tools, 'token-reusable', () =>
    sendReset(mailing.tools, token, newPassword(tools)), 'a token that another copy has used')
  await sendWithoutServer(mailing, account)
}

const moods: readonly Mood[] = [
  'refuses-client', 'refuses-ehlo', 'refuses-sender', 'refuses-recipient', 'refuses-data',
  'refuses-message', 'closes-at-once', 'closes-after-greeting', 'resets-in-message',
]

async function startMailing(tools: ResetTools): Promise<Mailing> {
  const gate = Promise.withResolvers<void>()
  const server = new MailServer({
    settle: async () => mailing.probe?.untilRead(2), untilOpen: () => gate.promise,
  })
  const target = await tools.serveTcp({
    host: '127.0.0.1', onConnection: (connection) => server.serve(connection),
  })
  const origin = `https://${tools.fresh.word()}.example`
  const copy = await tools.startCopy({
    SMTP_URL: `smtp://127.0.0.1:${target.port}`, PUBLIC_ORIGIN: origin,
  })
  // As a proxy does: the host is the public one.
  const send: ServerCopy['send'] = ({ headers = [], ...plan }) =>
    copy.send({ ...plan, headers: [['Host', new URL(origin).host], ...headers] })
  const mailing: Mailing = {
    tools: watch({ ...tools, ...copy, send }), send, copy, server, target, origin,
    probe: undefined, open: () => gate.resolve(),
  }
  return mailing
}

// The server doesn't greet until the response is there: no response may wait for a mail.
async function askBeforeGreeting(
  { tools, copy, server, open, origin }: Mailing, { email }: Account,
): Promise<HttpExchange> {
  const plan = {
    method: 'POST', target: '/api/users/forgot', body: JSON.stringify({ email }),
    headers: [['Content-Type', 'application/json']] as const,
    timeoutMs: 4_000,
  }
  const connection = await copy.connect()
  connection.write(formatRequest(plan, new URL(origin).host))
  const first = await receiveAnswer(connection, plan)
  // It may have been busy until now. If it's asleep, it waits for something.
  await connection.untilRead()
  const outcome = 'answer' in first ? first
    : await receiveAnswer(connection, { ...plan, timeoutMs: 100 })
  if ('answer' in outcome) {
    return { turns: connection.turns, request: '', answer: outcome.answer }
  }
  open()
  const isLate = server.hasNews && 'answer' in await receiveAnswer(connection, plan)
  if (!isLate) return tools.fail(outcome.id, { exchange: connection, ...outcome })
  return tools.fail('reveals-account', {
    exchange: connection, expected: '202, while the mail server has not said a word',
    actual: 'The response came after the greeting of the mail server',
  })
}

// Lets the mail server talk to the program, and fails if that ends it.
async function listen(mailing: Mailing, email?: string): Promise<Arrival | undefined> {
  const { copy, server, open } = mailing
  mailing.probe = await copy.connect()
  open()
  const arrival = await server.nextFor(email)
  await expectAlive(mailing, arrival?.dialog.connection)
  return arrival
}

async function expectAlive(mailing: Mailing, exchange: RawConnection | undefined): Promise<void> {
  const probe = mailing.probe ?? await mailing.copy.connect()
  await probe.untilRead(5)
  const hasClosed = probe.ending !== undefined
  mailing.probe = undefined
  probe.end()
  probe.destroy()
  if (!hasClosed || (await mailing.copy.connect()).ending === undefined) return
  mailing.tools.fail('smtp-refused-breaks', { exchange, actual: 'The program has ended' })
}

/** Waits for a mail to an account, and fails unless it came as it should. */
async function receive(
  mailing: Mailing, { email }: Account, exchange: HttpExchange,
): Promise<Link> {
  const { tools: { fail }, origin } = mailing
  const arrival = await listen(mailing, email)
  if (arrival === undefined) return explainSilence(mailing, email, exchange)
  const { dialog, delivery } = arrival
  judgeDialog(mailing, dialog)
  const { connection } = dialog
  const { recipients, message = '' } = { recipients: [], ...delivery }
  const mail = readMail(message)
  const fault = findFault(message, mail)
  if (fault !== undefined) return fail('mail-malformed', { exchange: connection, actual: fault })
  const to = mail.recipients.join(', ')
  if (recipients.length !== 1 || to !== email) {
    const isAboutDots = to !== email && to.replaceAll('..', '.') === email
    return fail(isAboutDots ? 'dot-not-stuffed' : 'mail-to-stranger', {
      exchange: connection, expected: `RCPT TO:<${email}>, and To: <${email}>`,
      actual: `${recipients.join(', ')}, and To: ${to}`,
    })
  }
  expectAddressLine(mailing.tools, mail, email, connection)
  const link = findLinks(mail).find(({ path }) => /^\/login\/(?:reset|confirm)$/.test(path))
  if (link?.origin === origin) return link
  return fail('mail-not-sent', {
    exchange: connection, expected: `a link that begins with ${origin}/login/`,
    actual: link?.url ?? 'no link',
  })
}

// The mail may be on its way to somebody else.
function explainSilence(
  { tools: { query, fail }, server }: Mailing, email: string, exchange: HttpExchange,
): never {
  const known = new Set(query('select email from users').map((row) => String(row['email'])))
  const isStray = (address: string) => !known.has(address)
  const stray = server.others.find(({ delivery }) => delivery?.recipients.some(isStray))
  if (stray?.delivery === undefined) {
    return fail('mail-not-sent', {
      exchange, expected: `a connection to the mail server, with a mail to ${email}`,
    })
  }
  return fail('mail-to-stranger', {
    exchange: stray.dialog.connection, expected: `RCPT TO:<${email}>`,
    actual: stray.delivery.recipients.map((each) => `RCPT TO:<${each}>`).join(', '),
  })
}

function judgeDialog({ tools: { fail } }: Mailing, dialog: Dialog): void {
  const { connection: exchange, haste, disorder } = dialog
  if (haste !== undefined) fail('smtp-not-awaited', { exchange, actual: haste })
  if (disorder !== undefined) fail('smtp-order', { exchange, actual: disorder })
}

// Two mails on their way at the same time, in two connections.
async function sendTwo(mailing: Mailing): Promise<void> {
  const { tools } = mailing
  const accounts = [newAccount(tools.fresh), newAccount(tools.fresh)]
  const exchanges = await tools.together(() => Promise.all(
    accounts.map((account) => sendJson(tools, 'POST', '/api/users', account))))
  for (const [index, account] of accounts.entries()) {
    const exchange = exchanges[index]
    if (exchange === undefined || !isSuccess(exchange)) {
      return tools.fail('account-not-made', { exchange, mark: 'status', expected: '201' })
    }
    await receive(mailing, account, exchange)
  }
}

// The text has a line that begins with a dot. An address of this form may also be refused.
async function sendDots(mailing: Mailing): Promise<void> {
  const { tools } = mailing
  const usual = newAccount(tools.fresh)
  const account = { ...usual, email: `.${usual.email}` }
  const exchange = await sendJson(tools, 'POST', '/api/users', account)
  if (isSuccess(exchange)) await receive(mailing, account, exchange)
}

async function goWrong(mailing: Mailing, mood: Mood): Promise<void> {
  const { tools: { fresh, fail }, server } = mailing
  server.mood = mood
  server.isSlow = mood === 'refuses-recipient'
  const exchange = await sendJson(mailing, 'POST', '/api/users', newAccount(fresh))
  if (!isSuccess(exchange)) {
    return fail('smtp-refused-breaks', { exchange, mark: 'status', expected: '201, as always' })
  }
  const arrival = await listen(mailing)
  if (arrival === undefined) {
    return fail('smtp-refused-breaks', {
      exchange, expected: 'a connection to the mail server, although it refused other mails',
    })
  }
  judgeDialog(mailing, arrival.dialog)
}

// When nobody listens, the response says as little as before.
async function sendWithoutServer(mailing: Mailing, account: Account): Promise<void> {
  const { tools, target } = mailing
  target.close()
  const [known, ...unknown] = [account, newAccount(tools.fresh), newAccount(tools.fresh)]
  const exchange = await sendForgot(tools, known?.email)
  await expectAlive(mailing, undefined)
  await expectSame(tools, { account, exchange }, unknown)
}
