// The JSON API of access and refresh tokens.

import type { App } from '../../../http/app.ts'
import type { UserDesk } from '../desk.ts'

export function addTokenApi(_app: App, _desk: UserDesk): void {}
