// What two steps judge in the same way: the line with the address, and what a response reveals.

import type { Exchange, HttpExchange } from '../../src/course/check/exchange.ts'
import type { Account } from '../35-passwords/client.ts'
import type { Mail } from './readMail.ts'
import { sendForgot, type ResetTools } from './resetTools.ts'

/** Fails unless one line of the text is the address, and nothing else. */
export function expectAddressLine(
  { fail }: ResetTools, { text }: Mail, email: string, exchange: Exchange,
): void {
  const lines = text.split(/\r?\n/).map((line) => line.trim().toLowerCase())
  if (lines.includes(email)) return
  const other = [email.slice(1), `.${email}`].find((line) => lines.includes(line))
  const isAboutDots = email.startsWith('.') && other !== undefined
  fail(isAboutDots ? 'dot-not-stuffed' : 'mail-malformed', {
    exchange, expected: `a line with ${email}, and nothing else`,
    actual: isAboutDots ? other : 'Its text has no such line',
  })
}

/** Fails unless addresses without an account get the response that one with an account got. */
export async function expectSame(
  tools: ResetTools, { account, exchange }: { account: Account; exchange: HttpExchange },
  unknown: readonly Account[],
): Promise<void> {
  const { fail } = tools
  const { answer } = exchange
  const texts: string[] = []
  for (const { email } of unknown) {
    const other = await sendForgot(tools, email)
    if (other.answer.status !== answer.status) {
      return fail('reveals-account', {
        exchange: other, mark: 'status', actual: String(other.answer.status),
        expected: `${answer.status}, as for ${account.email}, which has an account`,
      })
    }
    texts.push(mask(other.answer.text, email))
  }
  const [one = '', two = ''] = texts
  const own = mask(answer.text, account.email)
  if (one !== two || one === own) return
  fail('reveals-account', {
    exchange, mark: 'body', expected: `${one}, as for an address without an account`, actual: own,
  })
}

// The address, a time, or the number of a request may be in it.
function mask(text: string, email: string): string {
  const pattern = new RegExp(email.replaceAll(/[.+]/g, '\\$&'), 'gi')
  return text.replaceAll(pattern, '…').replaceAll(/[\da-f-]{8,}|\d+/gi, '#')
}
