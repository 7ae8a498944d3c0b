// The pages that make links: the start page, and what its form sends. A form that is refused comes
// back with everything that was typed and a sentence next to the field. Lesson: the-page (tour)

import { isLoopbackName } from '../../../basics/config.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { handleForm, newForm, type ShownForm } from '../../site/form.ts'
import { readSearch } from '../../site/input.ts'
import { parseCursor } from '../../site/list.ts'
import { isRefusal } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Link, LinkContent, NewLink } from '../links.ts'
import { linkList, usualSort, type LinkList } from '../manage/linkList.ts'
import { linkSorts, listLinks, sortedKind } from '../manage/list.ts'
import { withoutOrigin } from '../manage/searchText.ts'
import { readDailyPeople } from '../manage/statistics.ts'
import {
  browserHeaders, checkForm, formTokenOf, privateHeaders, readOwner, readRequester, type Owner,
  type LinkRequester,
} from '../owner.ts'
import { findOwnedLink } from '../store.ts'
import { homePage } from './pages.ts'
import { createLink, planLink, readLink } from './rules.ts'
import { normalizeSlug } from './slug.ts'
import { completeTarget } from './target.ts'

const linksOnPage = 20
const chartDays = 30

/** Adds `/` and what its form is sent to, `/links`. */
export function addHomeRoutes(app: App, dependencies: Dependencies): void {
  app.get('/', (context) => showHome(dependencies, context, newForm))
  app.get('/links', () => redirect('/', 303))
  app.post('/links', (context) => handleForm(context, {
    act: (fields) => makeLink(dependencies, context, fields),
    show: (shown, fields) => showHome(dependencies, context, askPasswordAgain(shown, fields)),
  }))
}

/**
 * Asks for the password of a link again, where one was typed into a form that was refused: no page
 * shows it, and without it the link would be open to all.
 */
export function askPasswordAgain(shown: ShownForm, fields: URLSearchParams): ShownForm {
  const { typed, issues } = shown.form
  const isAsked = !fields.get('password') || issues.some(({ field }) => field === 'password')
  if (isAsked) return shown
  const issue = { field: 'password', message: "Type the password again: it isn't kept" }
  return { ...shown, form: { typed, issues: [...issues, issue] } }
}

/** Reads the form of a new link: what is in it, for the checkers of the API. */
export function readNewLinkForm(fields: URLSearchParams) {
  return { ...readTerms(fields), slug: readGiven(fields, 'slug') }
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
    expiresAt: expiresAt === undefined ? null : withZone(expiresAt),
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

// The browser's field has minutes and no zone; its label says that it is UTC.
function withZone(time: string): string {
  return /(?:z|[+-]\d\d:\d\d)$/i.test(time) ? time : `${time}Z`
}

// People write `1,000` or `1 000`.
function toNumber(text: string): number | string {
  const digits = /^\d{1,3}(?:[,\s]\d{3}){1,4}$/.test(text) ? text.replaceAll(/[,\s]/g, '') : text
  return /^\d{1,15}$/.test(digits) ? Number(digits) : text
}

async function makeLink(
  dependencies: Dependencies, context: Context, fields: URLSearchParams,
): Promise<Reply> {
  const requester = await readRequester(context, dependencies)
  // A page from before the first link has no token: it comes back with one, as it was typed.
  checkForm(requester.owner, fields)
  const input = readLink(dependencies, readNewLinkForm(fields))
  const link = await makeOnce(dependencies, input, requester)
  // Only browsers send forms, and they keep the token, even without Sec-Fetch-Site.
  const headers = browserHeaders(requester.owner, dependencies.publicOrigin)
  return redirect(`/?made=${link.slug}`, 303, headers)
}

// If you go back and send the form again, you get the link that it made the first time.
async function makeOnce(
  dependencies: Dependencies, input: NewLink, requester: LinkRequester,
): Promise<LinkContent> {
  try {
    return await createLink(dependencies, input, requester)
  } catch (error) {
    const same = isRefusal(error, 'taken') && !input.password
      ? await findSame(dependencies, input, requester.owner) : undefined
    if (same === undefined) throw error
    return same
  }
}

async function findSame(
  dependencies: Dependencies, input: NewLink, owner: Owner,
): Promise<LinkContent | undefined> {
  const { slug = '', fields } = planLink(dependencies, input, { owner })
  const link = await findOwnedLink(dependencies.database, slug, owner.hash)
  if (link === undefined) return undefined
  const { createdAt: _new, importedClicks: _none, ...terms } = fields
  const isSame = Object.entries(terms).every(([name, value]) => Reflect.get(link, name) === value)
  return isSame ? link : undefined
}

async function showHome(
  dependencies: Dependencies, context: Context, { form, status = 200, headers }: ShownForm,
): Promise<Reply> {
  const { publicOrigin, anonymousLinks, courseAddress, clock } = dependencies
  const owner = await readOwner(context, dependencies)
  const [made, own] = await Promise.all([
    readMade(dependencies, context, owner), readOwnLinks(dependencies, context, owner),
  ])
  return homePage({
    form, status, made, origin: publicOrigin,
    list: linkList({ ...own, origin: publicOrigin, now: clock(), account: owner?.account }),
    headers: { ...privateHeaders, ...headers },
    formToken: formTokenOf(owner),
    account: owner?.account,
    courseAddress: isOnThisMachine(context) ? courseAddress?.() : undefined,
    isSearching: ['search', 'sort', 'cursor'].some((name) => context.query.has(name)),
    isClosed: !anonymousLinks && owner?.from !== 'account',
  })
}

// Through a tunnel the page is somebody else's, who can't reach the course.
function isOnThisMachine(context: Context): boolean {
  const hostname = URL.parse(`http://${context.header('host') ?? ''}/`)?.hostname ?? ''
  return hostname !== '' && isLoopbackName(hostname)
}

type ReadLinks = Pick<LinkList, 'links' | 'search' | 'sort' | 'after' | 'next'>

async function readOwnLinks(
  { database, searchIndex, publicOrigin, clock }: Dependencies,
  { query }: Context,
  owner: Owner | undefined,
): Promise<ReadLinks> {
  const search = readSearch(query)
  const sort = linkSorts.find((known) => known === query.get('sort')) ?? usualSort
  const after = parseCursor(query.get('cursor') ?? '', sortedKind(sort))
  if (owner === undefined) return { links: [], search, sort, after, next: undefined }
  const page = await listLinks({ database, searchIndex }, {
    ownerHash: owner.hash, sort, after, limit: linksOnPage,
    search: withoutOrigin(search, publicOrigin),
  })
  const ids = page.links.map(({ id }) => id)
  const charts = await readDailyPeople(database, ids, { now: clock(), days: chartDays })
  const links = page.links.map((link) => ({ link, daily: charts.get(link.id) ?? [] }))
  return { links, search, sort, after, next: page.next }
}

async function readMade(
  { database }: Dependencies, { method, query }: Context, owner: Owner | undefined,
): Promise<Link | undefined> {
  const slug = method === 'POST' ? null : query.get('made')
  if (owner === undefined || slug === null) return undefined
  return findOwnedLink(database, normalizeSlug(slug), owner.hash)
}
