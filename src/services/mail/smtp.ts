// Sends emails over SMTP (RFC 5321), through the mail server of this service: it says hello,
// encrypts the connection, signs in, and hands over one email. Lesson: reset-by-email (tour)

import { formatMessage, type Mail } from './message.ts'
import type { Sender } from './sender.ts'
import { SmtpConnection } from './smtpConnection.ts'
import { codesOf, SmtpError, type SmtpReply } from './smtpReply.ts'
import { parseSmtpUrl, type SmtpServer } from './smtpUrl.ts'
import type { Transport } from './transport.ts'

export type SmtpTransportOptions = {
  from: Sender
  /** What we call ourselves in EHLO; undefined: our IP address in this connection. */
  clientName?: string | undefined
  connectLimitMs?: number
  replyLimitMs?: number
  /** Authorities to believe instead of the usual ones. */
  ca?: string
}

// A mail that was taken stays taken, however the server says goodbye.
const goodbyeLimitMs = 2_000

/** Makes a transport to the server of an SMTP_URL. Throws an Error for an address that is none. */
export function createSmtpTransport(
  url: string,
  {
    from, clientName, connectLimitMs = 20_000, replyLimitMs = 60_000, ...options
  }: SmtpTransportOptions,
): Transport {
  const server = parseSmtpUrl(url)
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  return {
    async send(mail, { id, date, signal }) {
      const message = formatMessage(mail, { from, date, messageId: `${id}@${domain}` })
      const limits = { connectLimitMs, replyLimitMs, signal }
      const connection = new SmtpConnection(server, { ...options, ...limits })
      try {
        await greet(connection, server, clientName ?? connection.localAddress)
        await handOver(connection, { mail, from, message })
        await sayGoodbye(connection)
      } finally {
        connection.close()
      }
    },
  }
}

async function greet(
  connection: SmtpConnection, server: SmtpServer, clientName: string,
): Promise<void> {
  await connection.opened()
  expect(await connection.reply(), [220], 'the connection')
  let extensions = await hello(connection, clientName)
  const { encryption, credentials } = server
  const isOffered = extensions.has('STARTTLS')
  if (encryption === 'starttls' && !isOffered) {
    throw new SmtpError("The mail server doesn't offer STARTTLS: others could read the emails")
  }
  if (encryption === 'starttls' || (encryption === 'optional' && isOffered)) {
    expect(await connection.command('STARTTLS'), [220], 'STARTTLS')
    await connection.startTls()
    // What was said before was not protected (RFC 3207, section 4.2).
    extensions = await hello(connection, clientName)
  }
  if (credentials !== undefined) await signIn(connection, extensions, credentials)
}

// What the server can do: `AUTH` → `PLAIN LOGIN`. An old server knows HELO alone (RFC 5321, section
// 3.2), and then it can do nothing more.
async function hello(connection: SmtpConnection, clientName: string): Promise<Map<string, string>> {
  const reply = await connection.command(`EHLO ${clientName}`)
  if (reply.code >= 500) {
    expect(await connection.command(`HELO ${clientName}`), [250], 'the greeting')
    return new Map()
  }
  expect(reply, [250], 'the greeting')
  return new Map(reply.lines.slice(1).map((line) => {
    const [name = '', ...values] = line.toUpperCase().split(' ')
    return [name, values.join(' ')]
  }))
}

async function signIn(
  connection: SmtpConnection, extensions: Map<string, string>,
  { user, password }: { user: string; password: string },
): Promise<void> {
  const methods = extensions.get('AUTH')?.split(' ') ?? []
  if (methods.includes('PLAIN')) {
    const answer = await connection.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`)
    return expect(answer, [235], 'the user and password')
  }
  if (!methods.includes('LOGIN')) {
    throw new SmtpError('The mail server supports neither AUTH PLAIN nor AUTH LOGIN')
  }
  expect(await connection.command('AUTH LOGIN'), [334], 'AUTH LOGIN')
  expect(await connection.command(base64(user)), [334], 'the user')
  expect(await connection.command(base64(password)), [235], 'the user and password')
}

type Parcel = { mail: Mail; from: Sender; message: Uint8Array }

// What concerns all mails (a wrong password, a sender that may not send) is for an administrator to
// mend, and the mail waits for that. A refusal of this mail is for good.
async function handOver(
  connection: SmtpConnection, { mail, from, message }: Parcel,
): Promise<void> {
  expect(await connection.command(`MAIL FROM:<${from.address}>`), [250], 'the sender')
  expectFor(await connection.command(`RCPT TO:<${mail.to}>`), [250, 251], 'the recipient')
  expectFor(await connection.command('DATA'), [354], 'the mail')
  expectFor(await connection.command(`${stuffDots(message)}.`), [250], 'the mail')
}

// A line with nothing but a dot ends the mail, so a dot at a beginning is doubled (section 4.5.2).
function stuffDots(message: Uint8Array): string {
  return Buffer.from(message).toString('latin1').replaceAll(/^\./gm, '..')
}

async function sayGoodbye(connection: SmtpConnection): Promise<void> {
  try {
    await connection.command('QUIT', goodbyeLimitMs)
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
  }
}

function expect(reply: SmtpReply, codes: readonly number[], what: string): void {
  if (!codes.includes(reply.code)) throw refusal(reply, what, false)
}

function expectFor(reply: SmtpReply, codes: readonly number[], what: string): void {
  if (!codes.includes(reply.code)) throw refusal(reply, what, isForGood(reply, what))
}

// A server that requires a sign-in, or doesn't relay, may say so only when it gets the recipient,
// but that isn't the recipient's fault. A full mailbox (552) may have room again later (RFC 5321,
// section 4.5.3.1.10).
function isForGood(reply: SmtpReply, what: string): boolean {
  const isOurs = reply.code === 530 || /^\d+ 5\.7\./.test(codesOf(reply))
  return reply.code >= 500 && !(what === 'the recipient' && (isOurs || reply.code === 552))
}

function refusal(reply: SmtpReply, what: string, isPermanent: boolean): SmtpError {
  return new SmtpError(`The mail server refused ${what}: ${codesOf(reply)}`, { isPermanent })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
