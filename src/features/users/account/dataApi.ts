// The JSON API of a user's own data: all that is stored of them, in one document to keep.
// Lesson: user-management (tour)

import { Readable } from 'node:stream'
import type { App } from '../../../http/app.ts'
import { joinPieces } from '../../../http/pieces.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf, privately } from '../requester.ts'
import { exportData } from './exportData.ts'

/** Adds `/api/users/me/export`. */
export function addDataApi(app: App, dependencies: Dependencies): void {
  const { requireScope } = dependencies.auth.guards
  // The links are in it, so a key that may not read them does not get them by this way.
  const guards = [requireScope('account'), requireScope('links:read')]

  app.get('/api/users/me/export', async (context) => {
    const { user } = await actorOf(dependencies, context)
    return {
      status: 200,
      headers: {
        ...privately,
        'content-type': 'application/json',
        'content-disposition': 'attachment; filename="groundwork.json"',
      },
      body: Readable.from(joinPieces(exportData(dependencies, user))),
    }
  }, guards)
}
