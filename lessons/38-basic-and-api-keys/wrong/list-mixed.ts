// Keeps the address in a variable that all requests share, while a password is hashed.
//#file identify.ts
//#replace
  return { user: await authenticate(parts, credentials), scopes: allScopes, by: 'basic' }

//#with
  email = credentials.email
  await authenticate(parts, credentials)
  const found = parts.users.findByEmail(email)
  if (found === undefined) throw unauthorized('There is no such account')
  return { user: found.user, scopes: allScopes, by: 'basic' }

//#end
//#replace
export type Identity = {
//#with
let email = ''

export type Identity = {
//#end
