// The routes of the page: it's shown, its form makes a link, and each link has a QR code.

import { readForm } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, page, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { findLink } from './links.ts'
import { makeLink, type Parts } from './make.ts'
import { checkFormToken, readOwner, type Owner } from './owner.ts'
import { homePage } from './page.ts'
import { drawQr } from './qrSvg.ts'
import { style } from './style.ts'

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Adds the page and what belongs to it. */
export function addPageRoutes(router: Router, parts: Parts): void {
  const { store, publicOrigin } = parts
  router.add('GET', '/style.css', () =>
    ({ status: 200, headers: { 'content-type': 'text/css' }, body: style }))
  router.add('GET', '/', (context) => showPage(parts, readOwner(context, publicOrigin), blank))
  router.add('POST', '/links', async (context) => {
    const typed = await readForm(context)
    const owner = readOwner(context, publicOrigin)
    checkFormToken(owner, typed.get('token'))
    try {
      makeLink(parts, fieldsOf(typed), owner.hash)
      return empty(303, { location: '/', 'cache-control': 'no-store' })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      return showPage(parts, owner, { status: error.status, typed, problem: error.message })
    }
  })
  router.add('GET', '/links/:slug/qr.svg', ({ params }) => {
    const { slug } = findLink(store, params.slug)
    const headers = { 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' }
    return { status: 200, headers, body: drawQr(`${publicOrigin}/${slug}`) }
  })
}

type Shown = { status: number; typed: URLSearchParams; problem?: string }

const blank: Shown = { status: 200, typed: new URLSearchParams() }

function showPage({ store, publicOrigin }: Parts, owner: Owner, shown: Shown): Reply {
  const { hash, formToken, headers } = owner
  const links = store.listOf(hash)
  const reply = page(homePage({ publicOrigin, formToken, links, ...shown }), shown.status)
  return { ...reply, headers: { ...reply.headers, ...pageHeaders, ...headers } }
}

// A form sends text, and an empty one for a field that nobody has filled in.
function fieldsOf(typed: URLSearchParams) {
  const limit = typed.get('visitLimit') || null
  return {
    target: typed.get('target'),
    slug: typed.get('slug') || null,
    visitLimit: limit !== null && /^\d{1,9}$/.test(limit) ? Number(limit) : limit,
    note: typed.get('note') ?? '',
  }
}
