// The reader as an app without a socket. The course is served by the server code that it teaches.

import { randomUUID } from 'node:crypto'
import { App } from '../../http/app.ts'
import { compress } from '../../http/compress.ts'
import { crossSiteCheck } from '../../http/crossSite.ts'
import { errorReplies } from '../../http/errorReplies.ts'
import { HttpError } from '../../http/errors.ts'
import { page } from '../../http/html.ts'
import { text } from '../../http/reply.ts'
import { headCheck } from '../../http/requestHead.ts'
import { requestId } from '../../http/requestId.ts'
import { securityHeaders } from '../../http/securityHeaders.ts'
import { timeLimit } from '../../http/timeLimit.ts'
import { readGlossary } from '../lessons/glossary.ts'
import { lessonsFolder } from '../lessons/lesson.ts'
import { projectFolder } from '../quotes/sync.ts'
import type { Workshop } from '../workshop/workshop.ts'
import { addActionRoutes, lessonOf } from './actions.ts'
import { addAssetRoutes } from './assets.ts'
import { changesPage } from './changesPage.ts'
import { addConsoleRoutes } from './console.ts'
import type { Course } from './course.ts'
import { addEventRoutes } from './events.ts'
import { problemPage } from './frame.ts'
import { guidePage } from './guidePage.ts'
import { readGuides } from './guides.ts'
import { glossaryPage } from './glossaryPage.ts'
import { lessonPage } from './lessonPage.ts'
import { createLivePrograms } from './livePrograms.ts'
import { courseMap, mapPage } from './mapPage.ts'
import { servePictures } from './pictures.ts'
import type { ProgramRunner } from './programRunner.ts'
import { createSearchIndex, type SearchIndex } from './search.ts'
import { searchPage } from './searchPage.ts'
import { ownHostOnly } from './security.ts'
import { readOrder } from './shuffle.ts'
import { createShown } from './shown.ts'
import { freshSources } from './source/freshSources.ts'
import { addSourceRoutes } from './source/routes.ts'
import { isTest, sourceAddress, type SourceTree } from './source/sourceTree.ts'
import { addWorkshopRoutes } from './workshopFeed.ts'

export type ReaderAppOptions = {
  workshop: Workshop
  runner: ProgramRunner
  /** `http://localhost:4000`. */
  origin: string
  /** Where the finished server runs beside the reader. */
  serverAddress?: string | undefined
  /** The folder with `glossary.md`. */
  lessonsFolder?: string
  /** The folder with `src/` and `test/`, when it isn't this project's own. */
  projectFolder?: string
  onError: (error: unknown) => void
}

export type ReaderApp = { app: App; close(): Promise<void> }

// A check may take a while.
const handlerLimitMs = 120_000

/** Builds the reader. */
export function createReaderApp(options: ReaderAppOptions): ReaderApp {
  const { workshop, runner, lessonsFolder: folder = lessonsFolder, serverAddress } = options
  const course: Course = {
    workshop,
    terms: readGlossary(folder),
    guides: readGuides(folder),
    serverAddress,
    programs: createLivePrograms(workshop, runner),
    shown: createShown(workshop),
    sources: freshSources(options.projectFolder ?? projectFolder),
    revision: countChanges(workshop),
  }
  const app = withMiddlewares(options)
  addAssetRoutes(app)
  const feeds = [addEventRoutes(app, course), addWorkshopRoutes(app, workshop)]
  addPages(app, course)
  addActionRoutes(app, course)
  addConsoleRoutes(app, course)
  addSourceRoutes(app, course)
  return {
    app,
    async close() {
      for (const feed of feeds) feed.close()
      await course.programs.stop()
    },
  }
}

function countChanges(workshop: Workshop): (id: string) => string {
  const start = randomUUID()
  const counts = new Map<string, number>()
  workshop.onChange(({ lesson }) => counts.set(lesson, (counts.get(lesson) ?? 0) + 1))
  return (id) => `${start}-${counts.get(id) ?? 0}`
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

function addPages(app: App, course: Course): void {
  const index = lazySearchIndex(course)
  app.get('/', () => mapPage(course))
  app.get('/map', () => page(courseMap(course.workshop), 200, { 'cache-control': 'no-store' }))
  app.get('/lessons/:id', (context) => {
    const order = readOrder(context.query.get('order'))
    return lessonPage(course, lessonOf(course, context.params.id), { order })
  })
  app.get('/guides/:name', (context) => {
    const guide = course.guides.find(({ name }) => name === context.params.name)
    if (guide !== undefined) return guidePage(course, guide)
    throw new HttpError(404, 'no-guide', 'There is no such page')
  })
  app.get('/lessons/:id/changes', (context) => changesPage(lessonOf(course, context.params.id)))
  app.get('/lessons/:id/:picture', servePictures(course))
  app.get('/glossary', () => glossaryPage(course))
  app.get('/search', (context) => searchPage(index(), context.query.get('q') ?? ''))
  app.get('/robots.txt', () => text('User-agent: *\nDisallow: /\n'))
}

// Made at the first search, and again when a file of the project has changed.
function lazySearchIndex({ workshop, terms, guides, sources }: Course): () => SearchIndex {
  let known: { index: SearchIndex; tree: SourceTree } | undefined
  const make = (tree: SourceTree): SearchIndex => {
    const files = tree.entries.filter(({ path }) => !isTest(path))
      .map(({ path, introduction: { text } }) => ({ path, address: sourceAddress(path), text }))
    return createSearchIndex({ lessons: workshop.lessons, terms, guides }, files)
  }
  return () => {
    const tree = sources()
    if (known?.tree !== tree) known = { tree, index: make(tree) }
    return known.index
  }
}
