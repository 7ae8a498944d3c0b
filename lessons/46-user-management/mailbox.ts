// The mailbox of a user: the files that the program writes instead of sending mails.

import type { Account } from '../35-passwords/client.ts'
import { askForResetToken } from '../43-reset-by-email/resetToken.ts'
import { failEarlier, type UserTools } from './tools.ts'

/** Asks for a link to set a new password, and reads its token in the mail. */
export async function takeResetToken(
  tools: UserTools, { email }: Pick<Account, 'email'>,
): Promise<string> {
  const { exchange, token } = await askForResetToken(tools, { email })
  return token ?? failEarlier(tools, exchange, `a mail to ${email} with a link to /login/reset`)
}
