// The pages of one's own account.

import type { App } from '../../http/app.ts'
import type { UserDesk } from './desk.ts'

export function addAccountRoutes(_app: App, _desk: UserDesk): void {}
