// The smallest API of this server: it says hello, and has a page that calls it.
// Lesson: hello-http (core)

import type { App } from '../../http/app.ts'
import { readJson } from '../../http/body.ts'
import { HttpError } from '../../http/errors.ts'
import { json, text } from '../../http/reply.ts'
import { helloPage } from './pages.ts'
import { greet, readName } from './hello.ts'

/** Adds `GET /hello`, `POST /hello` and the page `/hello/page`. */
export function addHelloRoutes(app: App): void {
  app.get('/hello', () => text('Hello, World!'))

  app.post('/hello', async (context) => {
    const name = readName(await readJson(context))
    if (name === undefined) throw missingName()
    return json({ message: greet(name) })
  })

  app.get('/hello/page', () => helloPage())
}

function missingName(): HttpError {
  const message = 'Send a name: {"name":"Alice"}'
  const members = { error: 'Missing name parameter' }
  return new HttpError(400, 'missing-name', message, { members })
}
