// Administration: puts its parts together and adds its routes. Everything it needs comes in as an
// argument; what belongs to other features, such as links, is passed in by app.ts.
// Lesson: roles-and-ownership (tour)

import type { App } from '../../http/app.ts'
import { addConfirmRoutes } from './confirm/routes.ts'
import type { Dependencies } from './dependencies.ts'
import { addInvitationApi } from './invitations/api.ts'
import { addInvitationPages } from './invitations/routes.ts'
import { addAllLinksApi } from './links/api.ts'
import { addAllLinksPages } from './links/routes.ts'
import { addReportApi } from './reports/api.ts'
import { addReportPages } from './reports/routes.ts'
import { addServiceApi } from './service/api.ts'
import { addServicePages } from './service/routes.ts'
import { addUserApi } from './users/api.ts'
import { addUserPages } from './users/routes.ts'

export type Admin = { addRoutes(app: App): void }

const topics = [
  addServicePages, addServiceApi, addUserPages, addUserApi, addConfirmRoutes,
  addInvitationPages, addInvitationApi, addReportPages, addReportApi,
  addAllLinksPages, addAllLinksApi,
]

/** Makes the administration. */
export function createAdmin(options: Omit<Dependencies, 'audit'>): Admin {
  const dependencies = { ...options, audit: options.auth.audit }
  return {
    addRoutes(app) {
      for (const addTopic of topics) addTopic(app, dependencies)
    },
  }
}
