// The emails that administrators send: an invitation, a new account, a changed role, and a second
// factor that was switched off. Every URL in them begins with the public origin.
// Lesson: user-management (tour)

import type { Role } from '../../auth/access/identity.ts'
import { mailTo, type Mail, type Recipient } from '../../services/mail/message.ts'

/** Invites somebody who has no account yet. */
export function invitationMail(
  origin: string, { email, token }: { email: string; token: string },
): Mail {
  return mailTo({ email }, 'You are invited', `Hello,

an administrator of ${origin} has invited you to sign up.
To accept, open this page within seven days and choose a password:

${origin}/signup/invited?token=${token}

If you didn't expect this, do nothing: no account is created.`)
}

/** Tells somebody that an account was created for them. */
export function newAccountMail(
  origin: string, { token, ...recipient }: Recipient & { token: string },
): Mail {
  return mailTo(recipient, 'Your new account', `Hello,

an administrator of ${origin} has created an account for you.
To choose your password, open this page within seven days:

${resetUrl(origin, token)}

After that, you can get a new link at ${origin}/forgot`)
}

/** Tells the owner of an account that its role was changed, so that they notice if it's wrong. */
export function roleMail(origin: string, { role, ...recipient }: Recipient & { role: Role }): Mail {
  const what = role === 'admin'
    ? 'You are now an administrator'
    : 'You are no longer an administrator'
  return mailTo(recipient, what, `Hello,

your role at ${origin} has changed: ${what.toLowerCase()}.
You were signed out everywhere and have to sign in again.

If you didn't expect this, ask another administrator. If you think that somebody else used your
account, reset your password:

${origin}/forgot`)
}

/** Tells the owner of an account that the operator has switched the second factor off. */
export function secondFactorMail(origin: string, recipient: Recipient): Mail {
  return mailTo(recipient, 'Your account was changed', `Hello,

the operator of ${origin} has switched off the second factor of your account.
You sign in with your password alone now, and can set the second factor up again:

${origin}/account/second-factor

If you didn't ask for this, set a new password right away: ${origin}/forgot`)
}

/** The page where the owner of an account chooses a password. */
export function resetUrl(origin: string, token: string): string {
  return `${origin}/reset?token=${token}`
}
