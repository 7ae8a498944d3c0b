// The mailbox of a user: the files that the program writes instead of sending mails.

import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sendJson, type Account } from '../35-passwords/client.ts'
import { failEarlier, type UserTools } from './tools.ts'

// Mails are sent after the response.
const mostMs = 10_000
const pauseMs = 4
// Of files: their times may be a moment behind.
const spareMs = 1_000

/** Asks for a link to set a new password, and reads its token in the mail. */
export async function takeResetToken(
  tools: UserTools, { email }: Pick<Account, 'email'>,
): Promise<string> {
  const since = Date.now() - spareMs
  const exchange = await sendJson(tools, 'POST', '/api/users/forgot', { email })
  for (const end = Date.now() + mostMs; Date.now() < end; await setTimeout(pauseMs)) {
    const [token] = readMails(tools, since).filter((mail) => mail.includes(email))
      .flatMap((mail) => tokenIn(mail) ?? [])
    if (token !== undefined) return token
  }
  return failEarlier(tools, exchange, `a mail to ${email} with a link to /login/reset`)
}

function readMails({ database }: UserTools, since: number): readonly string[] {
  const folder = join(dirname(database), 'mails')
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'))
      .map((name) => join(folder, name)).filter((path) => statSync(path).mtimeMs > since)
      .map((path) => decode(readFileSync(path, 'latin1')))
  } catch {
    return []
  }
}

// Whatever encoding the text has.
function decode(mail: string): string {
  if (/^content-transfer-encoding: *quoted-printable/im.test(mail)) {
    return mail.replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
  const blocks = mail.match(/(?:^[\w+/=]{40,}\r?\n)+^[\w+/=]*/gm) ?? []
  return [mail, ...blocks.map((block) => Buffer.from(block, 'base64').toString())].join('\n')
}

function tokenIn(mail: string): string | undefined {
  const token = /\/login\/reset\?token=([^\s"'<>&]+)(?=[\s"'<>&])/.exec(mail)?.[1]
  return token && decodeURIComponent(token)
}
