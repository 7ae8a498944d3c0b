// Whether the cookie that comes after a code is as well protected as that of other sign-ins.

import { parseSetCookie, type Cookie } from '../../src/course/check/cookieJar.ts'
import { isSuccess } from '../35-passwords/client.ts'
import type { Attempt } from './doors.ts'
import type { FactorTools } from './factors.ts'

const target = '/api/users/me'

/** Fails if scripts can read the cookie of the session, or if other sites can have it sent. */
export async function expectProtected(
  tools: FactorTools, { browser, door, exchange }: Attempt,
): Promise<void> {
  const bad = exchange.answer.headers('set-cookie')
    .map((line) => parseSetCookie(line, door))
    .find((cookie) => cookie !== undefined && !isProtected(cookie))
  if (bad === undefined) return
  // A cookie that signs nobody in may be like that.
  const others = browser.jar.cookies.filter(({ name }) => name !== bad.name)
    .map(({ name, value }) => `${name}=${value}`)
  const without = await tools.send({ target, headers: [['Cookie', others.join('; ')]] })
  if (isSuccess(without)) return
  tools.fail('cookie-readable', {
    exchange, mark: 'header set-cookie',
    expected: `HttpOnly, SameSite=Lax and Path=/ in Set-Cookie: ${bad.name}=…`,
  })
}

function isProtected({ attributes }: Cookie): boolean {
  return attributes.has('httponly') && /^(?:lax|strict)$/i.test(attributes.get('samesite') ?? '')
    && attributes.get('path') === '/' && !attributes.has('domain')
}
