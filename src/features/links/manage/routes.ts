// The pages of one link for its owner: numbers, settings, QR code, switch and delete. Each form has
// a token of its owner, and each statement names the owner: other people's links are a 404.
// Lesson: the-page (tour)

import { isBlank } from '../../../auth/passwords/passwordRules.ts'
import { formatTime, minuteMs } from '../../../basics/clock.ts'
import { formatCsvRow } from '../../../basics/csv.ts'
import { drawQrPng, drawQrSvg } from '../../../basics/qr/draw.ts'
import { encodeQr } from '../../../basics/qr/encode.ts'
import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import type { FormState } from '../../site/fields.ts'
import { handleForm, type ShownForm } from '../../site/form.ts'
import { refuse, toRefusal } from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Link } from '../links.ts'
import { askPasswordAgain, readTerms } from '../make/routes.ts'
import { isSlug, normalizeSlug } from '../make/slug.ts'
import { checkForm, formTokenOf, privateHeaders, readOwner } from '../owner.ts'
import { detailPage, typedOf } from './pages.ts'
import { changeLink, deleteOwn, findOwn, readChange, type OwnLink } from './rules.ts'
import { pointsOf } from './numbers.ts'
import { mostDays, readPeriod, type Period } from './period.ts'
import { readStatistics } from './statistics.ts'

type LinkContext = Context<'/links/:slug'>

const longestReason = 200

/** Adds `/links/:slug` and the paths below it. */
export function addDetailRoutes(app: App, dependencies: Dependencies): void {
  app.get('/links/:slug', (context) => showDetail(dependencies, context))
  app.post('/links/:slug', (context) => handleForm(context, {
    act: (fields) => changeSettings(dependencies, context, fields),
    show: (shown, fields) => showDetail(dependencies, context, askPasswordAgain(shown, fields)),
  }))
  app.post('/links/:slug/disable', async (context) => {
    const own = await findWithForm(dependencies, context)
    return switchLink(dependencies, own, readReason(own.fields))
  })
  app.post('/links/:slug/enable', async (context) =>
    switchLink(dependencies, await findWithForm(dependencies, context), null))
  app.post('/links/:slug/delete', (context) => deleteLink(dependencies, context))
  app.get('/links/:slug/export', (context) => exportNumbers(dependencies, context))
  addQrRoutes(app, dependencies.publicOrigin)
}

function readReason(fields: URLSearchParams): string {
  const reason = (fields.get('reason') ?? '').replaceAll('\0', ' ').trim().slice(0, longestReason)
  return isBlank(reason) ? 'No longer needed' : reason
}

function addQrRoutes(app: App, origin: string): void {
  app.get('/links/:slug/qr.svg', ({ params }) =>
    qrReply('image/svg+xml', drawQrSvg(qrOf(params.slug, origin))))
  app.get('/links/:slug/qr.png', ({ params }) =>
    qrReply('image/png', drawQrPng(qrOf(params.slug, origin), { scale: 12 })))
}

/** Reads the form that changes a link: what is in it, for the checkers of the API. */
export function readChangeForm(fields: URLSearchParams, link: Pick<Link, 'expiresAt'>) {
  const terms = readTerms(fields)
  return {
    ...terms,
    expiresAt: keepSeconds(terms.expiresAt, link),
    password: fields.get('noPassword') === 'yes' ? null : terms.password,
  }
}

// The form has only minutes: a time that wasn't changed keeps its seconds.
function keepSeconds(typed: string | null, { expiresAt }: Pick<Link, 'expiresAt'>): string | null {
  if (typed === null || expiresAt === null) return typed
  const minute = (timeMs: number) => Math.floor(timeMs / minuteMs)
  return minute(Date.parse(typed)) === minute(expiresAt) ? formatTime(expiresAt) : typed
}

async function find(dependencies: Dependencies, context: LinkContext): Promise<OwnLink> {
  const owner = await readOwner(context, dependencies)
  return findOwn(dependencies, owner, { slug: context.params.slug })
}

async function findWithForm(dependencies: Dependencies, context: LinkContext) {
  const fields = await readForm(context)
  const own = await find(dependencies, context)
  checkForm(own.owner, fields)
  return { ...own, fields }
}

async function showDetail(
  dependencies: Dependencies, context: LinkContext, shown?: ShownForm,
): Promise<Reply> {
  const { database, clock, publicOrigin } = dependencies
  const { link, owner } = await find(dependencies, context)
  const now = clock()
  const { period, ...shownPeriod } = periodOf(context, now)
  return detailPage({
    link, now, origin: publicOrigin,
    form: { typed: typedOf(link), issues: [] },
    status: shownPeriod.issues.length > 0 ? 422 : 200,
    ...shown,
    headers: { ...privateHeaders, ...shown?.headers },
    statistics: await readStatistics(database, link, period),
    period: shownPeriod,
    isSaved: shown === undefined && context.query.has('saved'),
    formToken: formTokenOf(owner),
    account: owner.account,
  })
}

// A period that can't be read is named beside its fields, above the numbers of the usual one.
function periodOf({ query }: Context, now: number): FormState & { period: Period } {
  const typed = Object.fromEntries(query)
  try {
    return { typed, issues: [], period: readPeriod(query, { now }) }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal === undefined) throw error
    return { typed, issues: refusal.issues, period: readPeriod(new URLSearchParams(), { now }) }
  }
}

async function changeSettings(
  dependencies: Dependencies, context: LinkContext, fields: URLSearchParams,
): Promise<Reply> {
  const own = await find(dependencies, context)
  checkForm(own.owner, fields)
  const version = Number(fields.get('version') ?? own.link.version)
  if (fields.get('noPassword') === 'yes' && fields.get('password')) {
    throw refuse('invalid', 'Type a new password or remove it, not both', 'password')
  }
  const change = readChange(dependencies, readChangeForm(fields, own.link), own.link)
  await changeLink(dependencies, change, { ...own, version })
  return redirect(`/links/${own.link.slug}?saved`)
}

async function switchLink(
  dependencies: Dependencies, own: OwnLink, disabled: string | null,
): Promise<Reply> {
  await changeLink(dependencies, { disabled }, { ...own, version: null })
  return redirect(`/links/${own.link.slug}?saved`)
}

async function deleteLink(dependencies: Dependencies, context: LinkContext): Promise<Reply> {
  const own = await findWithForm(dependencies, context)
  if (own.fields.get('sure') !== 'yes') {
    throw new HttpError(422, 'not-sure', 'Tick the box next to the button to delete a link')
  }
  await deleteOwn(dependencies, own, null)
  return redirect('/')
}

async function exportNumbers(dependencies: Dependencies, context: LinkContext): Promise<Reply> {
  const { link } = await find(dependencies, context)
  const period = readPeriod(context.query, { now: dependencies.clock(), usual: mostDays })
  const statistics = await readStatistics(dependencies.database, link, period)
  const { unit, points } = pointsOf(statistics)
  const rows = points.map(({ label, people, visitors, bots }) => [label, people, visitors, bots])
  return {
    status: 200,
    headers: { ...privateHeaders, 'content-type': 'text/csv; charset=utf-8' },
    body: [[unit, 'people', 'visitors', 'bots'], ...rows].map(formatCsvRow).join(''),
  }
}

function qrOf(name: string, origin: string) {
  const slug = normalizeSlug(name)
  if (!isSlug(slug)) throw new HttpError(404, 'not-found', 'No link can have this name')
  return encodeQr(`${origin}/${slug}`)
}

// The picture depends only on its URL and ours.
function qrReply(type: string, body: string | Uint8Array): Reply {
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' }
  return { status: 200, headers, body }
}
