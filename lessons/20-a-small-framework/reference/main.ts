// A notice board: people put up notices with an API, and read them on a page.

import { createApp } from './framework/app.ts'
import { readJson } from './framework/body.ts'
import { errorReplies } from './framework/errorReplies.ts'
import { html, type Html } from './framework/html.ts'
import { requestId } from './framework/middleware.ts'
import { empty, json, page } from './framework/reply.ts'
import { Router } from './framework/router.ts'
import { serve } from './framework/server.ts'
import { addNotice, findNotice, listNotices, removeNotice, type Notice } from './notices.ts'

const router = new Router()

router.add('GET', '/', () => page(boardPage(listNotices())))
router.add('GET', '/api/notices', () => json(listNotices()))
router.add('POST', '/api/notices', async (context) => {
  const notice = addNotice(await readJson(context))
  return json(notice, 201, { location: `/api/notices/${notice.id}` })
})
router.add('GET', '/api/notices/:id', ({ params }) => json(findNotice(params.id)))
router.add('DELETE', '/api/notices/:id', ({ params }) => {
  removeNotice(params.id)
  return empty()
})
router.add('GET', '/broken', () => {
  throw new Error('Cannot read /etc/secrets')
})

serve(createApp(router, [requestId, errorReplies]))

function boardPage(notices: readonly Notice[]): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Notice board</title>
<h1>Notice board</h1>
${notices.map(({ title, text }) => html`<article title="${title}">
<h2>${title}</h2>
<p>${text}</p>
</article>
`)}
</html>
`
}
