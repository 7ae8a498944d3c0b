// Administration: puts its parts together and adds its routes. Everything it needs comes in as an
// argument; what belongs to other features, such as links, is handed on by app.ts.
// Lesson: roles-and-ownership (tour)

import type { App } from '../../http/app.ts'
import { addInvitationAdminApi } from './api/invitations.ts'
import { addServiceApi } from './api/service.ts'
import { addUserAdminApi } from './api/users.ts'
import { addConfirmRoutes } from './confirmRoutes.ts'
import type { AdminDesk } from './desk.ts'
import { addInvitationPages } from './invitationRoutes.ts'
import { addServicePages } from './serviceRoutes.ts'
import { addUserPages } from './userRoutes.ts'

export type Admin = { addRoutes(app: App): void }

/** Makes the administration. */
export function createAdmin(desk: AdminDesk): Admin {
  return {
    addRoutes(app) {
      addServicePages(app, desk)
      addUserPages(app, desk)
      addConfirmRoutes(app, desk)
      addInvitationPages(app, desk)
      addServiceApi(app, desk)
      addInvitationAdminApi(app, desk)
      addUserAdminApi(app, desk)
    },
  }
}
