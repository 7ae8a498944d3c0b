// What people see of another provider: the button that leads there, the link with an account here,
// and why a sign-in didn't work. Lesson: oauth-and-oidc (appendix)

import { html, type Html } from '../../../http/html.ts'
import { noStore, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import { passwordFields, tokenField, type FormState } from '../../site/fields.ts'
import type { Viewer } from '../../site/form.ts'
import { noticePage } from '../../site/page.ts'
import {
  refusalHeaders, refusalStatuses, type Refusal, type RefusalCode,
} from '../../site/refusal.ts'
import type { LinkedProvider } from './link/rules.ts'
import type { SignInProblem } from './rules.ts'

/**
 * The button that leads to a provider; `next` is where to go afterwards, a path of our own. It is a
 * link: nothing is sent from here.
 */
export function providerButton(name: string, next: string): Html {
  const address = `/login/with?${new URLSearchParams({ next })}`
  return html`<p class="with"><a class="button" href="${address}">Sign in with ${name}</a></p>`
}

/** The part of the page of applications that links an account with a provider. */
export function providerSection(viewer: Viewer, provider: LinkedProvider, form: FormState): Html {
  return html`<section class="account" aria-labelledby="provider">
<h2 id="provider">Sign in with ${provider.name}</h2>
${provider.linkedEmail === undefined
  ? linkForm(viewer, provider, form)
  : unlinkForm(viewer, provider, form)}
</section>`
}

function linkForm(viewer: Viewer, { name }: LinkedProvider, form: FormState): Html {
  return html`<p>Link your account with ${name}: after that, you can sign in with either.</p>
<form method="post" action="/account/apps/provider/link" class="card">
${tokenField(viewer)}
${passwordFields(form, viewer.account.email, { label: 'Your password here' })}
<button class="primary">Link with ${name}</button>
</form>`
}

function unlinkForm(
  viewer: Viewer, { name, linkedEmail, hasPassword }: LinkedProvider, form: FormState,
): Html {
  return html`<p>You can sign in with ${name}${linkedEmail !== '' && ` (${linkedEmail})`}${
  hasPassword && ', or with your password here'}.</p>
${hasPassword
  ? html`<form method="post" action="/account/apps/provider/unlink" class="card">
${tokenField(viewer)}
${passwordFields(form, viewer.account.email, { label: 'Your password here' })}
<button class="danger">Unlink</button></form>`
  : html`<p class="quiet">Your account has no password: before you unlink it, <a
href="/forgot">set one</a>.</p>`}`
}

type Shown = { title: string; text: string; href?: string; action?: string }

const again = { href: '/login', action: 'Sign in' }

const explanations: Record<SignInProblem, (name: string) => Shown> = {
  'other-browser': () => ({
    title: "This sign-in didn't start here", ...again,
    text: 'It started in another browser, or more than ten minutes ago. Start again',
  }),
  'other-issuer': (name) => ({
    title: 'This comes from somebody else', ...again,
    text: `The response isn't from ${name}, where your sign-in started. Start again`,
  }),
  'not-allowed': (name) => ({
    title: "You aren't signed in", ...again,
    text: `${name} didn't sign you in. Start again, or use your password`,
  }),
  'not-again': (name) => ({
    title: 'You have to sign in again',
    text: `${name} had to ask for your password again, and says that it didn't. Sign out here, ` +
      `and sign in with ${name} once more`,
    href: '/account', action: 'Back to your account',
  }),
  'disabled': () => ({
    title: "You aren't signed in", text: "This account can't sign in",
  }),
  'no-address': (name) => ({
    title: 'Your email address is not confirmed',
    text: `${name} didn't give us a confirmed email address. Confirm yours there, or sign ` +
      'up here with a password',
    href: '/signup', action: 'Sign up',
  }),
  'sign-up-closed': () => ({
    title: 'Sign-up is closed', ...again,
    text: "You don't have an account here yet, and sign-up is closed. If you need one, ask an " +
      'administrator',
  }),
  'invitation-required': (name) => ({
    title: 'You need an invitation', ...again,
    text: "You don't have an account here yet, and only invited people can sign up. If you were " +
      `invited, use the email address that got the invitation, and confirm it at ${name}`,
  }),
  'has-account': (name) => ({
    title: 'You already have an account',
    text: 'There is an account here with this email address. Sign in with its password once, and ' +
      `link it with ${name}: after that, you can sign in with either`,
    href: '/login?next=/account/apps', action: 'Sign in and link',
  }),
  'linked-elsewhere': (name) => ({
    title: 'Already linked',
    text: `This account at ${name} is linked to another account here, or your account is linked ` +
      `to another one at ${name}`,
    href: '/account/apps', action: 'Back to your account',
  }),
  'other-account': (name) => ({
    title: 'This is another account',
    text: `The account at ${name} isn't linked to the account that you're signed in to here. ` +
      'To sign in with it, sign out here first',
    href: '/account', action: 'Back to your account',
  }),
  'other-session': () => ({
    title: 'This is another session', ...again,
    text: "The user who wanted to link the accounts isn't signed in here any more. Start again",
  }),
}

/** Explains why nobody was signed in; undefined for a refusal that has no page here. */
export function refusalPage(name: string, refusal: Refusal): Reply | undefined {
  const { code, message } = refusal
  if (code === 'limited') return explain(refusal, { title: 'Too many attempts', text: message })
  return isSignInProblem(code) ? explain(refusal, explanations[code](name)) : undefined
}

/** Says that the provider's response can't be used. */
export function badResponsePage(name: string): Reply {
  return explanationPage(502, {
    title: "The response can't be used", ...again,
    text: `${name} can't be reached right now, or its response isn't valid. Try again later`,
  })
}

function isSignInProblem(code: RefusalCode): code is SignInProblem {
  return Object.hasOwn(explanations, code)
}

function explain(refusal: Refusal, shown: Shown): Reply {
  return explanationPage(refusalStatuses[refusal.code], shown, refusalHeaders(refusal))
}

function explanationPage(
  status: number, { title, text, href = '/', action = 'Go to the start page' }: Shown,
  headers: ReplyHeaders = {},
): Reply {
  return noticePage({
    title,
    status,
    headers: { ...noStore, ...headers },
    body: html`<p role="alert">${text}.</p>
<p><a class="button" href="${href}">${action}</a></p>`,
  })
}
