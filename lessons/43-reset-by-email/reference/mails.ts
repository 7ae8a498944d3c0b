// The mails of accounts. Every link begins with the public origin, never with the header Host: a
// stranger who chose that header would choose where the link leads.

import type { Mail } from './mail.ts'

/** Makes the mail that confirms an address. */
export function confirmMail(publicOrigin: string, to: string, token: string): Mail {
  return {
    to, subject: 'Confirm your email address',
    text: `Somebody, hopefully you, signed up with this address at ${publicOrigin}.
To confirm it, open this page within a day:

${publicOrigin}/login/confirm?token=${token}

If it wasn't you, do nothing.`,
  }
}

/** Makes the mail that resets a password. */
export function resetMail(publicOrigin: string, to: string, token: string): Mail {
  return {
    to, subject: 'Reset your password',
    text: `Somebody, hopefully you, asked for a new password at ${publicOrigin}.
To choose one, open this page within 30 minutes:

${publicOrigin}/login/reset?token=${token}

If it wasn't you, do nothing: your password stays as it is.`,
  }
}
