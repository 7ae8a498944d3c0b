// The JSON API for lists of links: search, sort, and pages by cursor.
// Lesson: pages-filters-sorting (tour)

import { findOwnerId } from '../../../auth/access/owners.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { json } from '../../../http/reply.ts'
import { privately, show } from './api.ts'
import type { Dependencies } from '../dependencies.ts'
import { listLinks, type LinkQuery } from './linkList.ts'
import { formatCursor, linkSorts, parseCursor, type LinkSort } from './linkOrder.ts'
import { readOwner, unknownEditKey, type Owner } from '../owner.ts'
import { refuse } from '../../site/refusal.ts'

const mostLinksOnPage = 100

/** Adds the list at `/api/links`. */
export function addLinkListApi(app: App, dependencies: Dependencies): void {

  app.get('/api/links', async (context) => {
    const owner = await readOwner(context, dependencies)
    if (owner === undefined) return json({ links: [], next: null }, 200, privately)
    await requireKnown(dependencies, owner)
    const query = { ...readListQuery(context), ownerHash: owner.hash }
    const { links, next } = await listLinks(dependencies, query)
    const nextUrl = next === undefined ? null : pageUrl(context, formatCursor(next))
    const link = [`<${pageUrl(context, null)}>; rel="first"`]
    if (nextUrl !== null) link.push(`<${nextUrl}>; rel="next"`)
    const body = { links: links.map((each) => show(dependencies, each)), next: nextUrl }
    return json(body, 200, { ...privately, link: link.join(', ') })
  })
}

/** Reads which part of a list the query asks for. Throws a Refusal for what it can't read. */
export function readListQuery(context: Context): Omit<LinkQuery, 'ownerHash'> {
  const { query } = context
  const wantedSort = query.get('sort') ?? '-createdAt'
  const sort = linkSorts.find((known) => known === wantedSort)
  if (sort === undefined) throw refuse('invalid', `Write one of ${linkSorts.join(', ')}`, 'sort')
  const limit = Number(query.get('limit') ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLinksOnPage) {
    throw refuse('invalid', `Write a whole number from 1 to ${mostLinksOnPage}`, 'limit')
  }
  const search = (query.get('search') ?? '').trim().slice(0, 200)
  return { search, sort, limit, after: readCursor(query.get('cursor'), sort) }
}

function readCursor(text: string | null, sort: LinkSort) {
  if (text === null || text === '') return undefined
  const cursor = parseCursor(text, sort)
  if (cursor !== undefined) return cursor
  throw refuse('invalid', 'This is not a cursor of this list: take it from the last page', 'cursor')
}

/** Throws an HttpError 401 for an edit key that this server doesn't know. */
export async function requireKnown({ database }: Dependencies, owner: Owner): Promise<void> {
  if (owner.from !== 'header') return
  if (await findOwnerId(database, owner.hash) === undefined) throw unknownEditKey()
}

function pageUrl(context: Context, cursor: string | null): string {
  const query = new URLSearchParams(context.query)
  query.delete('cursor')
  if (cursor !== null) query.set('cursor', cursor)
  return query.size === 0 ? context.target.path : `${context.target.path}?${query}`
}
