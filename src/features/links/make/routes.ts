// The pages that make links: the start page, and what its form sends. A form that is refused comes
// back with everything that was typed and a sentence next to the field. Lesson: the-page (tour)

import { isLoopbackName } from '../../../basics/config.ts'
import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply, type ReplyHeaders } from '../../../http/reply.ts'
import { askerOf, ownerHeaders, privately } from '../manage/api.ts'
import { createLink } from './rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { readNewLinkForm, typedIn } from './forms.ts'
import { listLinks } from '../manage/linkList.ts'
import { formatCursor, parseCursor } from '../manage/linkOrder.ts'
import { formTokenOf, isOwnForm, oldForm, readOwner, type Owner } from '../owner.ts'
import { untouched, type FormState } from './fields.ts'
import { homePage } from './pages.ts'
import { normalizeSlug } from './slug.ts'
import { readDailyPeople } from '../manage/statistics.ts'
import { Refusal, refusalHeaders, refusalStatuses, refuse, toRefusal } from '../../site/refusal.ts'

const linksOnPage = 20
const chartDays = 30

type Shown = { form: FormState; status?: number; headers?: ReplyHeaders }

/** Adds `/` and the form's address, `/links`. */
export function addHomeRoutes(app: App, dependencies: Dependencies): void {
  app.get('/', (context) => showHome(dependencies, context, { form: untouched }))

  app.get('/links', () => redirect('/', 303))

  app.post('/links', async (context) => {
    const form = await readForm(context)
    const asker = await askerOf(context, dependencies)
    try {
      // A page from before the first link has no token: it comes back with one, as it was typed.
      if (!isOwnForm(asker.owner, form)) throw refuse('old-form', oldForm)
      const link = await createLink(dependencies, readNewLinkForm(form), asker)
      // Only browsers send forms, and they keep the token, even without Sec-Fetch-Site.
      const isNew = asker.owner.from === 'none'
      const owner: Owner = isNew ? { ...asker.owner, from: 'cookie' } : asker.owner
      return redirect(`/?made=${link.slug}`, 303, ownerHeaders(context, dependencies, owner))
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal === undefined) throw error
      return showHome(dependencies, context, refusedForm(form, refusal))
    }
  })
}

/** What a page shows after a form was refused. */
export function refusedForm(form: URLSearchParams, refusal: Refusal) {
  return {
    form: { typed: typedIn(form), issues: refusal.issues },
    status: refusalStatuses[refusal.code],
    headers: refusalHeaders(refusal),
  }
}

async function showHome(dependencies: Dependencies, context: Context, shown: Shown): Promise<Reply> {
  const owner = await readOwner(context, dependencies)
  const search = (context.query.get('search') ?? '').trim().slice(0, 200)
  const now = dependencies.clock()
  const mine = owner === undefined
    ? { links: [], next: undefined, made: undefined }
    : await readMine(dependencies, context, { owner, search })
  return homePage({
    ...shown,
    ...mine,
    origin: dependencies.publicOrigin,
    now,
    formToken: formTokenOf(owner),
    account: owner?.account,
    search,
    courseAddress: isOnThisMachine(context) ? dependencies.courseAddress() : undefined,
    isClosed: !dependencies.anonymousLinks && owner?.from !== 'account',
    headers: { ...privately, ...shown.headers },
  })
}

// Through a tunnel the page is somebody else's, who can't reach the course.
function isOnThisMachine(context: Context): boolean {
  const hostname = URL.parse(`http://${context.header('host') ?? ''}/`)?.hostname ?? ''
  return hostname !== '' && isLoopbackName(hostname)
}

async function readMine(
  dependencies: Dependencies,
  context: Context,
  { owner, search }: { owner: Owner; search: string },
) {
  const made = context.method === 'POST' ? null : context.query.get('made')
  const after = parseCursor(context.query.get('cursor') ?? '', '-createdAt')
  const [page, madeLink] = await Promise.all([
    listLinks(dependencies, {
      ownerHash: owner.hash, search, sort: '-createdAt', after, limit: linksOnPage,
    }),
    made === null ? undefined : dependencies.store.findOwned(normalizeSlug(made), owner.hash),
  ])
  const ids = page.links.map(({ id }) => id)
  const charts = await readDailyPeople(dependencies.database, ids, { now: dependencies.clock(), days: chartDays })
  const query = new URLSearchParams(search === '' ? {} : { search })
  if (page.next !== undefined) query.set('cursor', formatCursor(page.next))
  return {
    links: page.links.map((link) => ({ link, daily: charts.get(link.id) ?? [] })),
    next: page.next === undefined ? undefined : `/?${query}`,
    made: madeLink,
  }
}
