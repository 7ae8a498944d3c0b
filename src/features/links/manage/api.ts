// The JSON API of an owner's links: list, read, change, delete, and the numbers of one link.
// Lesson: resources-and-naming (tour)

import type { App } from '../../../http/app.ts'
import { readJson } from '../../../http/body.ts'
import { requireMatch, versionTag } from '../../../http/conditional.ts'
import type { Context } from '../../../http/context.ts'
import { empty, json, type Reply } from '../../../http/reply.ts'
import { checkParameters, readAmount, readSearch } from '../../site/input.ts'
import { listReply, readCursor } from '../../site/list.ts'
import { isRefusal, refuse } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Link } from '../links.ts'
import { describeLink, versionHeaders } from '../make/api.ts'
import { privateHeaders, readOwner, requireKnown } from '../owner.ts'
import { linkSorts, listLinks, sortedKind, type LinkQuery } from './list.ts'
import { readPeriod } from './period.ts'
import { changeLink, deleteOwn, findOwn, readChange, type OwnLink } from './rules.ts'
import { withoutOrigin } from './searchText.ts'
import { readStatistics } from './statistics.ts'

const mostTries = 10
const hint =
  ': a program shows that a link is its own by sending the editKey as "Authorization: Bearer …"'

type SlugContext = Context<'/api/links/:slug'>

/** Adds the list at `/api/links`, and what can be done with each link below it. */
export function addManageApi(app: App, dependencies: Dependencies): void {
  app.get('/api/links', (context) => list(dependencies, context))

  app.get('/api/links/:slug', async (context) =>
    showLink(dependencies, (await find(dependencies, context)).link))

  app.patch('/api/links/:slug', async (context) => {
    const input = await readJson(context)
    return showLink(dependencies, await changeMatching(dependencies, context, input))
  })

  app.delete('/api/links/:slug', async (context) => {
    const own = await find(dependencies, context)
    requireMatch(context, versionOf(own.link))
    const isConditional = context.header('if-match') !== undefined
    await deleteOwn(dependencies, own, isConditional ? own.link.version : null)
    return empty(204)
  })

  app.get('/api/links/:slug/statistics', async (context) => {
    checkParameters(context.query, ['days', 'from', 'to'])
    const { link } = await find(dependencies, context)
    const period = readPeriod(context.query, { now: dependencies.clock() })
    return json(await readStatistics(dependencies.database, link, period), 200, privateHeaders)
  })
}

/** Reads which part of a list the query asks for. Throws a Refusal for what it can't read. */
export function readListQuery({ query }: Context): Omit<LinkQuery, 'ownerHash'> {
  checkParameters(query, ['search', 'sort', 'limit', 'cursor'])
  const wantedSort = query.get('sort') ?? '-createdAt'
  const sort = linkSorts.find((known) => known === wantedSort)
  if (sort === undefined) throw refuse('invalid', `Write one of ${linkSorts.join(', ')}`, 'sort')
  const limit = readAmount(query, 'limit', { usual: 20, most: 100 })
  return { search: readSearch(query), sort, limit, after: readCursor(query, sortedKind(sort)) }
}

async function list(dependencies: Dependencies, context: Context): Promise<Reply> {
  const query = readListQuery(context)
  const owner = await readOwner(context, dependencies)
  if (owner === undefined) return json({ links: [], next: null }, 200, privateHeaders)
  await requireKnown(dependencies, owner)
  const search = withoutOrigin(query.search, dependencies.publicOrigin)
  const { links, next } =
    await listLinks(dependencies, { ...query, search, ownerHash: owner.hash })
  const shown = links.map((link) => describeLink(link, dependencies))
  return listReply(context, { links: shown, next }, privateHeaders)
}

function showLink(dependencies: Dependencies, link: Link): Reply {
  return json(describeLink(link, dependencies), 200, versionHeaders(link))
}

async function find(dependencies: Dependencies, context: SlugContext): Promise<OwnLink> {
  const owner = await readOwner(context, dependencies)
  return findOwn(dependencies, owner, { slug: context.params.slug, hint })
}

function versionOf(link: Link) {
  return { etag: versionTag(link), lastModifiedMs: link.updatedAt }
}

// Two changes at once: the second is worked out again from the result of the first, unless the
// client has named the version that it means.
async function changeMatching(
  dependencies: Dependencies, context: SlugContext, input: unknown,
): Promise<Link> {
  for (let tries = 1; ; tries += 1) {
    const own = await find(dependencies, context)
    requireMatch(context, versionOf(own.link))
    const change = readChange(dependencies, input, own.link)
    try {
      return await changeLink(dependencies, change, { ...own, version: null })
    } catch (error) {
      if (!isRefusal(error, 'stale') || tries === mostTries) throw error
    }
  }
}
