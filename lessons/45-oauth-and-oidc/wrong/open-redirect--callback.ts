// Remembers in a cookie where the link to sign in says to go on.
//#file providerRoutes.ts
//#replace
  return empty(303, { location, 'cache-control': 'no-store', ...browser.headers })
//#with
  const cookies = Object.values(browser.headers)
  const next = context.target.query.get('next')
  if (next !== null) cookies.push(`next=${next}; Path=/login/with; HttpOnly; SameSite=Lax`)
  return empty(303, { location, 'cache-control': 'no-store', 'set-cookie': cookies })
//#end
//#replace
  return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
  const location = readCookie(context, 'next') ?? '/'
  return empty(303, { location, ...startSession(parts, context, user) })
//#end
//#replace
import { readBrowser } from './owner.ts'
//#with
import { readCookie } from './cookies.ts'
import { readBrowser } from './owner.ts'
//#end
