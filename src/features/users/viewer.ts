// The pages of a signed-in user's account. A GET shows the page, and most pages have a form: a POST
// does what the form asks for, or shows the page again with what is wrong.
// Lesson: user-management (tour)

import type { App } from '../../http/app.ts'
import type { Context } from '../../http/context.ts'
import type { Reply } from '../../http/reply.ts'
import { handleOwnForm, newForm, viewerOf, type ShownForm, type Viewer } from '../site/form.ts'
import { actorOf, type Actor } from './actor.ts'
import type { Dependencies } from './dependencies.ts'

export type AccountViewer = Viewer & Actor

type Returned = Reply | Promise<Reply>

export type AccountForm<Path extends string = string> = {
  path: Path
  /** Shows the page of the form. */
  show: (viewer: AccountViewer, shown: ShownForm, context: Context<Path>) => Returned
  /** Does what the form asks for, and says where to go next. */
  act: (viewer: AccountViewer, fields: URLSearchParams, context: Context<Path>) => Returned
}

/** Adds a page with one form. */
export function addAccountForm(app: App, dependencies: Dependencies, form: AccountForm): void {
  addAccountPage(app, dependencies, {
    path: form.path,
    show: (viewer, context) => form.show(viewer, newForm, context),
  })
  addAccountAction(app, dependencies, form)
}

/** Adds a page that only shows something. */
export function addAccountPage(
  app: App, dependencies: Dependencies, { path, show }: {
    path: string
    show: (viewer: AccountViewer, context: Context) => Returned
  },
): void {
  app.get(path, async (context) => show(await accountViewerOf(dependencies, context), context),
    [dependencies.auth.guards.requireSession()])
}

/** Adds what one more form of a page does; `show` shows that page. */
export function addAccountAction<Path extends string>(
  app: App, dependencies: Dependencies, { path, show, act }: AccountForm<Path>,
): void {
  const { guards } = dependencies.auth
  app.post(path, (context) => handleOwnForm(guards, context, {
    act: async (fields) => act(await accountViewerOf(dependencies, context), fields, context),
    show: async (shown) => show(await accountViewerOf(dependencies, context), shown, context),
  }), [guards.requireSession()])
}

/** Says who is looking at a page of their account. */
export async function accountViewerOf(
  dependencies: Dependencies, context: Context,
): Promise<AccountViewer> {
  const actor = await actorOf(dependencies, context)
  return { ...viewerOf(dependencies.auth.guards, context), ...actor }
}
