// The JSON API of one's own account and of sign-up.

import type { App } from '../../../http/app.ts'
import type { UserDesk } from '../desk.ts'

export function addUserApi(_app: App, _desk: UserDesk): void {}
