// The routes of the page: it's shown, its form makes a link, and each link has a QR code.

import { readForm } from './framework/body.ts'
import { HttpError } from './framework/errors.ts'
import { empty, type Reply } from './framework/reply.ts'
import type { Router } from './framework/router.ts'
import { pageReply } from './frame.ts'
import { findLink } from './links.ts'
import { makeLink, type Parts } from './make.ts'
import { checkFormToken, readOwner, type Owner, type OwnerParts } from './owner.ts'
import { homePage } from './page.ts'
import { drawQr } from './qrSvg.ts'
import { style } from './style.ts'

export type FormParts = Parts & OwnerParts

/** Adds the page and what belongs to it. */
export function addPageRoutes(router: Router, parts: FormParts): void {
  const { store, publicOrigin } = parts
  router.add('GET', '/style.css', () =>
    ({ status: 200, headers: { 'content-type': 'text/css' }, body: style }))
  router.add('GET', '/', (context) => showPage(parts, readOwner(context, parts), blank))
  router.add('POST', '/links', async (context) => {
    const typed = await readForm(context)
    const owner = readOwner(context, parts)
    checkFormToken(owner, typed.get('token'))
    try {
      makeLink(parts, fieldsOf(typed), owner.of)
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

function showPage({ store, publicOrigin }: FormParts, owner: Owner, shown: Shown): Reply {
  const { user, of, formToken, headers } = owner
  const content = homePage({ publicOrigin, user, formToken, links: store.listOf(of), ...shown })
  return pageReply('Short links', content, { status: shown.status, headers })
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
