// The pages of a forgotten password.

import type { App } from '../../http/app.ts'
import type { UserDesk } from './desk.ts'

export function addResetRoutes(_app: App, _desk: UserDesk): void {}
