// Administration: puts its parts together and adds its routes. Everything it needs comes in as an
// argument; what belongs to other features, such as links, is handed on by app.ts.
// Lesson: roles-and-ownership (tour)

import type { App } from '../../http/app.ts'
import { addInvitationAdminApi } from './invitations/api.ts'
import { addServiceApi } from './service/api.ts'
import { addUserAdminApi } from './users/api.ts'
import { addConfirmRoutes } from './confirm/routes.ts'
import type { Dependencies } from './dependencies.ts'
import { addInvitationPages } from './invitations/routes.ts'
import { addServicePages } from './service/routes.ts'
import { addUserPages } from './users/routes.ts'

export type Admin = { addRoutes(app: App): void }

/** Makes the administration. */
export function createAdmin(dependencies: Dependencies): Admin {
  return {
    addRoutes(app) {
      addServicePages(app, dependencies)
      addUserPages(app, dependencies)
      addConfirmRoutes(app, dependencies)
      addInvitationPages(app, dependencies)
      addServiceApi(app, dependencies)
      addInvitationAdminApi(app, dependencies)
      addUserAdminApi(app, dependencies)
    },
  }
}
