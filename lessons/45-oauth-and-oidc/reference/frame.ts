// What all pages have in common: the head of the document, and the headers.

import { html, type Html } from './framework/html.ts'
import { page, type Reply, type ReplyHeaders } from './framework/reply.ts'

/** Makes the header that says what a page may do; its forms may lead to another origin, too. */
export function policyFor(formOrigin = ''): ReplyHeaders {
  return {
    'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; "
      + `form-action 'self' ${formOrigin}; base-uri 'none'; frame-ancestors 'none'`,
  }
}

const pageHeaders = {
  ...policyFor(),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

export type Shown = {
  status: number
  headers: ReplyHeaders
}

/** Makes the reply with a page of this title. */
export function pageReply(title: string, content: Html, { status, headers }: Shown): Reply {
  const reply = page(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
<h1>${title}</h1>
${content}</html>
`, status)
  return { ...reply, headers: { ...reply.headers, ...pageHeaders, ...headers } }
}

/** Says what was wrong with a form. */
export function alert(problem: string | undefined): Html {
  return problem === undefined ? html`` : html`<p role="alert">${problem}</p>
`
}
