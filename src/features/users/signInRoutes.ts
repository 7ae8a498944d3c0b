// The pages of signing in and out, second factor included.

import type { App } from '../../http/app.ts'
import type { UserDesk } from './desk.ts'

export function addSignInRoutes(_app: App, _desk: UserDesk): void {}
