// The pages that make links: the start page, and what its form sends. A form that is refused comes
// back with everything that was typed and a sentence next to the field. Lesson: the-page (tour)

import { isLoopbackName } from '../../../basics/config.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { answerForm, newForm, type ShownForm } from '../../site/form.ts'
import { checkInput, readSearch } from '../../site/input.ts'
import { formatCursor, parseCursor } from '../../site/list.ts'
import type { Dependencies } from '../dependencies.ts'
import { newLinkChecker, type NewLink } from '../links.ts'
import { listLinks } from '../manage/list.ts'
import { readDailyPeople } from '../manage/statistics.ts'
import {
  browserHeaders, checkForm, formTokenOf, privateHeaders, readOwner, readRequester, type Owner,
} from '../owner.ts'
import { findOwnedLink } from '../store.ts'
import { homePage, type OwnLinks } from './pages.ts'
import { createLink } from './rules.ts'
import { normalizeSlug } from './slug.ts'
import { completeTarget } from './target.ts'

const linksOnPage = 20
const chartDays = 30

/** Adds `/` and what its form is sent to, `/links`. */
export function addHomeRoutes(app: App, dependencies: Dependencies): void {
  app.get('/', (context) => showHome(dependencies, context, newForm))
  app.get('/links', () => redirect('/', 303))
  app.post('/links', (context) => answerForm(context, {
    act: (fields) => makeLink(dependencies, context, fields),
    show: (shown) => showHome(dependencies, context, shown),
  }))
}

/** Reads the form of a new link. Throws a Refusal `invalid` with an issue for each field. */
export function readNewLinkForm(fields: URLSearchParams): NewLink {
  const slug = readGiven(fields, 'slug')
  return checkInput(newLinkChecker, { ...readTerms(fields), slug })
}

/**
 * Reads the fields that a new link and a changed one share. A form knows only text: an empty field
 * means "none", and a box that isn't ticked isn't sent. The checkers of the API decide about it.
 */
export function readTerms(fields: URLSearchParams) {
  const expiresAt = readGiven(fields, 'expiresAt')
  const visitLimit = readGiven(fields, 'visitLimit')
  return {
    target: completeTarget(fields.get('target') ?? ''),
    note: fields.get('note') ?? '',
    // The browser's field has minutes and no zone; its label says that it is UTC.
    expiresAt: expiresAt === undefined ? null : `${expiresAt}Z`.replace('ZZ', 'Z'),
    visitLimit: visitLimit === undefined ? null : toNumber(visitLimit),
    // As it was typed: a space at its end is part of it (NIST SP 800-63B, section 3.1.1.2).
    password: fields.get('password') || undefined,
    redirect: fields.get('redirect') === '307' ? 307 : 302,
    forwardQuery: fields.get('forwardQuery') === 'yes',
  }
}

function readGiven(fields: URLSearchParams, name: string): string | undefined {
  return fields.get(name)?.trim() || undefined
}

function toNumber(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}

async function makeLink(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const requester = await readRequester(context, dependencies)
  // A page from before the first link has no token: it comes back with one, as it was typed.
  checkForm(requester.owner, fields)
  const link = await createLink(dependencies, readNewLinkForm(fields), requester)
  // Only browsers send forms, and they keep the token, even without Sec-Fetch-Site.
  const headers = browserHeaders(requester.owner, dependencies.publicOrigin)
  return redirect(`/?made=${link.slug}`, 303, headers)
}

async function showHome(
  dependencies: Dependencies, context: Context, { form, status = 200, headers }: ShownForm,
): Promise<Reply> {
  const { publicOrigin, anonymousLinks, courseAddress, clock } = dependencies
  const owner = await readOwner(context, dependencies)
  const own = await readOwnLinks(dependencies, context, owner)
  return homePage({
    form, status, own, origin: publicOrigin, now: clock(),
    headers: { ...privateHeaders, ...headers },
    formToken: formTokenOf(owner),
    account: owner?.account,
    courseAddress: isOnThisMachine(context) ? courseAddress?.() : undefined,
    isClosed: !anonymousLinks && owner?.from !== 'account',
  })
}

// Through a tunnel the page is somebody else's, who can't reach the course.
function isOnThisMachine(context: Context): boolean {
  const hostname = URL.parse(`http://${context.header('host') ?? ''}/`)?.hostname ?? ''
  return hostname !== '' && isLoopbackName(hostname)
}

async function readOwnLinks(
  { database, searchIndex, clock }: Dependencies,
  { method, query }: Context,
  owner: Owner | undefined,
): Promise<OwnLinks> {
  const search = readSearch(query)
  if (owner === undefined) return { links: [], search, next: undefined, made: undefined }
  const made = method === 'POST' ? null : query.get('made')
  const after = parseCursor(query.get('cursor') ?? '', 'number')
  const [page, madeLink] = await Promise.all([
    listLinks({ database, searchIndex }, {
      ownerHash: owner.hash, search, sort: '-createdAt', after, limit: linksOnPage,
    }),
    made === null ? undefined : findOwnedLink(database, normalizeSlug(made), owner.hash),
  ])
  const ids = page.links.map(({ id }) => id)
  const charts = await readDailyPeople(database, ids, { now: clock(), days: chartDays })
  const next = new URLSearchParams(search === '' ? {} : { search })
  if (page.next !== undefined) next.set('cursor', formatCursor(page.next))
  return {
    links: page.links.map((link) => ({ link, daily: charts.get(link.id) ?? [] })),
    search,
    next: page.next === undefined ? undefined : `/?${next}`,
    made: madeLink,
  }
}
