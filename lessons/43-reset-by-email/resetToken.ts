// Asks for a link to set a new password, and finds its token in the folder of mails: for lessons in
// which the mail itself isn't the question.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { sendJson, type Account } from '../35-passwords/client.ts'
import { findLinks, readMail, type Mail } from './readMail.ts'

// Mails are sent after the response.
const patienceMs = 10_000
const pauseMs = 5

/** Asks for a mail and waits for it; the token is undefined when none comes. */
export async function askForResetToken(
  { database, send }: Pick<Tools, 'database' | 'send'>, { email }: Pick<Account, 'email'>,
): Promise<{ exchange: HttpExchange; token: string | undefined }> {
  const folder = join(dirname(database), 'mails')
  const before = new Set(namesIn(folder))
  const exchange = await sendJson({ send }, 'POST', '/api/users/forgot', { email })
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(pauseMs)) {
    for (const name of namesIn(folder).filter((each) => !before.has(each))) {
      const token = readToken(readMail(readFileSync(join(folder, name), 'latin1')), email)
      if (token !== undefined) return { exchange, token }
    }
  }
  return { exchange, token: undefined }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'))
  } catch {
    return []
  }
}

function readToken(mail: Mail, email: string): string | undefined {
  if (!mail.recipients.includes(email.toLowerCase())) return undefined
  return findLinks(mail).find(({ path }) => path === '/login/reset')?.token
}
