// Serves the files in a folder, but no hidden ones and nothing outside it. A folder's URL shows its
// `index.html`, and copies that were compressed beforehand are preferred.
// Lesson: static-files-and-caching (core)
//
//   app.get('/assets/*file', staticFiles({ root: 'public', maxAgeSeconds: 3600 }))

import { realpathSync } from 'node:fs'
import { Slots } from '../basics/slots.ts'
import { contentTypeOf, isCompressible } from './contentTypes.ts'
import { HttpError } from './errors.ts'
import { FileEtags } from './fileEtags.ts'
import { closeUnlessStreamed, fileReply } from './fileReply.ts'
import { findFile, openFile } from './files.ts'
import { negotiateEncoding } from './negotiate.ts'
import { redirect, type Reply } from './reply.ts'
import { formatPath } from './target.ts'
import type { Context } from './context.ts'

export type StaticOptions = {
  root: string
  /** How long a client may use its copy without asking. By default it asks before each use. */
  maxAgeSeconds?: number
  /** Says that these files never change, like those with a hash in their name: kept for a year. */
  immutable?: boolean
}

/**
 * Makes the handler of a route that ends in `*`. Next to `a.css` there may be compressed copies of
 * it: `a.css.br`, `a.css.zst` and `a.css.gz`.
 *
 * Throws at once when there is no such folder; the handler throws an HttpError 404.
 */
export function staticFiles(options: StaticOptions): (context: Context) => Promise<Reply> {
  const site = {
    root: realpathSync(options.root),
    cacheControl: cacheControlOf(options),
    etags: new FileEtags(),
  }
  const slots = new Slots(mostOpening)
  return (context) => slots.run(() => respond(context, site))
}

// Node reads files on four threads by default: with more open files it wouldn't be any faster.
const mostOpening = 16

type Site = { root: string; cacheControl: string; etags: FileEtags }

const yearSeconds = 31_536_000

function cacheControlOf(options: StaticOptions): string {
  const { immutable = false, maxAgeSeconds = immutable ? yearSeconds : 0 } = options
  if (maxAgeSeconds === 0) return 'no-cache'
  return `max-age=${maxAgeSeconds}${immutable ? ', immutable' : ''}`
}

async function respond(context: Context, site: Site): Promise<Reply> {
  const rest = restOf(context)
  const names = rest.at(-1) === '' ? rest.with(-1, 'index.html') : rest
  const found = await findFile(site.root, names)
  if (found === undefined || (found.isFolder && rest !== names)) throw notFound()
  if (found.isFolder) return redirectToFolder(context, site, names)
  const variant = await chooseVariant(context, site, { path: found.path, names })
  const file = await openFile(variant.path)
  return closeUnlessStreamed(file, async () => {
    const etag = await site.etags.of(file)
    const contentType = contentTypeOf(names.at(-1) ?? '')
    const cacheControl = site.cacheControl
    const headers = { 'content-type': contentType, 'cache-control': cacheControl, etag }
    return fileReply(context, file, { ...headers, ...variant.headers })
  })
}

// Segments and not `params`: those are joined by `/`, so `a%2Fb` would look like two.
function restOf({ route = '', target }: Context): string[] {
  const star = route.split('/').findIndex((segment) => segment.startsWith('*'))
  if (star === -1) throw new Error(`Cannot serve files at ${route}: the route must end in *`)
  return target.segments.slice(star - 1)
}

// A page's relative links count from its last slash, so a folder has one. The URL is written
// anew from its segments: as it was sent, `/\evil.example` would lead to another server.
async function redirectToFolder(context: Context, site: Site, names: string[]): Promise<Reply> {
  const index = await findFile(site.root, [...names, 'index.html'])
  if (index === undefined || index.isFolder) throw notFound()
  const { segments, query } = context.target
  return redirect(formatPath([...segments, '']) + (query && `?${query}`), 308)
}

// Of equals the first is taken, which is usually the smallest.
const codings = [['br', '.br'], ['zstd', '.zst'], ['gzip', '.gz']] as const

type Variant = { path: string; headers: Record<string, string> }

// The original counts as a variant too, so that caches learn of the others. Without any beside it,
// it may still be compressed on its way out: its 206 and 304, which aren't, name the same Vary as
// its 200 (RFC 9110, sections 15.3.7 and 15.4.5).
async function chooseVariant(
  context: Context,
  site: Site,
  original: { path: string; names: string[] },
): Promise<Variant> {
  if (!isCompressible(contentTypeOf(original.names.at(-1) ?? ''))) {
    return { path: original.path, headers: {} }
  }
  const siblings = await findSiblings(site, original.names)
  const accepted = context.header('accept-encoding')
  const coding = negotiateEncoding(accepted, [...siblings.keys()]) ?? 'identity'
  const path = siblings.get(coding)
  const headers = { vary: 'Accept-Encoding' }
  if (path === undefined) return { path: original.path, headers }
  return { path, headers: { ...headers, 'content-encoding': coding } }
}

async function findSiblings(site: Site, names: string[]): Promise<Map<string, string>> {
  const siblings = new Map<string, string>()
  const name = names.at(-1) ?? ''
  for (const [coding, ending] of codings) {
    const found = await findFile(site.root, names.with(-1, name + ending))
    if (found?.isFolder === false) siblings.set(coding, found.path)
  }
  return siblings
}

function notFound(): HttpError {
  return new HttpError(404, 'not-found', 'There is no file at this URL')
}
