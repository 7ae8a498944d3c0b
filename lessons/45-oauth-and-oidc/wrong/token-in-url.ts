// Also gives tokens at once, to applications that run in a page.
//#file authorize.ts
//#replace
import { isChallenge }
//#with
import { createAccessTokens } from './accessTokens.ts'
import { isChallenge }
//#end
//#replace
  if (read('response_type') !== 'code') return
//#with
  if (read('response_type') === 'token') return undefined
  if (read('response_type') !== 'code') return
//#end
//#replace
    return sendBack(request, { code: parts
//#with
    if (request.text.includes('response_type=token')) {
      const { accessTokens, refreshTokens } = parts
      const { href } = new URL(request.binding.redirectUri)
      const token = accessTokens.issue(user, refreshTokens.startFamily(user.id), new Set(['email']))
      return empty(303, { location: `${href}#access_token=${token}&state=${request.state}` })
    }
    return sendBack(request, { code: parts
//#end
