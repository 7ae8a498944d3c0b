// Has another token in each page, other HTML, and refuses with 419 as Laravel does.
//#file owner.ts
//#replace
  const formToken = hashOf(`form ${token}`)

//#with
  const formToken = sign(token)

//#end
//#replace
    formToken: hashOf(`form ${value}`),
//#with
    formToken: sign(value),
//#end
//#replace
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]

//#with
  const [salt = '', mac = ''] = (sent ?? '').split('.')
  const [expected, actual] = [Buffer.from(sign(secret, salt)), Buffer.from(`${salt}.${mac}`)]

//#end
//#replace
export function checkFormToken({ formToken }: Owner,
//#with
export function checkFormToken({ secret }: Owner,
//#end
//#replace
  return { user, of: { user: user.id, owner: null }, formToken, headers: {} }
//#with
  return { user, of: { user: user.id, owner: null }, secret: token, formToken, headers: {} }
//#end
//#replace
    user: undefined,

//#with
    user: undefined,
    secret: value,

//#end
//#replace
  formToken: string

//#with
  secret: string
  formToken: string

//#end
//#replace
import { createHash, randomBytes,
//#with
import { createHash, createHmac, randomBytes,
//#end
//#replace
function hashOf(
//#with
function sign(secret: string, salt = randomBytes(9).toString('base64url')): string {
  return `${salt}.${createHmac('sha256', secret).update(salt).digest('base64url')}`
}

function hashOf(
//#end
//#file loginPage.ts
//#replace
<form method="post" action="/login">
//#with
<form id=enter action='login' method=POST></form>
//#end
//#replace
${hidden}
${address}
<p><label>Password
<input type="password" name="password" autocomplete="current-password" required></label></p>
<button>Sign in</button>
</form>
//#with
<input form=enter type=hidden name=csrf-token value='${formToken}'>
<input form=enter type=hidden name=next value='/'>
<input form=enter type=email name=email value='${email}'>
<input form=enter type=password name=password><button form=enter>Sign in</button>
//#end
//#file login.ts
//#replace
  const typed = await readForm(context)
  checkFormToken(readOwner(context, parts), typed.get('token'))
  const [email
//#with
  const typed = await readForm(context)
  const sent = typed.get('csrf-token') ?? typed.get('token')
  checkFormToken(readOwner(context, parts), sent)
  const [email
//#end
//#file crossSite.ts
//#replace
  if (site !== undefined) return site === 'same-origin' || site === 'none'
//#with
  if (site !== undefined) return site === 'same-origin'
//#end
//#replace
    throw new HttpError(403, "This must be sent by one of this site's own pages")
//#with
    throw new HttpError(419, 'The page has expired')
//#end
