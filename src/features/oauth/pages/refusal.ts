// What somebody reads whose sign-in with another provider did not work, and what to do then.

import { html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import { sitePage } from '../../site.ts'
import type { WithProblem } from '../signInWith.ts'

export type PageProblem = WithProblem | 'bad-answer'

type Shown = { status: number; title: string; text: string; href?: string; action?: string }

const again = { href: '/login', action: 'Sign in' }

const explanations: Record<PageProblem, (name: string) => Shown> = {
  'other-browser': () => ({
    status: 400, title: 'This did not begin here', ...again,
    text: 'The sign-in did not begin in this browser, or more than ten minutes ago. Begin again',
  }),
  'other-issuer': (name) => ({
    status: 400, title: 'This is from somebody else', ...again,
    text: `The answer is not from ${name}, where your sign-in began. Begin again`,
  }),
  'not-allowed': (name) => ({
    status: 403, title: 'You are not signed in', ...again,
    text: `${name} has not signed you in. Begin again, or use your password`,
  }),
  'bad-answer': (name) => ({
    status: 502, title: 'The answer cannot be used', ...again,
    text: `${name} cannot be reached now, or gave an answer that proves nothing. Try again later`,
  }),
  'second-factor': () => ({
    status: 403, title: 'Your second factor is missing', ...again,
    text: 'This account wants a second factor: sign in with your password and a code',
  }),
  'disabled': () => ({
    status: 403, title: 'You are not signed in', text: 'This account cannot sign in',
  }),
  'no-address': (name) => ({
    status: 403, title: 'There is no confirmed address',
    text: `${name} has not told us an e-mail address that it has confirmed. Confirm yours there, ` +
      'or sign up here with a password',
    href: '/signup', action: 'Sign up',
  }),
  'has-account': (name) => ({
    status: 409, title: 'You have an account already',
    text: 'There is an account here with this e-mail address. Sign in with its password once, ' +
      `and link it with ${name}: from then on it opens with both`,
    href: '/login?next=/account/apps', action: 'Sign in and link',
  }),
  'too-many': () => ({
    status: 429, title: 'That is enough for now',
    text: 'Too many accounts were made from your network. Try again in an hour',
  }),
  'linked-elsewhere': (name) => ({
    status: 409, title: 'It is linked already',
    text: `This account at ${name} opens another account here, or yours opens with another one`,
    href: '/account/apps', action: 'Back to your account',
  }),
  'other-session': () => ({
    status: 403, title: 'This is another session', ...again,
    text: 'The one who asked to link the accounts is not signed in here any more. Begin again',
  }),
}

/** Explains why nobody was signed in. */
export function refusalPage(name: string, problem: PageProblem): Reply {
  const { status, title, text, href = '/', action = 'Go to the start page' } =
    explanations[problem](name)
  return sitePage({
    title,
    status,
    headers: { 'cache-control': 'no-store' },
    body: html`<section class="notice">
<h1>${title}</h1>
<p role="alert">${text}.</p>
<p><a class="button" href="${href}">${action}</a></p>
</section>`,
  })
}
