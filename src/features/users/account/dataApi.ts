// The JSON API of a user's own data: all that is stored of them, in one document to keep.
// Lesson: user-management (tour)

import { Readable } from 'node:stream'
import type { App } from '../../../http/app.ts'
import { joinPieces } from '../../../http/pieces.ts'
import { actorOf } from '../client.ts'
import type { UserDesk } from '../desk.ts'
import { exportData } from './exportData.ts'
import { refusalsAsProblems } from '../refusals.ts'
import { privately } from '../input.ts'

/** Adds `/api/users/me/export`. */
export function addDataApi(app: App, desk: UserDesk): void {
  const { requireScope } = desk.auth.guards
  // The links are in it, so a key that may not read them does not get them by this way.
  const guards = [refusalsAsProblems(), requireScope('account'), requireScope('links:read')]

  app.get('/api/users/me/export', async (context) => {
    const { user } = await actorOf(desk, context)
    return {
      status: 200,
      headers: {
        ...privately,
        'content-type': 'application/json',
        'content-disposition': 'attachment; filename="groundwork.json"',
      },
      body: Readable.from(joinPieces(exportData(desk, user))),
    }
  }, guards)
}
