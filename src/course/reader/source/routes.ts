// The routes of the source pages. A path is looked up in the list of the project's files and never
// used to open one, so nothing leads out of the project.

import type { App } from '../../../http/app.ts'
import { HttpError } from '../../../http/errors.ts'
import type { Course } from '../course.ts'
import { sourceIndexPage } from './sourceIndexPage.ts'
import { sourcePage } from './sourcePage.ts'

/** Adds the routes of `/source/`. */
export function addSourceRoutes(app: App, course: Course): void {
  app.get('/source/', () => sourceIndexPage(course))
  app.get('/source/*path', (context) => {
    const entry = course.sources().find(context.params.path)
    if (entry !== undefined) return sourcePage(course, entry)
    throw new HttpError(404, 'no-source', 'There is no source file at this URL')
  })
}
