// The JSON API that makes links. Lesson: resources-and-naming (tour)

import type { App } from '../../../http/app.ts'
import { json } from '../../../http/reply.ts'
import { readInput } from '../../site/input.ts'
import type { Dependencies } from '../dependencies.ts'
import { describeLink, newLinkChecker } from '../links.ts'
import { ownerHeaders, readRequester, versionHeaders, withEditKey } from '../owner.ts'
import { createLink } from './rules.ts'

/** Adds `POST /api/links`. */
export function addMakeApi(app: App, dependencies: Dependencies): void {
  app.post('/api/links', async (context) => {
    const input = await readInput(context, newLinkChecker)
    const requester = await readRequester(context, dependencies)
    const link = await createLink(dependencies, input, requester)
    const { owner } = requester
    return json(withEditKey(context, describeLink(link, dependencies), owner), 201, {
      location: `/api/links/${link.slug}`,
      ...ownerHeaders(context, owner, dependencies.publicOrigin),
      ...versionHeaders(link),
    })
  })
}
