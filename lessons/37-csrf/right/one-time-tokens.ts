// Has random tokens in memory, each for one form, compares Origin with Host, and refuses with 400.
//#file crossSite.ts
//#replace
if (origin !== undefined) return origin === publicOrigin
//#with
if (origin !== undefined) return URL.parse(origin)?.host === context.header('host')
//#end
//#replace
new HttpError(403,
//#with
new HttpError(400,
//#end
//#file owner.ts
//#replace
  const formToken = hashOf(`form ${token}`)

//#with
  const formToken = makeToken(token)

//#end
//#replace
    formToken: hashOf(`form ${value}`),
//#with
    formToken: makeToken(value),
//#end
//#replace
export function checkFormToken({ formToken }: Owner, sent: string | null): void {
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(sent ?? '')]
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return
//#with
export function checkFormToken({ formToken }: Owner, sent: string | null): void {
  const owner = owners.get(formToken)
  if (sent !== null && owners.get(sent) === owner && owners.delete(sent)) return
//#end
//#replace
const cookieForm
//#with
const owners = new Map<string, string>()

function makeToken(owner: string): string {
  const token = randomBytes(16).toString('hex')
  owners.set(token, owner)
  return token
}

const cookieForm
//#end
//#file login.ts
//#replace
return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
return empty(302, { location: '/?signed-in', ...startSession(parts, context, user) })
//#end
