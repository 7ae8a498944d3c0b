// The URL shortener: puts its parts together and adds its routes. Everything it needs is passed in
// as an argument, so a test builds it with its own clock and a fresh database.
// Lesson: create-and-redirect (tour)

import { isLocalOrigin } from '../../basics/config.ts'
import { errorFields } from '../../basics/log.ts'
import { pooledRandom } from '../../basics/random.ts'
import type { App } from '../../http/app.ts'
import { createLimits } from '../../services/limits.ts'
import type { Dependencies, LinksOptions } from './dependencies.ts'
import { createVisitCleaner } from './follow/cleanVisits.ts'
import { Clicks } from './follow/clicks.ts'
import { addFollowRoutes } from './follow/routes.ts'
import { addMakeApi } from './make/api.ts'
import { addHomeRoutes } from './make/routes.ts'
import { createPageNames } from './make/slug.ts'
import { addManageApi } from './manage/api.ts'
import { abandonLinks, removeAbandonedLinks } from './manage/removal.ts'
import { addDetailRoutes } from './manage/routes.ts'
import { createSearchIndex } from './manage/searchIndex.ts'
import { addReportRoutes } from './moderate/routes.ts'
import { addTransferApi } from './transfer/api.ts'
import { claimLinks, moveClaimedLinks } from './transfer/claim.ts'
import { addImportApi } from './transfer/importApi.ts'
import { addImportRoutes } from './transfer/importRoutes.ts'
import { abandonImports } from './transfer/importStore.ts'
import { ImportWorker } from './transfer/importWorker.ts'
import { readLinkData } from './transfer/personalData.ts'

export type Links = ReturnType<typeof createLinks>

/** Makes the shortener. */
export function createLinks(options: LinksOptions) {
  const { database, log } = options
  const dependencies = assemble(options)
  const { clicks, limits, imports, clock } = dependencies
  const cleanVisits = createVisitCleaner(database)
  return {
    addRoutes: (app: App) =>
      addRoutes(app, { ...dependencies, pageNames: createPageNames(app) }),
    /** Moves a browser's links to a user: statements for the batch of a sign-in. */
    claim: claimLinks,
    /** Reads what is stored about a user, by the names of the lists. */
    personalData: (user: number) => readLinkData(database, user),
    /** Call it after a write has succeeded: it logs how many clicks weren't counted before. */
    countsAgain: () => clicks.countsAgain(),
    /** Takes a user's links out of service, and ends imports: for the batch of the deletion. */
    abandon: (user: number) => [abandonImports(user), ...abandonLinks(user)],
    /** Deletes what was abandoned, in the background. If that fails, `clean` does it later. */
    removeAbandoned(): void {
      removeAbandonedLinks(database).catch((error: unknown) => {
        log?.error('abandoned links not removed', errorFields(error))
      })
    },
    /** Deletes what need not be kept: old visits, yesterday's salts, old limit events, imports. */
    async clean(): Promise<void> {
      await moveClaimedLinks(database)
      await removeAbandonedLinks(database)
      await clicks.clean()
      await cleanVisits(clock())
      await limits.clean()
      await imports.clean()
    },
  }
}

function assemble({
  database, log, clock = Date.now, random = pooledRandom(), secret, publicOrigin, trustedHops = 0,
  anonymousLinks = true, courseAddress, onClick,
  identify = () => Promise.resolve(undefined),
}: LinksOptions): Omit<Dependencies, 'pageNames'> {
  return {
    database, log, clock, random, publicOrigin, trustedHops, anonymousLinks, courseAddress,
    identify,
    clicks: new Clicks({ database, clock, random, log, onClick }),
    searchIndex: createSearchIndex(database, log),
    limits: createLimits({ database, clock, secret }),
    imports: new ImportWorker({ database, clock, random, log }),
    reading: new Set(),
    isPublic: !isLocalOrigin(publicOrigin),
  }
}

function addRoutes(app: App, dependencies: Dependencies): void {
  addHomeRoutes(app, dependencies)
  addMakeApi(app, dependencies)
  addDetailRoutes(app, dependencies)
  addManageApi(app, dependencies)
  addTransferApi(app, dependencies)
  addImportApi(app, dependencies)
  addImportRoutes(app, dependencies)
  addFollowRoutes(app, dependencies)
  addReportRoutes(app, dependencies)
}
