// Remembers what a user has allowed and doesn't ask again, shows people a page when an application
// makes a mistake, keeps the request under a random id, and redirects with a 302.
//#file authorize.ts
//#replace
const path = '/oauth/authorize'
//#with
const path = '/oauth/authorize'
const pending = new Map()
const allowed = new Set()
//#end
//#replace
    if (request.error !== undefined) return sendBack(request, { error: request.error })
    const { user, formToken } = readOwner(context, parts)
    if (user === undefined) return sendToSignIn(context)
//#with
    if (request.error !== undefined) throw new HttpError(400, request.error)
    const { user, formToken } = readOwner(context, parts)
    if (user === undefined) return sendToSignIn(context)
    if (allowed.has(`${user.id} ${request.binding.client}`)) {
      return sendBack(request, { code: parts.oauth.makeCode(request.binding, user.id) })
    }
    const id = randomUUID()
    pending.set(id, request.text)
    request.text = id
//#end
//#replace
    const request = readRequest(parts, new URLSearchParams(typed.get('request') ?? ''))
    if (request.error !== undefined) return sendBack(request, { error: request.error })
    const { user } = owner
    if (user === undefined || typed.get('decision') !== 'allow') {
      return sendBack(request, { error: 'access_denied' })
    }
//#with
    const request = readRequest(parts, new URLSearchParams(pending.get(typed.get('request')) ?? ''))
    pending.delete(typed.get('request'))
    const { user } = owner
    if (user === undefined || typed.get('decision') !== 'allow') {
      throw new HttpError(403, 'You have not allowed it')
    }
    allowed.add(`${user.id} ${request.binding.client}`)
//#end
//#replace
  const read = (name: string) => query.get(name) ?? ''
//#with
  if (new Set(query.keys()).size < query.size) throw new HttpError(400, 'One value each')
  const read = (name: string) => query.get(name) ?? ''
//#end
//#replace
  return empty(303, { location: url.href, ...noStore })
//#with
  url.searchParams.set('iss', 'http://localhost')
  return empty(302, { location: url.href, ...noStore })
//#end
//#replace
import { readForm } from
//#with
import { randomUUID } from 'node:crypto'
import { readForm } from
//#end
