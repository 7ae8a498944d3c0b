// Links an account here with one at the provider, so that either signs in, and ends the link. The
// session that asked is the one that finishes it. Lesson: oauth-and-oidc (tour)

import { hasChanged } from '../../../../auth/access/audit.ts'
import { hasPassword } from '../../../../auth/access/users.ts'
import { parseAddress } from '../../../../services/mail/address.ts'
import { mailTo, type Mail, type Recipient } from '../../../../services/mail/message.ts'
import { signInAgain } from '../../../site/confirmPassword.ts'
import { refuse, violates } from '../../../site/refusal.ts'
import { confirmActor, type Actor } from '../../actor.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { ProviderIdentity } from '../idToken.ts'
import type { Provider } from '../provider.ts'
import { refuseSignIn } from '../rules.ts'
import { deleteLink, findProviderAccount, insertLink } from '../store.ts'

/** The provider, as the page of an account shows it. */
export type LinkedProvider = {
  name: string
  /** The address of the account there, empty when it told none; undefined without a link. */
  linkedEmail: string | undefined
  hasPassword: boolean
}

/** Tells whether a user is linked with the provider, undefined where none is set up. */
export async function findLinkedProvider(
  { database, provider }: Dependencies, user: number,
): Promise<LinkedProvider | undefined> {
  if (provider === undefined) return undefined
  const linked = await findProviderAccount(database, user, provider.issuer)
  return {
    name: provider.name, linkedEmail: linked?.email,
    hasPassword: await hasPassword(database, user),
  }
}

/**
 * Links an account at the provider to the user whose session asked for it: no other browser may
 * finish what one began. Throws a Refusal.
 */
export async function linkProvider(
  dependencies: Dependencies, identity: ProviderIdentity,
  { actor, session }: { actor: Actor | undefined; session: number },
): Promise<void> {
  const { auth, clock, database, outbox } = dependencies
  if (actor?.session.id !== session) throw refuseSignIn('other-session')
  const { requestId, account: { id: user, email } } = actor
  const { issuer, subject } = identity
  const address = parseAddress(identity.email ?? '') ?? ''
  try {
    const [{ changes }] = await database.batch([
      insertLink({ issuer, subject, user, email: address, createdAt: clock(), session }),
      auth.audit.prepareIfChanged({
        requestId, actor: user, action: 'provider-linked', target: `user ${user}`,
      }),
      outbox.add(linkedMail(dependencies, { email, user }), hasChanged),
    ])
    if (changes === 0) throw refuseSignIn('other-session')
  } catch (error) {
    throw violates(error, 'unique') ? refuseSignIn('linked-elsewhere') : error
  }
  outbox.wake()
}

/**
 * Ends the link for somebody who enters their password, which they need to sign in from now on. If
 * the link has ended already, that's fine. Throws a Refusal.
 */
export async function unlinkProvider(
  dependencies: Dependencies, provider: Provider,
  { actor, password }: { actor: Actor; password: string },
): Promise<void> {
  const { auth, database, outbox } = dependencies
  const { requestId, session, account: { id: user, email } } = actor
  if (!await hasPassword(database, user)) {
    throw refuse('needs-password', 'Set a password before you unlink the account')
  }
  const passwordVersion = await confirmActor(dependencies, actor, password)
  const old = { user, issuer: provider.issuer, session: session.id, passwordVersion }
  const event = { requestId, actor: user, action: 'provider-unlinked', target: `user ${user}` }
  const { changes } = await auth.audit.record(deleteLink(old), event, {
    then: [outbox.add(unlinkedMail(dependencies, { email, user }), hasChanged)],
  })
  if (changes === 0 && await findProviderAccount(database, user, provider.issuer)) {
    throw signInAgain()
  }
  outbox.wake()
}

function unlinkedMail({ publicOrigin, provider }: Dependencies, owner: Recipient): Mail {
  return mailTo(owner, 'A way to sign in was removed', `Hello,

you can no longer sign in to your account at ${publicOrigin} with ${
  provider?.name ?? 'another provider'}.

If it was you, you're all set. If it wasn't, reset your password right away:

${publicOrigin}/forgot`)
}

function linkedMail({ publicOrigin, provider }: Dependencies, owner: Recipient): Mail {
  return mailTo(owner, 'New way to sign in', `Hello,

you can now sign in to your account at ${publicOrigin} with ${provider?.name ?? 'another provider'}.

If it was you, you're all set. If it wasn't, reset your password right away, which unlinks it:

${publicOrigin}/forgot`)
}
