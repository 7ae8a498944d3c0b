// The mails that accounts send. Every address in them begins with the public origin, never with
// the Host header: whoever chooses that header would choose where a reset leads. Lesson 37
// (reset-and-confirm).

import type { Mail } from '../../services/mail/message.ts'

type ToOpen = { email: string; token: string }

export function confirmMail(origin: string, { email, token }: ToOpen): Mail {
  return mail(email, 'Confirm your address', `Hello,

somebody, we hope you, asked for an account with this address at ${origin}.
To confirm it, open this page and type the password that you chose:

${origin}/confirm?token=${token}

The page is there for one day. If it was not you, do nothing: no account is made.`)
}

export function alreadyMail(origin: string, email: string): Mail {
  return mail(email, 'You have an account already', `Hello,

somebody, we hope you, asked for an account with this address at ${origin}.
There is one already, so nothing was changed. To sign in:

${origin}/login

If you have forgotten your password, choose a new one:

${origin}/forgot`)
}

export function resetMail(origin: string, { email, token }: ToOpen): Mail {
  return mail(email, 'Choose a new password', `Hello,

somebody, we hope you, asked for a new password for your account at ${origin}.
To choose one, open this page within 30 minutes:

${origin}/reset?token=${token}

If it was not you, do nothing: your password stays as it is.`)
}

export function changeEmailMail(origin: string, { email, token }: ToOpen): Mail {
  return mail(email, 'Confirm your new address', `Hello,

an account at ${origin} is to have this address. To confirm it, open this page within an hour:

${origin}/account/email?token=${token}

If it was not you, do nothing: nothing is changed.`)
}

/** Tells the owner of an account what was done with it: they notice when it was not them. */
export function noticeMail(origin: string, { email, what }: { email: string; what: string }): Mail {
  return mail(email, 'Something was changed in your account', `Hello,

in your account at ${origin}, ${what}.

If it was you, all is well. If it was not, choose a new password at once:

${origin}/forgot`)
}

function mail(to: string, subject: string, text: string): Mail {
  return { to, subject, text: `${text}\n` }
}
