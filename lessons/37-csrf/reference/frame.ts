// What all pages have in common: the head of the document, and the headers.

import { html, type Html } from './framework/html.ts'
import { page, type Reply, type ReplyHeaders } from './framework/reply.ts'

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Not no-referrer: browsers would send Origin: null with our own forms, too.
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
