// Has a link that signs out.
//#file login.ts
//#replace
  router.add('POST', '/login',
//#with
  router.add('GET', '/logout', (context) => {
    endSession(parts, context)
    return empty(303, { location: '/', ...signOutHeaders(parts.publicOrigin) })
  })
  router.add('POST', '/login',
//#end
