// The JSON API of API keys.

import type { App } from '../../../http/app.ts'
import type { UserDesk } from '../desk.ts'

export function addKeyApi(_app: App, _desk: UserDesk): void {}
