// The reader as an app without a socket: the kit of the course serves its own course.

import { App } from '../../http/app.ts'
import { compress } from '../../http/compress.ts'
import { crossSiteCheck } from '../../http/crossSite.ts'
import { errorReplies } from '../../http/errorReplies.ts'
import { page } from '../../http/html.ts'
import { text } from '../../http/reply.ts'
import { headCheck } from '../../http/requestHead.ts'
import { requestId } from '../../http/requestId.ts'
import { securityHeaders } from '../../http/securityHeaders.ts'
import { timeLimit } from '../../http/timeLimit.ts'
import { readGlossary } from '../lessons/glossary.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { addActionRoutes, lessonOf } from './actions.ts'
import { addAssetRoutes } from './assets.ts'
import { changesPage } from './changesPage.ts'
import { addConsoleRoutes } from './console.ts'
import type { Course } from './course.ts'
import { addEventRoutes } from './events.ts'
import { problemPage } from './frame.ts'
import { glossaryPage } from './glossaryPage.ts'
import { lessonPage } from './lessonPage.ts'
import { createLivePrograms } from './livePrograms.ts'
import { courseMap, mapPage } from './mapPage.ts'
import { servePictures } from './pictures.ts'
import type { ProgramRunner } from './programRunner.ts'
import { createSearchIndex } from './search.ts'
import { searchPage } from './searchPage.ts'
import { ownHostOnly } from './security.ts'
import { createShown } from './shown.ts'

export type ReaderAppOptions = {
  workshop: Workshop
  runner: ProgramRunner
  /** `http://localhost:4000`. */
  origin: string
  /** Where the finished server runs beside the reader. */
  serverAddress?: string | undefined
  /** The folder with `glossary.md`. */
  lessonsFolder?: string
  onError: (error: unknown) => void
}

export type ReaderApp = { app: App; close(): Promise<void> }

// A check may take a while.
const handlerLimitMs = 120_000

/** Builds the reader. */
export function createReaderApp(options: ReaderAppOptions): ReaderApp {
  const { workshop, runner, lessonsFolder, serverAddress } = options
  const course: Course = {
    workshop,
    terms: readGlossary(lessonsFolder),
    programs: createLivePrograms(workshop, runner),
    shown: createShown(workshop),
    revision: countChanges(workshop),
  }
  const app = withMiddlewares(options)
  addAssetRoutes(app)
  const feed = addEventRoutes(app, course)
  addPages(app, course, serverAddress)
  addActionRoutes(app, course)
  addConsoleRoutes(app, course)
  return {
    app,
    async close() {
      feed.close()
      await course.programs.stop()
    },
  }
}

function countChanges(workshop: Workshop): (id: string) => number {
  const counts = new Map<string, number>()
  workshop.onChange(({ lesson }) => counts.set(lesson, (counts.get(lesson) ?? 0) + 1))
  return (id) => counts.get(id) ?? 0
}

function withMiddlewares({ origin, onError }: ReaderAppOptions): App {
  const { port } = new URL(origin)
  const alsoTrusted = [`http://127.0.0.1:${port}`, `http://[::1]:${port}`]
  return new App().use(
    requestId(),
    securityHeaders({ publicOrigin: origin }),
    compress(),
    errorReplies({ page: problemPage, onBug: onError }),
    headCheck(),
    ownHostOnly(),
    timeLimit(handlerLimitMs),
    crossSiteCheck({ publicOrigin: origin, alsoTrusted }),
  )
}

function addPages(app: App, course: Course, serverAddress: string | undefined): void {
  const index = createSearchIndex(course.workshop.lessons, course.terms)
  app.get('/', () => mapPage(course.workshop, serverAddress))
  app.get('/map', () => page(courseMap(course.workshop), 200, { 'cache-control': 'no-store' }))
  app.get('/lessons/:id', (context) => lessonPage(course, lessonOf(course, context.params.id)))
  app.get('/lessons/:id/changes', (context) => changesPage(lessonOf(course, context.params.id)))
  app.get('/lessons/:id/:picture', servePictures(course))
  app.get('/glossary', () => glossaryPage(course))
  app.get('/search', (context) => searchPage(index, context.query.get('q') ?? ''))
  app.get('/robots.txt', () => text('User-agent: *\nDisallow: /\n'))
}
