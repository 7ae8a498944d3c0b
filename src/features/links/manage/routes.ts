// The pages of one link for its owner: numbers, settings, QR code, switch and delete. Each form has
// a token of its owner, and each statement names the owner: other people's links are a 404.
// Lesson: the-page (tour)

import type { App } from '../../../http/app.ts'
import { drawQrPng, drawQrSvg } from '../../../basics/qr/draw.ts'
import { encodeQr } from '../../../basics/qr/encode.ts'
import { formatCsvRow } from '../../../basics/csv.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { privately } from './api.ts'
import { changeLink } from './rules.ts'
import type { Dependencies } from '../dependencies.ts'
import { readChangeForm } from '../make/forms.ts'
import { refusedForm } from '../make/routes.ts'
import type { Link, LinkChange } from '../links.ts'
import { checkForm, formTokenOf, readOwner, type Owner } from '../owner.ts'
import { detailPage, typedOf } from './pages.ts'
import type { FormState } from '../make/fields.ts'
import { isSlug, normalizeSlug } from '../make/slug.ts'
import { readStatistics } from './statistics.ts'
import { toRefusal } from '../../site/refusal.ts'

type Owned = { link: Link; owner: Owner }
type LinkContext = Context<'/links/:slug'>

const chartDays = 30
const exportDays = 366

/** Adds `/links/:slug` and the paths below it. */
export function addDetailRoutes(app: App, dependencies: Dependencies): void {
  app.get('/links/:slug', async (context) => {
    const owned = await findOwned(dependencies, context)
    return showDetail(dependencies, owned, { form: { typed: typedOf(owned.link), issues: [] } },
      context.query.has('saved'))
  })

  app.post('/links/:slug', async (context) => {
    const form = await readForm(context)
    const owned = await findOwned(dependencies, context, form)
    const version = Number(form.get('version') ?? owned.link.version)
    try {
      const change = withoutSame(readChangeForm(form), owned.link)
      await changeLink(dependencies, change, { ...owned, version })
      return redirect(`/links/${owned.link.slug}?saved`)
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal === undefined) throw error
      return showDetail(dependencies, owned, refusedForm(form, refusal), false)
    }
  })

  app.post('/links/:slug/disable', async (context) => {
    const form = await readForm(context)
    const reason = form.get('reason')?.trim().slice(0, 200) || 'No longer needed'
    return switchLink(dependencies, context, { form, disabled: reason })
  })

  app.post('/links/:slug/enable', async (context) =>
    switchLink(dependencies, context, { form: await readForm(context), disabled: null }))

  app.post('/links/:slug/delete', async (context) => {
    const form = await readForm(context)
    const { link, owner } = await findOwned(dependencies, context, form)
    if (form.get('sure') !== 'yes') {
      throw new HttpError(422, 'not-sure', 'Tick the box next to the button to delete a link')
    }
    await dependencies.store.delete(link.slug, owner.hash, null)
    return redirect('/')
  })

  app.get('/links/:slug/export', async (context) => {
    const { link } = await findOwned(dependencies, context)
    const period = { now: dependencies.clock(), days: exportDays }
    const { days } = await readStatistics(dependencies.database, link, period)
    const rows = days.map((day) => [day.time.slice(0, 10), day.people, day.visitors, day.bots])
    return {
      status: 200,
      headers: { ...privately, 'content-type': 'text/csv; charset=utf-8' },
      body: [['day', 'people', 'visitors', 'bots'], ...rows].map(formatCsvRow).join(''),
    }
  })

  app.get('/links/:slug/qr.svg', ({ params }) =>
    qrReply('image/svg+xml', drawQrSvg(qrOf(dependencies, params.slug))))

  app.get('/links/:slug/qr.png', ({ params }) =>
    qrReply('image/png', drawQrPng(qrOf(dependencies, params.slug), { scale: 12 })))
}

async function findOwned(dependencies: Dependencies, context: LinkContext, form?: URLSearchParams): Promise<Owned> {
  const owner = await readOwner(context, dependencies)
  const slug = normalizeSlug(context.params.slug)
  const link = owner && await dependencies.store.findOwned(slug, owner.hash)
  if (owner === undefined || link === undefined) {
    const message = `None of your links is named ${JSON.stringify(context.params.slug)}`
    throw new HttpError(404, 'not-found', message)
  }
  if (form !== undefined) checkForm(owner, form)
  return { link, owner }
}

async function showDetail(
  dependencies: Dependencies,
  { link, owner }: Owned,
  shown: { form: FormState; status?: number },
  isSaved: boolean,
): Promise<Reply> {
  const now = dependencies.clock()
  const statistics = await readStatistics(dependencies.database, link, { now, days: chartDays })
  const origin = dependencies.publicOrigin
  return detailPage({
    ...shown, origin, now, link, statistics, isSaved, formToken: formTokenOf(owner) ?? '',
    account: owner.account,
  })
}

// The form has only minutes: a time that wasn't changed keeps its seconds.
function withoutSame(change: LinkChange, link: Link): LinkChange {
  const minute = (timeMs: number | null | undefined) => Math.floor((timeMs ?? 0) / 60_000)
  if (minute(change.expiresAt) !== minute(link.expiresAt)) return change
  return { ...change, expiresAt: link.expiresAt }
}

async function switchLink(
  dependencies: Dependencies,
  context: LinkContext,
  { form, disabled }: { form: URLSearchParams; disabled: string | null },
): Promise<Reply> {
  const owned = await findOwned(dependencies, context, form)
  await changeLink(dependencies, { disabled }, { ...owned, version: null })
  return redirect(`/links/${owned.link.slug}?saved`)
}

function qrOf(dependencies: Dependencies, name: string) {
  const slug = normalizeSlug(name)
  if (!isSlug(slug)) throw new HttpError(404, 'not-found', 'No link can have this name')
  return encodeQr(`${dependencies.publicOrigin}/${slug}`)
}

// The picture depends only on its address and ours.
function qrReply(type: string, body: string | Uint8Array): Reply {
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' }
  return { status: 200, headers, body }
}
