// The JSON API of sessions: signing in and out, and seeing where one is signed in.

import type { App } from '../../../http/app.ts'
import type { UserDesk } from '../desk.ts'

export function addSessionApi(_app: App, _desk: UserDesk): void {}
