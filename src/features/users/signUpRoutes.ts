// The pages of signing up and confirming the address.

import type { App } from '../../http/app.ts'
import type { UserDesk } from './desk.ts'

export function addSignUpRoutes(_app: App, _desk: UserDesk): void {}
