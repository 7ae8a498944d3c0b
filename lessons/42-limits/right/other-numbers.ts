// Has slightly other numbers, limits pages as well, waits a little longer than it has to, and asks
// for the current password with a bucket of its own.
//#file attempts.ts
//#replace
const limit = { most: 10, secondsPerToken: 60 }
//#with
const limit = { most: 11, secondsPerToken: 55 }
//#end
//#replace
    succeed({ email, client, user }) {
//#with
    enterInside: (user) => buckets.take({ ...limit, name: `inside ${user}` }),
    succeed({ email, client, user }) {
//#end
//#file credentials.ts
//#replace
  attempts.enter(attempt)
//#with
  if (inside === undefined) attempts.enter(attempt)
  else attempts.enterInside(inside)
//#end
//#replace
context: Context, value: unknown,
//#with
context: Context, value: unknown, inside?: number,
//#end
//#file passwordRoutes.ts
//#replace
{ email: user.email, password: fields.currentPassword })
//#with
{ email: user.email, password: fields.currentPassword }, user.id)
//#end
//#file limit.ts
//#replace
    if (!isSafe) buckets.take({ name, most: 60, secondsPerToken: 1 })
//#with
    buckets.take({ name, most: isSafe ? 600 : 61, secondsPerToken: 0.9 })
//#end
//#file buckets.ts
//#replace
Math.ceil(waitMs / 1_000)
//#with
Math.ceil(waitMs / 1_000) + 5
//#end
//#replace
  return new HttpError(429, `Too many tries: wait ${seconds} seconds`, headers)
//#with
  const unit = seconds > 60 ? 'a minute or so' : 'a moment'
  return new HttpError(429, `Too many tries: wait ${unit}`, { ...headers, 'x-wait': unit })
//#end
