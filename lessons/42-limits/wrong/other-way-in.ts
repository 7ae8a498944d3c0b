// Forgets Basic: programs send it with each request.
//#file identify.ts
//#replace
  return { user: await authenticate(parts, context, credentials), scopes: allScopes, by: 'basic' }
//#with
  const attempts = { enter() {}, succeed() {} }
  const user = await authenticate({ ...parts, attempts }, context, credentials)
  return { user, scopes: allScopes, by: 'basic' }
//#end
