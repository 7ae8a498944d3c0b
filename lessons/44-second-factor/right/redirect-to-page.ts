// The form leads to a page of its own, whose ticket is in a cookie. Recovery codes are digits, and
// responses have other statuses.
//#file login.ts
//#replace
    if (user.hasSecondFactor) {
      return showCodePage(parts, context, { ticket: makeTicket(parts, user), status: 200 })
    }
//#with
    if (user.hasSecondFactor) {
      const value = `ticket=${makeTicket(parts, user)}; HttpOnly; SameSite=Lax; Path=/login`
      return empty(303, { location: '/login/code', 'set-cookie': value, ...noStore })
    }
//#end
//#replace
type FindUser
//#with
const noStore = { 'cache-control': 'no-store' }

type FindUser
//#end
//#file loginCode.ts
//#replace
  router.add('POST', '/login/code', async (context) => {
//#with
  router.add('GET', '/login/code', (context) => showCodePage(parts, context, { status: 200 }))
  router.add('POST', '/login/code', async (context) => {
//#end
//#replace
    const ticket = typed.get('ticket') ?? ''
//#with
    const [, ticket = ''] = /\bticket=([\w-]+)/.exec(context.header('cookie') ?? '') ?? []
//#end
//#replace
      return showCodePage(parts, context, { ticket, status, problem: message, headers: wait })
//#with
      return showCodePage(parts, context, { status, problem: message, headers: wait })
//#end
//#replace
type Asked = { ticket: string; status: number; problem?: string; headers?: ReplyHeaders }
//#with
type Asked = { status: number; problem?: string; headers?: ReplyHeaders }
//#end
//#replace
  parts: SessionParts, context: Context, { ticket, status, problem, headers = {} }: Asked,
//#with
  parts: SessionParts, context: Context, { status, problem, headers = {} }: Asked,
//#end
//#replace
  const content = codePage(owner.formToken, ticket, problem)
//#with
  const content = codePage(owner.formToken, problem)
//#end
//#replace
function codePage(formToken: string, ticket: string, problem: string | undefined): Html {
//#with
function codePage(formToken: string, problem: string | undefined): Html {
//#end
//#replace
<input type="hidden" name="ticket" value="${ticket}">
//#with
<input type="hidden" name="more" value="1">
//#end
//#file secondFactors.ts
//#replace
        encodeBase32(randomBytes(codeBytes)).toLowerCase())
//#with
        Array.from(randomBytes(codeBytes * 3), (byte) => byte % 10).join(''))
//#end
//#replace
import { encodeBase32 } from './base32.ts'
//#with
//#end
//#replace
      return codes.map((each) => each.replaceAll(/....\B/g, '$&-'))
//#with
      return codes
//#end
//#file secondStep.ts
//#replace
throw unauthorized("This code isn't right, or was used")
//#with
throw new HttpError(422, "This code isn't right, or was used")
//#end
//#file secondFactorRoutes.ts
//#replace
    return json({ secret: encodeBase32(secret), uri }, 201, noStore)
//#with
    return json({ uri, secret: encodeBase32(secret), digits: 6 }, 200, noStore)
//#end
//#replace
    if (recoveryCodes === undefined) throw new HttpError(422, "This isn't the code of this moment")
    return json({ recoveryCodes }, 200, noStore)
//#with
    if (recoveryCodes === undefined) throw new HttpError(403, "This isn't the code of this moment")
    return json({ recoveryCodes }, 201, noStore)
//#end
//#file sessionRoutes.ts
//#replace
return json({ ticket: makeTicket(parts, user) }, 202, noStore)
//#with
return json({ ticket: makeTicket(parts, user), needs: 'code' }, 200, noStore)
//#end
//#file identify.ts
//#replace
throw unauthorized('This account has a second factor: use a key')
//#with
throw new HttpError(403, 'This account has a second factor: use a key')
//#end
