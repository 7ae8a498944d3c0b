// The emails that accounts send. Every URL in them begins with the public origin, never with the
// Host header: a stranger who chose that header would choose where a reset leads.
// Lesson: reset-by-email (tour)

import { mailTo, type Mail, type Recipient } from '../../services/mail/message.ts'

/** What the API says after such a request, the same for every address. */
export const mailSent = 'If the address is right, an email is on its way: open the link in it'

/** Who gets a link, and the token in it. */
type ToOpen = Recipient & { token: string }

export function confirmMail(origin: string, { email, token }: ToOpen): Mail {
  return mailTo({ email }, 'Confirm your email address', `Hello,

somebody, hopefully you, signed up with this email address at ${origin}.
To confirm it, open this page and type the password that you chose:

${origin}/confirm?token=${token}

The link works for one day. If it wasn't you, do nothing: no account is created.`)
}

export function alreadyMail(origin: string, owner: Recipient): Mail {
  return mailTo(owner, 'You already have an account', `Hello,

somebody, hopefully you, signed up with this email address at ${origin}.
You already have an account, so nothing has changed. To sign in:

${origin}/login

If you have forgotten your password, reset it:

${origin}/forgot`)
}

export function resetMail(origin: string, { token, ...owner }: ToOpen): Mail {
  return mailTo(owner, 'Reset your password', `Hello,

somebody, hopefully you, asked for a new password for your account at ${origin}.
To choose one, open this page within 30 minutes:

${origin}/reset?token=${token}

If it wasn't you, do nothing: your password stays as it is.`)
}

export function changeEmailMail(origin: string, { token, ...owner }: ToOpen): Mail {
  return mailTo(owner, 'Confirm your new email address', `Hello,

somebody, hopefully you, wants to use this email address for an account at ${origin}.
To confirm it, open this page within an hour:

${origin}/account/email?token=${token}

If it wasn't you, do nothing: nothing changes.`)
}

/** Tells the owner of an account what was done with it, so that they notice if it wasn't them. */
export function noticeMail(origin: string, { what, ...owner }: Recipient & { what: string }): Mail {
  return mailTo(owner, 'Your account was changed', `Hello,

in your account at ${origin}, ${what}.

If it was you, you're all set. If it wasn't, reset your password right away:

${origin}/forgot`)
}
