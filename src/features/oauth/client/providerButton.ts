// The button that leads to another provider. It is a link: nothing is sent from here.
// Lesson: oauth-and-oidc (appendix)

import { html, type Html } from '../../../http/html.ts'

/** Shows the way to a provider; `next` is where to go afterwards, a path of our own. */
export function providerButton(name: string, next: string): Html {
  const address = `/login/with?${new URLSearchParams({ next })}`
  return html`<p class="with"><a class="button" href="${address}">Sign in with ${name}</a></p>`
}
