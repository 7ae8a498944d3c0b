// What a short URL does with methods other than GET: a POST presses the button of a locked link,
// and a link that keeps the method passes on what programs send.
// Lesson: create-and-redirect (tour)

import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { empty, type Reply } from '../../../http/reply.ts'
import { clientOf } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { needsButton, stateOf, type Link } from '../links.ts'
import type { Destination } from './clicks.ts'
import { explain, findNamed } from './explain.ts'
import { buttonPage } from './pages.ts'
import { readVisit, redirectTo } from './routes.ts'
import { checkLinkPassword } from './unlock.ts'

type SlugContext = Context<'/:slug'>

/** Adds the methods of `/:slug` apart from GET. */
export function addMethodRoutes(app: App, dependencies: Dependencies): void {
  app.post('/:slug', (context) => pressButton(dependencies, context))
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    app.route(method, '/:slug', (context) => passOn(dependencies, context))
  }
  app.route('OPTIONS', '/:slug', async ({ params }) =>
    empty(204, { allow: allowedFor(await findNamed(dependencies, params.slug)) }))
}

// The button of a locked link, or what a program sends to a link that keeps the method (307).
async function pressButton(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const { limits, clock, trustedHops } = dependencies
  const link = await findNamed(dependencies, context.params.slug)
  if (link === undefined) return explain(dependencies, context, context.params.slug)
  const isLocked = stateOf(link, clock()) === 'locked'
  if (isLocked) {
    const password = (await readForm(context)).get('password') ?? ''
    const client = clientOf(context, trustedHops)
    const issues = await checkLinkPassword(limits, link, { password, client })
    if (issues.length > 0) return buttonPage(link, issues, 403)
  }
  const destination = await countUse(dependencies, context, { link, isLocked })
  if (destination === undefined) return explain(dependencies, context, link.slug)
  // A GET follows the button: the password must not be sent on to the target.
  const keepsMethod = destination.redirectStatus === 307 && !needsButton(link)
  return redirectTo(destination, context, keepsMethod ? 307 : 303)
}

// Only a redirect with 307 keeps the method: other links take no such request.
async function passOn(dependencies: Dependencies, context: SlugContext): Promise<Reply> {
  const link = await findNamed(dependencies, context.params.slug)
  if (link?.redirectStatus !== 307) {
    const allow = allowedFor(link)
    const message = `This address does not take ${context.method}; it takes ${allow}`
    throw new HttpError(405, 'method-not-allowed', message, { headers: { allow } })
  }
  const destination = await countUse(dependencies, context, { link, isLocked: false })
  return destination === undefined
    ? explain(dependencies, context, link.slug)
    : redirectTo(destination, context)
}

function allowedFor(link: Link | undefined): string {
  const keepsMethod = link?.redirectStatus === 307
  return keepsMethod ? 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' : 'GET, HEAD, OPTIONS, POST'
}

// Previews don't press buttons or send data. A client that does uses up a visit of a limited link.
function countUse(
  dependencies: Dependencies,
  context: Context,
  { link, isLocked }: { link: Link; isLocked: boolean },
): Promise<Destination | undefined> {
  const visit = readVisit(dependencies, context, link.slug)
  const isPerson = visit.isPerson || isLocked || link.visitLimit !== null
  return dependencies.clicks.count({ ...visit, isPerson, isUnlocked: isLocked })
}
